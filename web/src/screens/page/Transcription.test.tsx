// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PageDetail } from '@rmirror/shared/api'
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AccountServer } from '../../testing/account-server.ts'
import { pageDetail, pageDocument, tree, treeItem, uuidOf } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { Handwriting } from './Handwriting.tsx'

const place = { notebook_uuid: 'diary', page_uuid: 'first' }
const id = uuidOf('page')
const path = `/api/v1/documents/${id}`
const read = '# Friday\n- [ ] Buy eqs'
const mine = '# Friday\n- [ ] Buy eggs'
const conflict = { mine: '- [ ] Buy eggs', theirs: '- [ ] Buy eqs' }

let server: AccountServer
let page: PageDetail
let written: { method: string; body: unknown }[]

beforeEach(async () => {
  server = await AccountServer.start()
  written = []
  page = pageDetail('diary', 'first', { id, ocr_text: read, document: mine, document_conflicts: [conflict] })
  server.answers = (method, asked, body) => {
    if (asked === '/api/v1/notebooks/tree') return { body: tree([treeItem('diary')]) }
    if (asked === '/api/v1/notebooks/diary/pages/first') return { body: page }
    if (asked !== path) return undefined
    if (method === 'GET') return { body: documentNow() }
    written.push({ method, body: method === 'PUT' ? JSON.parse(String(body)) : null })
    const { content = '' } = method === 'PUT' ? JSON.parse(String(body)) : {}
    page = { ...page, document: method === 'PUT' ? content : null, document_conflicts: [] }
    return { body: documentNow() }
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

function documentNow() {
  const content = page.document ?? page.ocr_text ?? ''
  return pageDocument(content, { is_corrected: page.document !== null, conflicts: page.document_conflicts })
}

async function show(): Promise<void> {
  renderWith(await signedIn(server), <Handwriting place={place} />)
  await screen.findByRole('button', { name: 'Edit' })
}

const conflicts = () => screen.queryByRole('region', { name: 'The handwriting changed where you had corrected it' })

it('a conflict shows both lines, and keeping mine settles it', async () => {
  await show()
  const listed = within(conflicts() as HTMLElement)
  expect(listed.getAllByRole('definition').map((each) => each.textContent)).toEqual([conflict.mine, conflict.theirs])
  fireEvent.click(listed.getByRole('button', { name: 'Keep mine' }))
  await expect.poll(conflicts).toBeNull()
  await expect.poll(() => written).toEqual([{ method: 'PUT', body: { content: mine, settled: [conflict] } }])
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Edit' }))
})

it('taking the new line puts it into the text', async () => {
  await show()
  fireEvent.click(screen.getByRole('button', { name: 'Take the new one' }))
  await expect.poll(conflicts).toBeNull()
  // The text is saved a moment after it is shown.
  await expect.poll(() => written).toEqual([{ method: 'PUT', body: { content: read } }])
})

it('a choice that the server refuses says why, and stays open', async () => {
  await show()
  const { answers } = server
  const refusal = { type: 'about:blank', title: 'Full', status: 400, detail: 'Not now.' }
  server.answers = (...asked) => (asked[0] === 'PUT' ? { status: 400, body: refusal } : answers(...asked))
  fireEvent.click(screen.getByRole('button', { name: 'Keep mine' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Not now.')
  expect(conflicts()).not.toBeNull()
})

it('what was transcribed can be shown without the corrections', async () => {
  await show()
  fireEvent.click(screen.getByRole('button', { name: 'Show what was transcribed' }))
  expect(screen.getByText('Buy eqs')).toBeTruthy()
  expect(screen.queryByText('Buy eggs')).toBeNull()
  fireEvent.click(screen.getAllByRole('button', { name: 'Show my text' })[0] as HTMLElement)
  expect(screen.getByText('Buy eggs')).toBeTruthy()
})

it('corrections are undone after a question, and can be restored', async () => {
  await show()
  fireEvent.click(screen.getByRole('button', { name: 'Undo my corrections…' }))
  fireEvent.click(screen.getByRole('button', { name: 'Undo corrections', hidden: true }))
  expect(await screen.findByText('Your corrections were undone.')).toBeTruthy()
  expect(await screen.findByText('Buy eqs')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Restore my text' }))
  expect(await screen.findByText('Buy eggs')).toBeTruthy()
  expect(written.at(-1)).toEqual({ method: 'PUT', body: { content: mine } })
})
