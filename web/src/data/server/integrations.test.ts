// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { record, tree, uuidOf } from '../../testing/server-facts.ts'
import { type SignedInStore, signedIn } from '../../testing/signed-in.tsx'
import { type DeliveryRecord, fetchRecords, removeIntegration, retryRecord } from './integrations.ts'

let server: AccountServer
let account: SignedInStore['account']
let records: DeliveryRecord[]

beforeEach(async () => {
  localStorage.clear()
  records = []
  server = await AccountServer.start()
  server.answers = (_, path) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([]) }
    if (!path.startsWith('/api/v1/sync/records?')) return undefined
    const query = new URL(path, server.origin).searchParams
    const found = records.filter(({ status }) => !query.has('status') || status === query.get('status'))
    const first = found.findIndex(({ id }) => id === query.get('cursor')) + 1
    const items = found.slice(first, first + Number(query.get('limit')))
    const next = first + items.length < found.length ? items.at(-1)?.id : null
    return { body: { items, next } }
  }
  ;({ account } = await signedIn(server))
})
afterEach(() => server.stop())

const signal = new AbortController().signal
const many = (count: number, members: Partial<DeliveryRecord> = {}) =>
  Array.from({ length: count }, (_, index) => record('', { ...members, id: uuidOf(String(100_000 - index)) }))

it('of more records than the server tells at once all are asked for that are wanted', async () => {
  records = many(1200)
  expect(await fetchRecords(account, {}, 600, signal)).toMatchObject({ items: { length: 600 }, hasMore: true })
  expect(await fetchRecords(account, {}, 2000, signal)).toMatchObject({ items: { length: 1200 }, hasMore: false })
})

it('records of several statuses come together, the newest first', async () => {
  records = many(6).map((each, index) => ({
    ...each,
    status: (['retry', 'success', 'pending'] as const)[index % 3] ?? 'retry',
  }))
  const { items } = await fetchRecords(account, { statuses: ['pending', 'retry'] }, 50, signal)
  expect(items.map(({ status }) => status)).toEqual(['retry', 'pending', 'retry', 'pending'])
})

it('what went in the meantime is no problem', async () => {
  await removeIntegration(account, 'readwise', 'keep')
  expect(await retryRecord(account, record('1', { queue_id: uuidOf('queued') }))).toBe(false)
  server.answers = () => problem(500)
  await expect(removeIntegration(account, 'readwise', 'keep')).rejects.toMatchObject({ status: 500 })
})
