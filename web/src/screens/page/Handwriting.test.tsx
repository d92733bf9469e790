// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PageDetail } from '@rmirror/shared/api'
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AccountServer } from '../../testing/account-server.ts'
import {
  integration,
  pageDetail,
  queueItem,
  quotaNow,
  record,
  todo,
  tree,
  treeItem,
} from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { Handwriting } from './Handwriting.tsx'

const place = { notebook_uuid: 'diary', page_uuid: 'first' }
const tickPath = '/api/v1/todos/todo%20id'

let server: AccountServer
let page: PageDetail | undefined
let failures: object[]

const waiting = (status: PageDetail['ocr_status'], members: Partial<PageDetail> = {}) =>
  pageDetail('diary', 'first', { ocr_status: status, ...members })

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  failures = [queueItem('job', 'id of first')]
  server.answers = (method, path) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([treeItem('diary')]) }
    if (path === '/api/v1/notebooks/diary/pages/first' && page) return { body: page }
    if (path.startsWith('/api/v1/sync/queue?')) return { body: { items: failures, next: null } }
    if (path === '/api/v1/quota') return { body: quotaNow({ used: 30, reserved: 0, left: 0, deferred_pages: 1 }) }
    if (path === tickPath) return { status: 204, body: null }
    if (path !== '/api/v1/sync/queue/job/retry' || method !== 'POST') return undefined
    page = waiting('pending')
    return { status: 204, body: null }
  }
})
afterEach(() => {
  vi.useRealTimers()
  cleanup()
  server.stop()
})

async function show(now: PageDetail | undefined, inkHash?: string): Promise<void> {
  page = now
  renderWith(await signedIn(server), <Handwriting place={place} inkHash={inkHash} />)
  await screen.findAllByRole('status')
}

it('the text appears by itself when it was read', async () => {
  await show(waiting('pending'))
  expect(screen.getByRole('status').textContent).toBe('Waiting to be transcribed. The text appears here automatically.')
  page = waiting('completed', { ocr_text: '# Friday\n- [ ] Buy ink' })
  server.pushChange({ kind: 'page', deleted: false, value: page })
  expect(await screen.findByRole('heading', { name: 'Friday' })).toBeTruthy()
  expect(screen.getByRole('status').textContent).toBe('Handwriting transcribed.')
  expect(screen.queryByText(/uncertain/)).toBeNull()
})

it('a page that waits says so where the server transcribes nothing', async () => {
  const { answers } = server
  server.answers = (...asked) =>
    asked[1] === '/api/v1/quota' ? { body: quotaNow({ has_reader: false }) } : answers(...asked)
  await show(waiting('pending'))
  expect(await screen.findByText('Handwriting recognition isn’t set up on this server.', { exact: false })).toBeTruthy()
})

it.each([
  ['not_synced', 'Not synced yet. Sync your library to have this page transcribed.'],
  ['processing', 'Transcribing… The text appears here automatically.'],
  ['completed', 'Transcribed. No text was found in the handwriting.'],
  ['skipped', 'No handwriting on this page.'],
  ['pending_quota', 'Waiting until your page quota resets on December 20, 2026.'],
] as const)('of a page that is %s a sentence says so', async (status, words) => {
  await show(waiting(status))
  await expect.poll(() => screen.getByRole('status').textContent).toBe(words)
  expect(screen.queryByRole('button')).toBeNull()
})

it('a page that failed says why, and can be read again', async () => {
  await show(waiting('failed', { ocr_error: 'The model refused.' }))
  expect(screen.getByText('Reason: The model refused.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Retry transcription' }))
  expect(await screen.findByText(/^Waiting to be transcribed/)).toBeTruthy()
})

it('a page whose transcription was cancelled says so, and can be transcribed after all', async () => {
  const pageState = readFileSync(join(import.meta.dirname, '../../../../server/src/reading/page_state.cpp'), 'utf8')
  const reason = /ocr_status = 'failed', ocr_error = '([^']+)'/.exec(pageState)?.[1] ?? ''
  await show(waiting('failed', { ocr_error: reason }))
  expect(screen.getByRole('status').textContent).toBe('The transcription of this page was cancelled.')
  expect(screen.queryByText(/^Reason/)).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Retry transcription' }))
  expect(await screen.findByText(/^Waiting to be transcribed/)).toBeTruthy()
})

/** The server's sentence with this beginning, from its source code. */
function reasonOf(beginning: string, source = 'ocr/service/failure.cpp'): string {
  const failure = readFileSync(join(import.meta.dirname, '../../../../server/src', source), 'utf8')
  const sentences = failure.replace(/"\s+"/g, '')
  return new RegExp(`"(${beginning}[^"]+)"`).exec(sentences)?.[1] ?? ''
}

it('a page that waits for the next day says until when, in words of the person’s own', async () => {
  vi.setSystemTime(Date.UTC(2026, 6, 1, 10))
  await show(waiting('pending', { ocr_error: reasonOf("This server's spending limit for today") }))
  const midnight = new Date(Date.UTC(2026, 6, 2)).toLocaleTimeString('en-US', { timeStyle: 'short' })
  expect(screen.getByText(/^This server’s spending limit for today is reached/).textContent).toContain(midnight)
  expect(screen.queryByText(/^Reason/)).toBeNull()
})

it.each([
  [
    'This page costs more',
    'ocr/service/failure.cpp',
    /^This page costs more .* until the administrator of this server allows more/,
  ],
  [
    'The transcription service of this server',
    'ocr/service/failure.cpp',
    /^This server’s transcription service stopped .* waits/,
  ],
  ['Transcription is paused', 'ocr/service/failure.hpp', /^Transcription is paused on this server\. Pages wait/],
])('“%s…” tells a person what it means for them, in words of their own', async (beginning, source, words) => {
  await show(waiting('pending', { ocr_error: reasonOf(beginning, source) }))
  const reason = screen.getByText(words)
  expect(reason.textContent).not.toMatch(/RMIRROR_|https:/)
  expect(screen.queryByText(/^Reason/)).toBeNull()
})

it('a page that no longer failed is not transcribed again, and the screen reloads it', async () => {
  await show(waiting('failed'))
  failures = []
  fireEvent.click(screen.getByRole('button', { name: 'Retry transcription' }))
  expect((await screen.findByRole('alert')).textContent).toMatch(/^This transcription can’t be retried/)
})

it('text of older ink, and lines of little certainty, say so', async () => {
  const lines = [
    { text: 'Blue ink', confidence: 0.4, top: 0, bottom: 40 },
    { text: 'A pen', confidence: 0.9, top: 50, bottom: 90 },
    { text: 'A desk', confidence: 0.6, top: 100, bottom: 140 },
    { text: 'A lamp', confidence: 0.7, top: 150, bottom: 190 },
  ]
  await show(waiting('completed', { ocr_text: 'Blue ink\nA pen\nA desk\nA lamp', ocr_lines: lines }), 'i1:b')
  expect(screen.getByText(/^The page has changed since it was transcribed/)).toBeTruthy()
  const toCheck =
    '2 lines are uncertain (dotted underline). 1 line is very uncertain (wavy underline). Compare them with'
  expect(screen.getByText(toCheck, { exact: false })).toBeTruthy()
  expect(screen.getByTitle(/^40% certain/).textContent).toContain('Blue ink')
})

describe('transcribed again', () => {
  const seen = '2026-11-20T12:00:05.123456+00:00'
  const read = () => waiting('completed', { ocr_text: 'Buy 1nk', ocr_completed_at: seen })
  let sent: string[]

  beforeEach(() => {
    sent = []
  })

  async function askFor(quota: object, answer: { status: number; body: object }): Promise<void> {
    const before = server.answers
    server.answers = (method, path, body) => {
      if (path === '/api/v1/quota') return { body: quotaNow(quota) }
      if (!path.endsWith('/transcribe-again')) return before(method, path, body)
      sent.push(String(body))
      if (answer.status === 200) page = waiting('pending', { ocr_text: 'Buy 1nk', ocr_completed_at: seen })
      return answer
    }
    await show(read())
    fireEvent.click(screen.getByRole('button', { name: /^Transcribe again…/ }))
  }
  const confirm = async () =>
    fireEvent.click(await screen.findByRole('button', { name: 'Transcribe again', hidden: true }))

  it('it says first what it costs, names the text that is to be replaced, and the text stays', async () => {
    const left = quotaNow({ used: 13, reserved: 1, left: 16 })
    await askFor({ used: 13, left: 17 }, { status: 200, body: { page_id: 'x', ocr_status: 'pending', quota: left } })
    expect(await screen.findByText('This uses 1 of the 17 pages left in your page quota.')).toBeTruthy()
    await confirm()
    expect(await screen.findByText(/^Waiting to be transcribed/)).toBeTruthy()
    expect(screen.getByText('Buy 1nk')).toBeTruthy()
    expect(sent).toEqual([JSON.stringify({ instead_of: seen })])
  })

  it.each([
    [402, /^Your page quota is used up/],
    [409, /^This page isn’t transcribed as it looks now/],
    [503, /^The server/],
  ])('a refusal of %i is told, and the text stays', async (status, words) => {
    await askFor({ used: 1, left: 1 }, { status, body: { type: 'about:blank', title: '', status, detail: 'No.' } })
    expect(await screen.findByText('This uses the last page of your page quota.')).toBeTruthy()
    await confirm()
    expect((await screen.findByRole('alert', { hidden: true })).textContent).toMatch(words)
    expect(screen.getByText('Buy 1nk')).toBeTruthy()
  })

  it('without quota it says when there is some again, and has nothing to confirm', async () => {
    await askFor({ used: 30, left: 0 }, { status: 402, body: {} })
    expect(await screen.findByText(/^Your page quota is used up.* resets on December 20, 2026\.$/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Transcribe again', hidden: true })).toBeNull()
  })
})

describe('what is to be done', () => {
  const ink = todo('Buy ink', { id: 'todo id' })
  const box = () => screen.getByRole<HTMLInputElement>('checkbox', { name: 'Buy ink' })

  it('is ticked off here and on the server, and told when it was ticked elsewhere', async () => {
    await show(waiting('completed', { ocr_text: '- [ ] Buy ink', todos: [ink] }))
    fireEvent.click(box())
    expect(box().checked).toBe(true)
    await expect
      .poll(() => server.requests.some(({ method, path }) => method === 'PATCH' && path === tickPath))
      .toBe(true)
    page = waiting('completed', { ocr_text: '- [ ] Buy ink', todos: [{ ...ink, is_completed: true }] })
    server.pushChange({ kind: 'todo', deleted: false, value: ink })
    await expect.poll(() => server.requests.filter(({ path }) => path.endsWith('/pages/first')).length).toBe(2)
    page = waiting('completed', { ocr_text: '- [ ] Buy ink', todos: [ink] })
    server.pushChange({ kind: 'todo', deleted: false, value: ink })
    await expect.poll(() => box().checked).toBe(false)
  })

  it('is listed where it was typed too, on a page without handwriting', async () => {
    const paper = todo('Buy paper', { source: 'typed_text', is_completed: true, confidence: null })
    await show(waiting('skipped', { todos: [paper] }))
    expect(screen.getByRole('status').textContent).toBe('No handwriting on this page.')
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Buy paper' }).checked).toBe(true)
  })

  it('is opened where it stands there, or in its page there; nowhere once the service is removed', async () => {
    const before = server.answers
    let isRemoving = false
    const at = { target_name: 'notion', notebook_uuid: 'diary', page_uuid: 'first' }
    const records = [
      record('1', { ...at, item_type: 'page_text', item_key: 'id of first', url: 'https://notes.example/row#page' }),
      record('2', { ...at, item_type: 'todo', item_key: 'todo id', url: 'https://notes.example/todo' }),
    ]
    server.answers = (method, path, body) => {
      if (path.startsWith('/api/v1/sync/records')) return { body: { items: records, next: null } }
      if (path !== '/api/v1/integrations') return before(method, path, body)
      return { body: { items: [integration('notion', isRemoving ? { state: 'removing' } : {})], next: null } }
    }
    await show(waiting('completed', { ocr_text: 'ink', todos: [ink, todo('Call Ada')] }))
    const links = () =>
      screen.queryAllByRole('link', { name: 'Open in Notion' }).map((link) => link.getAttribute('href'))
    await expect.poll(links).toEqual(['https://notes.example/todo', 'https://notes.example/row#page'])
    isRemoving = true
    cleanup()
    await show(page)
    await expect.poll(() => server.requests.filter(({ path }) => path === '/api/v1/integrations').length).toBe(2)
    expect(links()).toEqual([])
  })

  it('is not ticked when the server refuses', async () => {
    await show(waiting('completed', { ocr_text: 'ink', todos: [{ ...ink, id: 'of another user' }] }))
    fireEvent.click(box())
    expect((await screen.findByRole('alert')).textContent).toMatch(/^The server says/)
    expect(box().checked).toBe(false)
  })
})

it('a page that the server does not have was not sent', async () => {
  await show(undefined)
  expect(screen.getByRole('status').textContent).toMatch(/^Not synced yet/)
})
