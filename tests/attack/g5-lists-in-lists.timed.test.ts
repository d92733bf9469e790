// SPDX-License-Identifier: AGPL-3.0-or-later
// A few kilobytes of gzip become megabytes of JSON with millions of values, each of which takes memory while it is
// parsed: what the values and the parser take together is what the budget for parsing counts.
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { signUp } from '../contract/library.ts'
import { memoryOf } from '../world/memory.ts'
import { startAttacked } from './attacked.ts'

const megabyte = 1 << 20
/** For bodies, and again for parsing. */
const budget = 64
const bodyBytes = 15 * megabyte

const parts = ['[],', '0,', '[0],', '{},', '"",', '{"a":0},', '[[[]]],', '"\\n",']
const bodies = parts.map((part) =>
  gzipSync(`{"scope":"library","notebooks":[${part.repeat(bodyBytes / part.length)}0]}`),
)

it('accounts that send lists of empty lists take no more memory than the budgets', async () => {
  await using server = await startAttacked({ RMIRROR_BODY_MEMORY_MB: String(budget) })
  const accounts = ['ann', 'bob', 'eve', 'joe']
  const tokens = await Promise.all(accounts.map((name) => signUp(server.api, `${name}@example.org`)))
  const before = memoryOf(server.pid).peak
  const statuses = new Set<number>()
  const sendAll = async (token: string) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    }
    for (const body of bodies) {
      const answer = await fetch(`${server.url}/api/v1/sync/manifest`, { method: 'POST', headers, body })
      statuses.add(answer.status)
      if (answer.status === 503) expect(answer.headers.get('retry-after')).toBeTruthy()
      await answer.text()
    }
  }
  await Promise.all(tokens.flatMap((token) => [sendAll(token), sendAll(token)]))
  for (const status of statuses) expect([413, 503]).toContain(status)
  expect(statuses).toContain(413)
  // A quarter more for what the heap and the sanitizer add.
  expect(memoryOf(server.pid).peak - before).toBeLessThan(2 * budget * 1.25)
})
