// SPDX-License-Identifier: AGPL-3.0-or-later
// Wrong passwords lock an address for the network that sends them, and not for its owner.
import { expect, it } from 'vitest'
import { Api } from '../contract/answers.ts'
import { Browser, behindProxy } from '../contract/browser.ts'
import { serve } from '../world/programs.ts'

const ann = 'ann@example.org'

async function guess(browser: Browser, times: number): Promise<number[]> {
  const statuses: number[] = []
  for (let guessed = 0; guessed < times; guessed++) statuses.push((await browser.signIn(ann, 'wrong')).status)
  return statuses
}

it('five wrong passwords lock an address for the network they come from alone', async () => {
  await using served = await serve(behindProxy)
  const api = new Api(served.server)
  await Browser.signUp(api, ann)
  const stranger = new Browser(api, { address: '192.0.2.1' })
  expect(await guess(stranger, 6)).toEqual([401, 401, 401, 401, 401, 429])
  expect((await new Browser(api, { address: '198.51.100.1' }).signIn(ann)).status).toBe(200)
  expect((await new Browser(api, { address: '192.0.2.1' }).signIn(ann)).status).toBe(429)
})

it('neighbours of one household are one network', async () => {
  await using served = await serve(behindProxy)
  const api = new Api(served.server)
  expect(await guess(new Browser(api, { address: '2001:db8::1' }), 5)).toEqual(Array(5).fill(401))
  expect(await guess(new Browser(api, { address: '2001:db8::2' }), 1)).toEqual([429])
})

it('a browser that was signed in before passes where its own network is locked', async () => {
  await using served = await serve(behindProxy)
  const api = new Api(served.server)
  const owner = await Browser.signUp(api, ann, { address: '192.0.2.1' })
  await owner.ask('POST /api/v1/auth/logout')
  await guess(new Browser(api, { address: '192.0.2.1' }), 6)
  expect((await owner.signIn(ann)).status).toBe(200)
})

it('wrong passwords from everywhere lock an address for strangers, and not for its owner', async () => {
  await using served = await serve({ ...behindProxy, RMIRROR_TEST_WRONG_PASSWORDS: '12' })
  const api = new Api(served.server)
  const owner = await Browser.signUp(api, ann)
  const strangers = Array.from({ length: 4 }, (_, at) => new Browser(api, { address: `198.51.100.${at}` }))
  const statuses: number[] = []
  for (const stranger of strangers) statuses.push(...(await guess(stranger, 4)))
  expect(statuses).toEqual([...Array(12).fill(401), ...Array(4).fill(429)])
  expect((await new Browser(api, { address: '203.0.113.1' }).signIn(ann)).status).toBe(429)
  expect((await owner.signIn(ann)).status).toBe(200)
})

it('addresses without an account are locked alike', async () => {
  await using served = await serve({ ...behindProxy, RMIRROR_TEST_WRONG_PASSWORDS: '12' })
  const api = new Api(served.server)
  const statuses: number[] = []
  for (const at of [1, 2, 3, 4]) statuses.push(...(await guess(new Browser(api, { address: `192.0.2.${at}` }), 4)))
  expect(statuses).toEqual([...Array(12).fill(401), ...Array(4).fill(429)])
})

it('the cookie of a known browser allows no more guesses than any other browser has, and signs no one in', async () => {
  await using served = await serve(behindProxy)
  const api = new Api(served.server)
  const owner = await Browser.signUp(api, ann, { address: '192.0.2.1' })
  const thief = new Browser(api, { address: '192.0.2.66' })
  thief.cookies.set('rmirror_browser', owner.cookies.get('rmirror_browser') ?? '')
  expect((await thief.refresh()).status).toBe(401)
  expect(await guess(thief, 6)).toEqual([401, 401, 401, 401, 401, 429])
  const elsewhere = new Browser(api, { address: '203.0.113.9' })
  elsewhere.cookies.set('rmirror_browser', thief.cookies.get('rmirror_browser') ?? '')
  expect(await guess(elsewhere, 1)).toEqual([429])
})

it('honest sign-ins are not counted against the address', async () => {
  await using served = await serve({ ...behindProxy, RMIRROR_TEST_WRONG_PASSWORDS: '5' })
  const api = new Api(served.server)
  await Browser.signUp(api, ann)
  for (let at = 1; at <= 8; at++)
    expect((await new Browser(api, { address: `192.0.2.${at}` }).signIn(ann)).status).toBe(200)
})
