// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
// Pushes the sample to a server that has none of it.
import 'fake-indexeddb/auto'
import { everything } from '@rmirror/shared/library'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sampleFiles, sampleNotebook } from '../../../tests/generator/sample-notebook.ts'
import { InProcessPool } from '../../../tests/world/in-process-pool.ts'
import { AccountServer, problem } from '../testing/account-server.ts'
import { quotaNow } from '../testing/server-facts.ts'
import { accountAt } from '../testing/signed-in.tsx'
import type { Account } from './account/account.ts'
import type { Quota } from './account/quota.ts'
import { ImportRun } from './local/imports.ts'
import { LibraryStore } from './local/library.ts'
import { SyncRun } from './syncing.ts'

const sample = sampleNotebook()
const quota = quotaNow({ limit: 2, used: 0, reserved: 2, left: 0, deferred_pages: 10 })
const written = { notebooks: 1, pages: 12, highlights: 0, deleted_notebooks: 0, deleted_pages: 0 }
const deferred = { accepted: true, page_id: '1', ocr_status: 'pending_quota', missing_parts: [] }

let server: AccountServer
let account: Account
let store: LibraryStore
let wanted: string[]
let stored: string[]
let onImage: (nth: number) => ReturnType<typeof problem>
let excluded: string[]
let deletedOnServer: string[]
let wantedDisplays: string[]

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  wanted = sample.pages.map(({ uuid }) => uuid)
  stored = []
  excluded = []
  deletedOnServer = []
  wantedDisplays = []
  onImage = () => ({ body: { accepted: true, page_id: '1', ocr_status: 'pending', missing_parts: [], quota } })
  server = await AccountServer.start()
  server.answers = (method, path) => {
    if (path === '/api/v1/sync/manifest')
      return {
        body: {
          want: [{ notebook_uuid: sample.uuid, page_uuids: wanted }],
          wanted_pages: 12,
          want_display: wantedDisplays.length > 0 ? [{ notebook_uuid: sample.uuid, page_uuids: wantedDisplays }] : [],
          older_notebooks: [],
          deleted_here: deletedOnServer,
          excluded_here: [],
          removal_warnings: [],
          written,
          quota,
          cursor: '1',
        },
      }
    if (path === '/api/v1/sync/selection')
      return { body: { ...everything, excluded_notebooks: excluded, display_images: 'notebooks' } }
    const page = /\/pages\/([^/]+)\/image\?/.exec(path)?.[1]
    if (method !== 'PUT' || !page) return undefined
    stored.push(page)
    return onImage(stored.length)
  }
  account = accountAt(server)
  await account.signIn('ann@example.org', 'quite bony lantern')
  store = new LibraryStore(await InProcessPool.open(), 'one', () => Promise.reject(new Error('no storage')))
  const files = sampleFiles().map(({ path, bytes }) => ({
    path: `tablet/${path}`,
    file: new File([bytes as Uint8Array<ArrayBuffer>], path),
  }))
  await new ImportRun(store).run(
    async () => ({ files, problems: [] }),
    () => {},
  )
})
afterEach(() => server.stop())

const sync = (setQuota: (quota: Quota) => void = () => {}, quotaChanged = () => {}) =>
  new SyncRun(store, account, { setQuota, quotaChanged })

it('every page that the server wants is sent, and only those', async () => {
  wanted = wanted.slice(0, 3)
  const run = sync()
  await run.run()
  expect([run.phase.value, run.sentPages.value, run.donePages.value, run.totalPages.value]).toEqual(['done', 3, 3, 3])
  expect(stored.toSorted()).toEqual(wanted.toSorted())
})

it('pages as they look follow those that are read, and no room for them harms nothing', async () => {
  const honest = onImage
  wantedDisplays = wanted.slice(2, 5)
  wanted = wanted.slice(0, 2)
  onImage = (nth) => (nth <= 2 ? honest(nth) : problem(413, { type: 'display_full' }))
  const run = sync()
  await run.run()
  expect([run.phase.value, run.sentPages.value, run.problems.value]).toEqual(['done', 2, []])
  expect(stored.slice(0, 2).toSorted()).toEqual(wanted.toSorted())
  expect(wantedDisplays).toContain(stored[2])
})

it('pages beyond the quota are stored and counted as such, whatever the answer says that came last', async () => {
  const honest = onImage
  const full = (nth: number) => ({ ...quota, deferred_pages: nth === 12 ? 9 : nth - 2 })
  onImage = (nth) => (nth <= 2 ? honest(nth) : problem(402, { ...deferred, quota: full(nth) }))
  let known: Quota | undefined
  const run = sync((quota) => {
    known = quota
  })
  await run.run()
  expect([run.phase.value, run.sentPages.value, run.deferredPages.value]).toEqual(['done', 12, 10])
  expect(known).toMatchObject({ deferred_pages: 10 })
})

it('a page that the server does not take is told, and the others are sent', async () => {
  const honest = onImage
  onImage = (nth) => (nth === 1 ? problem(422) : honest(nth))
  const run = sync()
  await run.run()
  expect([run.phase.value, run.sentPages.value]).toEqual(['done', 11])
  expect(run.problems.value).toMatchObject([{ path: 'A notebook to try', code: 'not-sent', detail: 'Not like this.' }])
})

it('a notebook that is excluded from sync is not sent, and that is told', async () => {
  excluded = [sample.uuid]
  const run = sync()
  await run.run()
  expect([run.phase.value, run.sentPages.value, run.excludedNotebooks.value]).toEqual(['done', 0, 1])
  expect(stored).toEqual([])
})

it('a notebook that stays deleted on the server is counted as such', async () => {
  wanted = []
  deletedOnServer = [sample.uuid]
  const run = sync()
  await run.run()
  expect([run.phase.value, run.deletedOnServer.value, run.newerOnServer.value]).toEqual(['done', 1, 0])
})

it('a text that is longer than the server takes is reported with its notebook and page', async () => {
  wanted = []
  const notebook = [...store.notebooks.value.values()][0]
  if (notebook) notebook.facts.tags = ['t'.repeat(201)]
  const run = sync()
  await run.run()
  expect(run.shortened.value).toEqual([
    {
      ...{ name: 'A notebook to try', page: null },
      sentence: expect.stringMatching(/^The tags of "A notebook to try" is too long for the server/),
    },
  ])
})

it('a sync ends when it is cancelled, and when the user signs out', async () => {
  for (const end of [(run: SyncRun) => run.cancel(), () => account.signOut()]) {
    stored = []
    const run = sync()
    const ends: unknown[] = []
    onImage = () => {
      if (ends.length === 0) ends.push(end(run))
      return problem(500)
    }
    await run.run()
    await Promise.all(ends)
    expect(run.phase.value).toBe('cancelled')
    expect(stored.length).toBeLessThan(12)
  }
})

it('a sync ends when the server ends the sign-in', async () => {
  server.endSession()
  const run = sync()
  await run.run()
  expect([run.phase.value, account.ended.value]).toEqual(['cancelled', true])
})

it.each([
  ['413 with a type', 413, { type: 'storage_full' }],
  ['507', 507, {}],
])('it ends at the first page for which there is no room: %s', async (_, status, members) => {
  const honest = onImage
  onImage = (nth) => (nth <= 2 ? honest(nth) : problem(status, members))
  let asksForQuota = false
  const run = sync(undefined, () => {
    asksForQuota = true
  })
  await run.run()
  expect(asksForQuota, 'what was sent is counted').toBe(true)
  expect(run.phase.value).toBe('failed')
  expect(run.error.value).toMatchObject({ status, message: 'Not like this.' })
  expect([run.sentPages.value, run.problems.value]).toEqual([2, []])
  // Other uploads were in flight.
  expect(stored.length).toBeLessThanOrEqual(8)
})

it('a page that is too large by itself leaves the others alone', async () => {
  const honest = onImage
  onImage = (nth) => (nth === 1 ? problem(413) : honest(nth))
  const run = sync()
  await run.run()
  expect([run.phase.value, run.sentPages.value]).toEqual(['done', 11])
})
