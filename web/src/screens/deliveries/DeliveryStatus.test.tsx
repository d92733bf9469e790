// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { pagesOf } from '../../data/library/page.ts'
import { indexOf } from '../../data/library/shelf.ts'
import type { DeliveryRecord, Integration } from '../../data/server/integrations.ts'
import { AccountServer } from '../../testing/account-server.ts'
import { integration, record, serverPage, target, tree, treeItem, uuidOf } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { NotebookDeliveries, PageDeliveries } from './DeliveryStatus.tsx'

const work = treeItem(uuidOf('work'), { document_type: 'folder' })
const diary = treeItem(uuidOf('diary'), { visible_name: 'Diary', parent_uuid: work.notebook_uuid, tags: ['private'] })
const first = serverPage(diary.notebook_uuid, uuidOf('first'))
const at = (members: Partial<DeliveryRecord>) => record('', { notebook_uuid: diary.notebook_uuid, ...members })
const counted = { page_uuid: first.page_uuid, page_number: 1 }

let server: AccountServer
let known: Integration[]
let records: DeliveryRecord[]
/** Answer to requests that override a record; undefined: they succeed. */
let refusal: { status: number; body: object } | undefined

beforeEach(async () => {
  localStorage.clear()
  known = []
  records = []
  refusal = undefined
  server = await AccountServer.start()
  server.answers = (_, path) => {
    const { pathname, searchParams } = new URL(path, server.origin)
    const overridden = records.find(({ id }) => pathname === `/api/v1/sync/records/${id}/override`)
    if (overridden && !refusal) Object.assign(overridden, { kept: 0, status: 'pending' })
    if (overridden) return refusal ?? { status: 204, body: null }
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
  vi.useRealTimers()
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
  vi.setSystemTime(Date.now())
  known = [integration('readwise'), integration('obsidian')]
  records = [at({ ...counted, status: 'in_progress', synced_at: null }), at({ id: uuidOf('2'), status: 'failed' })]
  await show('page')
  await expect.poll(lines).toEqual(['Readwise 1 waiting'])
  records = [at({ ...counted, synced_at: new Date().toISOString() })]
  server.pushChange({ kind: 'record', deleted: false, value: records[0] })
  await expect.poll(lines).toEqual(['Readwise delivered this minute'])
  cleanup()
  await show('notebook')
  await expect.poll(lines).toEqual(['Readwise delivered this minute', 'Obsidian not fetched yet'])
})

it('a page says what is kept as it was changed there, which gives way to the tablet at the press of a button', async () => {
  known = [integration('readwise')]
  records = [at({ ...counted, id: uuidOf('kept'), kept: 2 })]
  refusal = {
    status: 503,
    body: { type: 'about:blank', title: 'Service Unavailable', status: 503, detail: 'Not now.' },
  }
  await show('page')
  expect(await screen.findByText('2 blocks kept as you changed them')).toBeTruthy()
  const button = screen.getByRole('button', { name: 'Use the tablet’s text' })
  button.focus()
  fireEvent.click(button)
  expect((await screen.findByRole('alert')).textContent).toContain('Try again')
  expect(lines()).toEqual([expect.stringContaining('Readwise delivered')])

  refusal = undefined
  fireEvent.click(button)
  await expect.poll(lines).toEqual(['Readwise 1 waiting'])
  expect(screen.queryByText(/kept as you changed/)).toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Readwise' }))
})

it('a notebook sums up what its pages keep, and lets it give way page by page', async () => {
  known = [integration('readwise')]
  const page = (number: number, kept: number) =>
    at({ id: uuidOf(`${number}`), page_uuid: uuidOf(`page ${number}`), page_number: number, kept })
  records = [page(1, 2), page(2, 0), page(3, 1)]
  await show('notebook')
  fireEvent.click(await screen.findByText('3 blocks kept as you changed them'))
  const items = screen.getAllByRole('listitem').filter(({ className }) => className === 'delivery')
  expect(items.map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('page 12 blocks kept as you changed them'),
    expect.stringContaining('page 31 block kept as you changed it'),
  ])
  fireEvent.click(within(items[1] as HTMLElement).getByRole('button', { name: 'Use the tablet’s text' }))
  expect(await screen.findByText('2 blocks kept as you changed them', { selector: 'summary' })).toBeTruthy()
})

it('the page and the notebook are opened where they stand there, if anywhere', async () => {
  known = [integration('notion'), integration('readwise')]
  const of = (members: Partial<DeliveryRecord>) => at({ target_name: 'notion', ...members })
  records = [
    of({ id: uuidOf('1'), item_type: 'todo', ...counted, url: 'https://notes.example/todo' }),
    of({ id: uuidOf('2'), item_type: 'page_text', ...counted, url: 'https://notes.example/row#page' }),
    of({ id: uuidOf('3'), item_type: 'notebook_metadata', url: 'https://notes.example/row' }),
    at({ id: uuidOf('4'), ...counted }),
  ]
  const links = () => screen.queryAllByRole('link', { name: /^Open in/ }).map((link) => link.getAttribute('href'))
  await show('page')
  await expect.poll(links).toEqual(['https://notes.example/row#page'])
  expect(screen.getByRole('link', { name: 'Open in Notion' })).toBeTruthy()
  cleanup()
  await show('notebook')
  await expect.poll(links).toEqual(['https://notes.example/row'])
})

it('nothing is shown, and no record asked for, where nothing is set up', async () => {
  await show('notebook')
  await expect.poll(() => server.requests.some(({ path }) => path === '/api/v1/integrations')).toBe(true)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(lines()).toEqual([])
  expect(server.requests.filter(({ path }) => path.includes('/records'))).toEqual([])
})
