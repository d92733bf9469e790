// SPDX-License-Identifier: AGPL-3.0-or-later
// The tree of a large library, requested again and again, keeps no other user waiting; without changes it costs nothing.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { notebook, signUp } from '../contract/library.ts'
import { type Attacked, lock, startAttacked } from './attacked.ts'

const notebooks = 2500
const requests = 280

let server: Attacked
let ann: string
let bob: string

beforeAll(async () => {
  // A request that waits for a lock waits until it is seen to do so, on a busy machine as well.
  server = await startAttacked({ RMIRROR_TEST_STATEMENT_SECONDS: '30' })
  ann = await signUp(server.api, 'ann@example.org')
  bob = await signUp(server.api, 'bob@example.org')
  const library = Array.from({ length: notebooks }, (_, i) => notebook(i, [i], `Notebook ${i}`))
  await server.api.ask('POST /api/v1/sync/manifest', { token: ann, json: { scope: 'library', notebooks: library } })
})

afterAll(async () => {
  await server[Symbol.asyncDispose]()
})

/** Its content is left as it is: to read it takes this test longer than it takes the server to write it. */
async function askForTree(headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
  const answer = await fetch(`${server.url}/api/v1/notebooks/tree`, {
    headers: { authorization: `Bearer ${ann}`, ...headers },
    ...(signal && { signal }),
  })
  await answer.arrayBuffer()
  return answer
}

it('280 requests for the tree of 2,500 notebooks keep no other user waiting or refused', async () => {
  const enough = new AbortController()
  let answered = 0
  const count = () => {
    answered++
  }
  for (let sent = 0; sent < requests; sent++) void askForTree({}, enough.signal).then(count, count)
  await expect.poll(() => answered, { interval: 1 }).toBeGreaterThan(0)
  const overtaken: number[] = []
  while (overtaken.length < 60 && answered < requests - 30) {
    const before = answered
    expect((await server.api.ask('GET /api/v1/me', { token: bob })).status).toBe(200)
    overtaken.push(answered - before)
  }
  // What is left of the flood is not waited for: in Node 22 an answer that is being inflated never settles after this.
  enough.abort()
  const sorted = overtaken.toSorted((a, b) => a - b)
  expect(sorted.length).toBeGreaterThan(20)
  // Bob waits for what is being answered, not for what is waiting.
  expect(sorted[Math.ceil(0.95 * sorted.length) - 1]).toBeLessThan(30)
})

it('a tree that did not change is recognised without reading notebooks and pages', async () => {
  const known = { 'if-none-match': (await askForTree()).headers.get('etag') ?? '' }
  const [lockedNotebooks, lockedPages] = [
    await lock(server.databaseUrl, 'notebooks'),
    await lock(server.databaseUrl, 'pages'),
  ]
  const flood = Array.from({ length: requests }, () => askForTree(known).then(({ status }) => status))
  expect((await server.api.ask('GET /api/v1/me', { token: bob })).status).toBe(200)
  expect(new Set(await Promise.all(flood))).toEqual(new Set([304]))
  const notReadYet = server.api.ask('GET /api/v1/notebooks/tree', { token: bob })
  await lockedNotebooks.isAwaitedBy(1)
  await lockedNotebooks.release()
  await lockedPages.release()
  expect((await notReadYet).status).toBe(200)
})
