// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { cleanup, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { DeliveryRecord, Integration } from '../data/integrations.ts'
import { pagesOf } from '../data/page.ts'
import { indexOf } from '../data/shelf.ts'
import { AccountServer } from '../testing/account-server.ts'
import { integration, record, serverPage, target, tree, treeItem, uuidOf } from '../testing/server-facts.ts'
import { renderWith, signedIn } from '../testing/signed-in.tsx'
import { NotebookDeliveries, PageDeliveries } from './DeliveryStanding.tsx'

const work = treeItem(uuidOf('work'), { document_type: 'folder' })
const diary = treeItem(uuidOf('diary'), { visible_name: 'Diary', parent_uuid: work.notebook_uuid, tags: ['private'] })
const first = serverPage(diary.notebook_uuid, uuidOf('first'))
const at = (members: Partial<DeliveryRecord>) => record('', { notebook_uuid: diary.notebook_uuid, ...members })
const counted = { page_uuid: first.page_uuid, page_number: 1 }

let server: AccountServer
let known: Integration[]
let records: DeliveryRecord[]

beforeEach(async () => {
  localStorage.clear()
  known = []
  records = []
  server = await AccountServer.start()
  server.answers = (_, path) => {
    const { pathname, searchParams } = new URL(path, server.origin)
    switch (pathname) {
      case '/api/v1/notebooks/tree':
        return { body: tree([work, diary]) }
      case '/api/v1/targets':
        return { body: { items: [target('readwise'), target('obsidian', { delivery: 'pulled' })], next: null } }
      case '/api/v1/integrations':
        return { body: { items: known, next: null } }
      case '/api/v1/sync/records': {
        const page = searchParams.get('page_uuid')
        return { body: { items: records.filter(({ page_uuid }) => !page || page === page_uuid), next: null } }
      }
    }
    return undefined
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function show(what: 'notebook' | 'page') {
  const store = await signedIn(server)
  const index = indexOf({ notebooks: signal(new Map()), folders: signal(new Map()) }, store.shelf)
  const notebook = index.value.notebooks.get(diary.notebook_uuid)
  const page = notebook && pagesOf(notebook, [first])?.[0]
  if (!notebook || !page) throw new Error('The library is not here')
  const all = { ...store, index }
  renderWith(all, what === 'page' ? <PageDeliveries page={page} /> : <NotebookDeliveries notebook={notebook} />)
}

const lines = () => [...document.querySelectorAll('.standings > li > p')].map(({ textContent }) => textContent)

it.each<[string, Partial<Integration>, Partial<DeliveryRecord>[], string]>([
  ['delivered', {}, [{ synced_at: '2026-11-20T12:00:00Z' }], 'delivered'],
  ['waiting', {}, [{ status: 'pending' }, { status: 'retry' }, {}], '2 waiting'],
  ['failed', {}, [{ status: 'failed', error_class: 'invalid_data' }, {}], '1 not delivered'],
  ['without anything for it', {}, [], 'nothing to deliver yet'],
  ['paused', { state: 'paused', is_enabled: false }, [{}], 'paused'],
  ['stopped', { state: 'stopped' }, [{}], 'stopped'],
  ['not chosen', { choice: { notebooks: [], folders: [], tags: ['work'] } }, [], 'not chosen'],
  ['chosen by its folder', { choice: { notebooks: [], folders: [work.notebook_uuid], tags: [] } }, [], 'nothing to'],
  ['chosen by its tag', { choice: { notebooks: [], folders: [], tags: ['private'] } }, [], 'nothing to'],
])('a notebook that is %s says so', async (_, members, given, words) => {
  known = [integration('readwise', members)]
  records = given.map((each, index) => at({ id: uuidOf(String(index)), ...each }))
  await show('notebook')
  await expect.poll(lines).toEqual([expect.stringContaining(`Readwise ${words}`)])
  expect(screen.queryByText('Why?') !== null).toBe(words.endsWith('not delivered'))
})

it('a page shows what is its own, and follows it; what fetches whole notebooks is told of notebooks alone', async () => {
  known = [integration('readwise'), integration('obsidian')]
  records = [at({ ...counted, status: 'in_progress', synced_at: null }), at({ id: uuidOf('2'), status: 'failed' })]
  await show('page')
  await expect.poll(lines).toEqual(['Readwise 1 waiting'])
  records = [at({ ...counted, synced_at: new Date().toISOString() })]
  server.tell({ kind: 'record', deleted: false, value: records[0] })
  await expect.poll(lines).toEqual(['Readwise delivered this minute'])
  cleanup()
  await show('notebook')
  await expect.poll(lines).toEqual(['Readwise delivered this minute', 'Obsidian not fetched yet'])
})

it('nothing is shown, and no record asked for, where nothing is set up', async () => {
  await show('notebook')
  await expect.poll(() => server.requests.some(({ path }) => path === '/api/v1/integrations')).toBe(true)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(lines()).toEqual([])
  expect(server.requests.filter(({ path }) => path.includes('/records'))).toEqual([])
})
