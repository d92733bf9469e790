// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AccountServer } from '../../testing/account-server.ts'
import { queueItem } from '../../testing/server-facts.ts'
import { accountAt } from '../../testing/signed-in.tsx'
import type { Account } from '../account/account.ts'
import { retryTranscription } from './retry-transcription.ts'

const failures = [queueItem('a', 'one'), queueItem('b', 'two', { item_type: 'page_text' }), queueItem('c', 'two')]

let server: AccountServer
let account: Account

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  server.answers = (method, path) => {
    if (method === 'POST') return { status: 204, body: null }
    const query = new URL(path, server.origin).searchParams
    const at = Number(query.get('cursor'))
    if (query.get('status') === 'cancelled') return { body: { items: [queueItem('d', 'four')], next: null } }
    return { body: { items: failures.slice(at, at + 1), next: at + 1 < failures.length ? String(at + 1) : null } }
  }
  account = accountAt(server)
  await account.signIn('ann@example.org', 'quite bony lantern')
})
afterEach(() => server.stop())

const posted = () => server.requests.filter(({ method, path }) => method === 'POST' && path.includes('/queue/'))

it('the reading of this page is what is asked for again, however far down it stands', async () => {
  expect(await retryTranscription(account, { id: 'two' })).toBe(true)
  expect(posted().map(({ path }) => path)).toEqual(['/api/v1/sync/queue/c/retry'])
})

it('a reading that was cancelled is asked for again like one that failed', async () => {
  expect(await retryTranscription(account, { id: 'four' })).toBe(true)
  expect(posted().map(({ path }) => path)).toEqual(['/api/v1/sync/queue/d/retry'])
})

it('of a page that did not fail nothing is asked', async () => {
  expect(await retryTranscription(account, { id: 'three' })).toBe(false)
  expect(posted()).toEqual([])
})
