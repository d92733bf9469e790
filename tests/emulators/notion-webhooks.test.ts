// SPDX-License-Identifier: AGPL-3.0-or-later
// What Notion's emulator tells of changes, and the emulator as a program.
import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { signatureOf } from '../../e2e/emulators/notion/webhooks.mjs'
import { append, ask, control, headers, type Json, notionForTests, somePage, workspaceId } from './notion-client.ts'

const notion = await notionForTests()

/** A receiver of events, which answers with the statuses in `answers`. */
const received: { headers: IncomingHttpHeaders; text: string; body: Json }[] = []
let answers: number[] = []
const receiver = createServer(async (request, response) => {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  const text = Buffer.concat(pieces).toString()
  received.push({ headers: request.headers, text, body: JSON.parse(text) })
  response.writeHead(answers.shift() ?? 200).end()
}).listen(0, '127.0.0.1')
await once(receiver, 'listening')
const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
afterAll(() => receiver.close())
beforeEach(() => {
  received.length = 0
  answers = []
})

async function subscribe(more: Json = {}, settings: Json = {}): Promise<string> {
  await control(notion, 'PUT', 'settings', { webhooks: { delay_ms: 30, retry_ms: 5, ...settings } })
  expect((await control(notion, 'POST', 'webhooks', { url, ...more })).status).toBe(200)
  const { verification_token } = received.at(-1)?.body ?? {}
  expect((await control(notion, 'PUT', 'webhooks', { verification_token })).status).toBe(204)
  received.length = 0
  return verification_token
}
const arrived = (count: number) => expect.poll(() => received.length).toBe(count)

describe('a subscription', () => {
  it('begins with a token that is not signed, and is silent until a person has entered it', async () => {
    await control(notion, 'PUT', 'settings', { webhooks: { delay_ms: 0 } })
    await control(notion, 'POST', 'webhooks', { url })
    expect(received.map(({ body }) => body)).toEqual([{ verification_token: expect.stringMatching(/^secret_/) }])
    expect(received[0]?.headers['x-notion-signature']).toBeUndefined()
    await append(notion, 'a')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(received).toHaveLength(1)
    expect((await control(notion, 'PUT', 'webhooks', { verification_token: 'secret_wrong' })).status).toBe(400)
  })

  it('gets each change, signed with its token over the exact bytes', async () => {
    // The token of this subscription is never entered.
    await control(notion, 'POST', 'webhooks', { url })
    const token = await subscribe()
    await append(notion, 'a')
    await arrived(1)
    const [{ headers: replyHeaders, text, body } = { headers: {}, text: '', body: {} }] = received
    expect(replyHeaders['x-notion-signature']).toBe(`sha256=${createHmac('sha256', token).update(text).digest('hex')}`)
    expect(body).toMatchObject({
      ...{ type: 'page.content_updated', entity: { id: somePage, type: 'page' }, attempt_number: 1 },
      ...{ workspace_id: workspaceId, workspace_name: "Kim's Notion", api_version: '2026-03-11' },
      authors: [{ id: expect.any(String), type: 'bot' }],
      data: { updated_blocks: [{ id: expect.any(String), type: 'block' }] },
    })
    for (const member of ['id', 'timestamp', 'subscription_id', 'integration_id']) expect(body[member]).toBeTruthy()
  })

  it('gets one event for changes in quick succession, and separate ones for other pages', async () => {
    await subscribe({}, { delay_ms: 200 })
    await append(notion, 'a')
    await append(notion, 'b')
    await ask(notion, '/v1/pages', { method: 'POST', body: { parent: { page_id: somePage } } })
    await arrived(2)
    const [content, page] = received.map(({ body }) => body)
    expect([content.type, content.data.updated_blocks.length, page.type]).toEqual([
      'page.content_updated',
      2,
      'page.created',
    ])
  })

  it('gets the types and the workspace that it asked for', async () => {
    await subscribe({ types: ['page.properties_updated', 'page.deleted', 'comment.created'] })
    const patch = (body: Json) => ask(notion, `/v1/pages/${somePage}`, { method: 'PATCH', body })
    await append(notion, 'a')
    await patch({ properties: { Name: {} } })
    await patch({ in_trash: true })
    await patch({ in_trash: false })
    await control(notion, 'POST', 'events', { type: 'comment.created', entity: { id: somePage, type: 'comment' } })
    await control(notion, 'POST', 'events', {
      ...{ type: 'comment.created', entity: { id: somePage, type: 'comment' } },
      workspace: [...notion.emulator.workspaces.keys()].at(-1),
    })
    await arrived(3)
    // Each comes by a connection of its own, so they may overtake each other.
    const byType = new Map(received.map(({ body }) => [body.type, body]))
    expect([...byType.keys()].toSorted()).toEqual(['comment.created', 'page.deleted', 'page.properties_updated'])
    expect(byType.get('comment.created')?.authors[0].type).toBe('person')
  })

  it('gets the same event with another attempt number until it accepts it', async () => {
    await subscribe()
    answers = [500, 302]
    await append(notion, 'a')
    await arrived(3)
    expect(received.map(({ body }) => body.attempt_number)).toEqual([1, 2, 3])
    expect(new Set(received.map(({ body }) => body.id)).size).toBe(1)
    const statuses = () => notion.log.deliveries.slice(1).map(({ status }) => status)
    await expect.poll(statuses).toEqual([500, 302, 200])
  })

  it('may be told twice, and the last first', async () => {
    await subscribe({}, { duplicate: true, reverse: true, delay_ms: 200 })
    await append(notion, 'a', {}, somePage)
    await ask(notion, '/v1/pages', { method: 'POST', body: { parent: { page_id: somePage } } })
    await arrived(4)
    const types = received.map(({ body }) => body.type)
    expect([new Set(types.slice(0, 2)), new Set(types.slice(2))]).toEqual([
      new Set(['page.created']),
      new Set(['page.content_updated']),
    ])
  })

  it('signs as the documents do', () => {
    const token = 'secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl'
    const signature = 'sha256=9e541e93dd25d43ce3c23990bb40f52ca1a2bf46b678f1e3f17a9d153366b856'
    expect(signatureOf(token, '{"type":"page.created"}')).toBe(signature)
  })
})

describe('the program', () => {
  it('prints where it listens, serves, and ends on SIGTERM', async () => {
    const program = spawn(process.execPath, ['e2e/emulators/notion/serve.mjs'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(createInterface(program.stdout), 'line')
    const { address } = JSON.parse(line)
    const answer = await fetch(`${address}/v1/users/me`, { headers })
    expect([answer.status, ((await answer.json()) as Json).bot.workspace_id]).toEqual([200, workspaceId])
    program.kill('SIGTERM')
    expect((await once(program, 'exit'))[0]).toBe(0)
  })
})
