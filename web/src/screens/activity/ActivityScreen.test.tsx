// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import type { RemovalWarning } from '@rmirror/shared/api'
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Quota } from '../../data/account/quota.ts'
import { indexOf } from '../../data/library/shelf.ts'
import type { DeliveryRecord, Integration } from '../../data/server/integrations.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import {
  integration,
  notebookWith,
  queueItem,
  quotaNow,
  record,
  serverPage,
  syncRun,
  target,
  tree,
  treeItem,
  uuidOf,
} from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { ActivityScreen } from './ActivityScreen.tsx'

let server: AccountServer
let known: Integration[]
let records: DeliveryRecord[]
let quota: Quota
let warnings: RemovalWarning[]
let counts: Partial<ReturnType<typeof treeItem>['sync_progress']>
/** Paths below /api/v1 that are answered with 503. */
let broken: RegExp
let requests: [string, string, unknown][]

const diary = uuidOf('diary')
const failedPage = serverPage(diary, uuidOf('page'), {
  id: uuidOf('key'),
  page_number: 3,
  ocr_status: 'failed',
  ocr_error: 'Claude found no page.',
})

beforeEach(async () => {
  localStorage.clear()
  known = []
  records = []
  warnings = []
  requests = []
  quota = quotaNow()
  counts = {}
  broken = /^$/
  server = await AccountServer.start()
  server.answers = (method, path, body) => {
    const place = path.replace('/api/v1', '')
    if (broken.test(place)) return problem(503)
    if (method === 'GET') return read(place)
    requests.push([method, place, body.length > 0 ? JSON.parse(String(body)) : null])
    if (place.startsWith('/sync/warnings/')) warnings = []
    return place === '/sync/trigger' ? { status: 202, body: syncRun({ synced_count: 3 }) } : { status: 204, body: null }
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

function read(place: string) {
  if (place === '/notebooks/tree') return { body: tree([shelved()]) }
  if (place === `/notebooks/${diary}`) return { body: { ...notebookWith([failedPage]), sync_progress: all() } }
  if (place === '/quota') return { body: quota }
  if (place === '/targets') return { body: { items: [target('readwise'), target('notion')], next: null } }
  if (place === '/integrations') return { body: { items: known, next: null } }
  if (place === '/sync/warnings') return { body: { items: warnings, next: null } }
  if (place.endsWith('/progress'))
    return {
      body: { items: { highlight: { done: 4, waiting: 20, failed: 0 } }, pictures: null, calls: 24, minutes: 3 },
    }
  if (place.startsWith('/sync/queue?'))
    return { body: { items: [queueItem(uuidOf('queued'), uuidOf('key'))], next: null } }
  if (!place.startsWith('/sync/records?')) return undefined
  const query = new URL(place, server.origin).searchParams
  const isMeant = (each: DeliveryRecord) =>
    (!query.has('target_name') || each.target_name === query.get('target_name')) &&
    (!query.has('status') || each.status === query.get('status')) &&
    (!query.has('is_kept') || each.kept > 0)
  return { body: { items: records.filter(isMeant), next: null } }
}

const all = () => ({ total: 2, synced: 2, not_synced: 0, pending: 0, pending_quota: 0, failed: 0, ...counts })
const shelved = () => treeItem(diary, { visible_name: 'Diary', sync_progress: all() })

async function show() {
  const store = await signedIn(server)
  const here = { notebooks: signal(new Map()), folders: signal(new Map()) }
  renderWith({ ...store, index: indexOf(here, store.shelf) }, <ActivityScreen />)
}

const region = (name: string) => screen.findByRole('region', { name })
const click = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

it('says in calm words that there is nothing to do', async () => {
  await show()
  expect(await within(await region('Transcription')).findByText('Nothing is waiting to be transcribed')).toBeTruthy()
  expect(await screen.findByText(/No service gets your notes yet/)).toBeTruthy()
  expect(await screen.findByText('Nothing has been delivered yet.')).toBeTruthy()
  expect(screen.queryByText('Waiting for your answer')).toBeNull()
})

it('tells how far transcription is, what waits for what, and what failed and why', async () => {
  counts = { total: 20, synced: 10, pending: 4, pending_quota: 3, not_synced: 2, failed: 1 }
  await show()
  const reading = within(await region('Transcription'))
  expect(await reading.findByText('Transcribing 4 pages')).toBeTruthy()
  expect(reading.getByRole('progressbar', { name: 'Transcription' }).getAttribute('max')).toBe('14')
  expect(
    await reading.findByText(/3 pages wait until your page quota resets on December 20, 2026|20 December 2026/),
  ).toBeTruthy()
  expect(reading.getByText('2 pages haven’t been sent to this server yet.')).toBeTruthy()
  const link = await reading.findByRole('link', { name: /^Diary, page 3$/i })
  expect(link.getAttribute('href')).toBe(`/notebooks/${diary}/pages/3`)
  expect(reading.getByText('Reason: Claude found no page.')).toBeTruthy()
  await click('Retry transcription: Diary, page 3')
  await expect.poll(() => requests).toEqual([['POST', `/sync/queue/${uuidOf('queued')}/retry`, null]])
})

it('says that pages wait for the server, not that they are transcribed', async () => {
  counts = { pending: 4 }
  quota = quotaNow({ has_reader: false })
  await show()
  expect(await screen.findByText('4 pages are waiting to be transcribed')).toBeTruthy()
  expect(screen.getByText(/isn’t set up on this server/)).toBeTruthy()
})

it('tries all pages again that failed', async () => {
  counts = { failed: 2 }
  await show()
  await click('Retry all')
  expect(await screen.findByText('One page is being transcribed again.')).toBeTruthy()
  expect(requests).toEqual([['POST', `/sync/queue/${uuidOf('queued')}/retry`, null]])
})

it('shows each service with its progress, what failed, what is tried again, and the buttons for it', async () => {
  known = [
    integration('readwise', {
      counts: { pending: 20, in_progress: 0, success: 4, retry: 1, failed: 2, skipped: 0 },
    }),
    integration('notion', {
      state: 'stopped',
      stopped: {
        since: '2026-11-20T12:00:00+00:00',
        error_class: 'auth_error',
        error_message: "Notion doesn't accept this token.",
        try_at: null,
      },
    }),
  ]
  records = [
    record('1', { notebook_uuid: diary, status: 'failed', error_class: 'invalid_data', queue_id: uuidOf('q') }),
    record('2', { notebook_uuid: diary, status: 'retry', error_class: 'rate_limit' }),
    record('3', { target_name: 'notion', notebook_uuid: diary, url: 'https://notion.so/x' }),
    record('4', { target_name: 'notion', notebook_uuid: diary, kept: 2 }),
  ]
  await show()
  const readwise = within(await region('Readwise'))
  expect(await readwise.findByText(/3 minutes left/)).toBeTruthy()
  expect(await readwise.findByText('Readwise didn’t accept this.')).toBeTruthy()
  expect(await readwise.findByText('Readwise isn’t taking any more requests right now.')).toBeTruthy()
  for (const name of ['Sync now', 'Pause', 'Retry', 'Retry all'])
    expect(readwise.getByRole('button', { name })).toBeTruthy()
  expect(readwise.getByText('What would “Sync now” change there?')).toBeTruthy()
  const notion = within(await region('Notion'))
  expect(notion.getByText('Deliveries have stopped')).toBeTruthy()
  expect(notion.getByRole('link', { name: 'Check the settings' }).getAttribute('href')).toBe(
    '/integrations/notion#integration-settings',
  )
  const delivered = within(await screen.findByRole('list', { name: 'Delivered lately' }))
  expect(delivered.getByRole('link', { name: 'Open in Notion' }).getAttribute('href')).toBe('https://notion.so/x')
  expect(delivered.getAllByRole('link', { name: 'Diary' })).toHaveLength(2)
  const kept = within(await region('Kept as you changed it'))
  fireEvent.click(kept.getByRole('button', { name: 'Use the tablet’s text' }))
  await expect.poll(() => requests).toEqual([['POST', `/sync/records/${uuidOf('4')}/override`, null]])
})

const warning: RemovalWarning = {
  ...{ id: uuidOf('warning'), notebook_uuid: diary, visible_name: 'Diary', cause: 'dropped' },
  pages: { before: 8, now: 8, held: 0 },
  highlights: { before: 40, now: 12, held: 28 },
  created_at: '2026-11-20T12:00:00+00:00',
}

it('asks before services remove much, and tells the server the answer', async () => {
  warnings = [warning]
  await show()
  const asked = within(await region('Waiting for your answer'))
  expect(asked.getByText(/12 highlights, was 40/)).toBeTruthy()
  expect(asked.getByText(/Your services still have 28 highlights\./)).toBeTruthy()
  await click('Remove from your services what is missing in “Diary”')
  expect(requests).toEqual([])
  expect(await screen.findByText('Remove 28 highlights from your services?')).toBeTruthy()
  fireEvent.click(screen.getByText('Remove there', { selector: 'dialog button' }))
  expect(await screen.findByText('What is missing in “Diary” is being removed from your services.')).toBeTruthy()
  expect(requests).toEqual([['POST', `/sync/warnings/${uuidOf('warning')}`, { answer: 'remove' }]])
  await expect.poll(() => screen.queryByText('Waiting for your answer')).toBeNull()
})

it('keeps it there when that is the answer', async () => {
  warnings = [{ ...warning, cause: 'layout', pages: { before: 8, now: 7, held: 1 } }]
  await show()
  expect(await screen.findByText(/the book’s layout changed: 7 pages, was 8/)).toBeTruthy()
  expect(screen.getByText(/Your services still have one page and 28 highlights\./)).toBeTruthy()
  await click('Keep in your services what is missing in “Diary”')
  expect(await screen.findByText('What is missing in “Diary” stays in your services.')).toBeTruthy()
  expect(requests).toEqual([['POST', `/sync/warnings/${uuidOf('warning')}`, { answer: 'keep' }]])
})

it('shows what there is where one part cannot be loaded, and loads it when asked again', async () => {
  broken = /^\/integrations$|^\/sync\/records/
  await show()
  expect(await within(await region('Transcription')).findByText('Nothing is waiting to be transcribed')).toBeTruthy()
  const delivered = within(await region('Delivered lately'))
  await delivered.findByRole('alert')
  broken = /^$/
  fireEvent.click(delivered.getByRole('button', { name: 'Try again' }))
  expect(await delivered.findByText('Nothing has been delivered yet.')).toBeTruthy()
})
