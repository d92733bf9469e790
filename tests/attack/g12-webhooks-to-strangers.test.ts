// SPDX-License-Identifier: AGPL-3.0-or-later
// A webhook's address can be anybody's. Nothing is sent there unless who runs it repeats a challenge.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { Receivers } from '../world/receivers.ts'
import { type Attacked, startAttacked } from './attacked.ts'
import { Owner } from './webhook-owner.ts'

const path = '/api/v1/integrations/webhook'

/** A site that answers all alike, and what was sent to it. */
async function startSite(answer: (body: string) => string) {
  const types: string[] = []
  const site = createServer(async (request, response) => {
    let text = ''
    for await (const piece of request) text += piece
    types.push(JSON.parse(text).type)
    response.end(answer(text))
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  return {
    types,
    address: `http://127.0.0.1:${(site.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => site.close(() => resolve())),
  }
}

const state = async ({ api }: Attacked, { token }: Owner) =>
  (await api.ask('GET /api/v1/integrations/:target_name', { token }, path)).body

it.each([
  ['thanks for anything', () => 'OK'],
  ['sends back what it was sent', (body: string) => body],
])('a site that %s gets no event', async (_what, answer) => {
  await using site = await startSite(answer)
  await using server = await startAttacked({ RMIRROR_PRIVATE_URLS: 'on' })
  const eve = await Owner.signUp(server.url, 'eve', site.address)
  await eve.push(20)
  await expect.poll(async () => (await state(server, eve)).state).toBe('stopped')
  const { is_verified, stopped, counts } = await state(server, eve)
  expect([is_verified, counts.success, counts.failed]).toEqual([false, 0, 0])
  expect(stopped.error_message).toMatch(/didn't answer the verification with its challenge/)
  expect(await (await eve.test()).json()).toMatchObject({ ok: false, error_message: stopped.error_message })
  expect(new Set(site.types)).toEqual(new Set(['verification']))
})

it('an address is confirmed once, and another address again', async () => {
  await using receivers = await Receivers.start()
  await using site = await startSite(() => 'OK')
  await using server = await startAttacked({ RMIRROR_PRIVATE_URLS: 'on' })
  const ann = await Owner.signUp(server.url, 'ann', receivers.addressOf('/ann'))
  expect((await state(server, ann)).is_verified).toBe(false)
  await ann.push(1)
  // A notebook, its metadata and its page.
  await expect.poll(() => receivers.taken.length).toBeGreaterThanOrEqual(2)
  expect(await state(server, ann)).toMatchObject({ is_verified: true, state: 'active' })
  const json = { settings: { address: site.address } }
  const { token } = ann
  const moved = await server.api.ask('PUT /api/v1/integrations/:target_name', { token, json }, path)
  expect(moved.body.is_verified).toBe(false)
  await ann.push(5)
  await expect.poll(async () => (await state(server, ann)).state).toBe('stopped')
  expect(new Set(site.types)).toEqual(new Set(['verification']))
})
