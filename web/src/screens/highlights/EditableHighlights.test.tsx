// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Highlight } from '../../data/resources/highlights.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { tree } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { EditableHighlights } from './EditableHighlights.tsx'

let server: AccountServer
let asked: unknown[]
let onChange: () => ReturnType<typeof problem> | null

const highlight = (id: string, more: Partial<Highlight> = {}): Highlight => ({
  ...{ repaired_text: null, confidence: null },
  ...{ id, page_id: 'page', ordinal: 0, original_text: `words of ${id}`, corrected_text: null, note: '', color: '' },
  ...{ rects: [], mark: null, sentence: '', heading: '', is_rejected: false },
  ...more,
})

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  asked = []
  onChange = () => null
  server.answers = (method, path, body) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([]) }
    if (method !== 'PATCH' || !path.startsWith('/api/v1/highlights/')) return undefined
    asked.push([path, JSON.parse(String(body))])
    return onChange() ?? { body: highlight('a', { mark: 'circle', ...JSON.parse(String(body)) }) }
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function show(highlights: Highlight[], rejected_marks: Highlight[] = []) {
  renderWith(await signedIn(server), <EditableHighlights page={{ highlights, rejected_marks }} />)
}

const rejectA = () => screen.findByRole('button', { name: '“words of a” is not a highlight' })

it('says what a pen mark is, and rejects it', async () => {
  await show([highlight('a', { mark: 'circle', heading: 'Methods' }), highlight('b')])
  expect(await screen.findByText('Circled · Methods')).toBeTruthy()
  fireEvent.click(await rejectA())
  const outcome = await screen.findByText(/The mark is no highlight any more/)
  await waitFor(() => expect(document.activeElement).toBe(outcome))
  expect(asked).toEqual([['/api/v1/highlights/a', { is_rejected: true }]])
})

it('offers no rejection of what was highlighted as text', async () => {
  await show([highlight('b')])
  expect(await screen.findByText('words of b')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /is not a highlight/ })).toBeNull()
})

it('brings a rejected mark back', async () => {
  await show([], [highlight('a', { mark: 'arrow', is_rejected: true })])
  expect(await screen.findByText('One pen mark is not a highlight')).toBeTruthy()
  fireEvent.click(await screen.findByRole('button', { name: 'Make “words of a” a highlight again', hidden: true }))
  expect(await screen.findByText('The mark is a highlight again.')).toBeTruthy()
  expect(asked).toEqual([['/api/v1/highlights/a', { is_rejected: false }]])
})

it('says why a mark could not be rejected', async () => {
  await show([highlight('a', { mark: 'circle' })])
  onChange = () => problem(500)
  fireEvent.click(await rejectA())
  expect((await screen.findByRole('alert')).textContent).not.toBe('')
})
