// SPDX-License-Identifier: AGPL-3.0-or-later
import 'fake-indexeddb/auto'
import { signal } from '@preact/signals'
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { localDocumentsOf } from '../../data/drafts/local-documents.ts'
import type { LibraryStore } from '../../data/local/library.ts'
import type { OwnText } from '../../data/own-key/own-database.ts'
import { PageTexts } from '../../data/own-key/page-texts.ts'
import type { Store } from '../../data/store.ts'
import { contentEtag } from '../../data/workspace/content-etag.ts'
import { localId } from '../../data/workspace/local-workspace.ts'
import { loadLaterTexts } from '../../i18n/index.ts'
import { AccountServer } from '../../testing/account-server.ts'
import { notebookHere } from '../../testing/notebooks.ts'
import { tree, uuidOf } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { OwnHandwriting } from './OwnHandwriting.tsx'

const read = '# Friday\n- [ ] Buy eqs'
const mine = '# Friday\n- [ ] Buy eggs'
const conflict = { mine: '- [ ] Buy eggs', theirs: '- [ ] Buy eqs' }
const notebook = notebookHere({ uuid: uuidOf('diary') })
const [page] = notebook.pages
const place = { notebook_uuid: notebook.facts.uuid, page_uuid: page?.uuid ?? '' }

let server: AccountServer

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  await loadLaterTexts()
  server = await AccountServer.start()
  server.answers = (_, path) => (path === '/api/v1/notebooks/tree' ? { body: tree([]) } : undefined)
})
afterEach(() => {
  cleanup()
  server.stop()
})

/** The page's text, with a line that was transcribed otherwise after it was corrected. */
async function show() {
  if (!page) throw new Error('The notebook has a page')
  page.state.value = { kind: 'ready', summary: { inkHash: 'ink', blank: false } } as typeof page.state.value
  const own = { markdown: read, language: 'en', lines: [], inkHash: 'ink' } as unknown as OwnText
  const ownKeyTranscription = {
    ...{ texts: signal(new Map([['ink', own]])), textOf: () => own, hasTextsOf: () => true },
    ...{ chosen: signal(null), run: signal(null) },
  } as unknown as Store['ownKeyTranscription']
  const store = await signedIn(server)
  const library = {
    ...store.library,
    notebooks: signal(new Map([[place.notebook_uuid, notebook]])),
    want: async () => {},
  }
  const whole = {
    ...{ ...store, library: library as unknown as LibraryStore },
    ...{ ownKeyTranscription, pageTexts: new PageTexts(ownKeyTranscription) },
  }
  const { workspace } = localDocumentsOf(whole)
  const now = new Date().toISOString()
  const texts = { content: mine, content_etag: await contentEtag(mine), base: read, conflicts: [conflict] }
  const times = { created_at: now, saved_at: now, revision: 1, folder_uuid: null }
  await workspace.adopt({ ...place, ...texts, ...times, id: localId(place), kind: 'page' }, [])
  renderWith(whole, <OwnHandwriting notebook={notebook} page={page} onSheet={{ lit: null as never, placed: [] }} />)
  return workspace
}

const conflicts = () => screen.queryByRole('region', { name: 'The handwriting changed where you had corrected it' })

it('a guest’s page lists the lines that were transcribed otherwise since, and keeping mine settles them', async () => {
  const workspace = await show()
  const listed = within(conflicts() as HTMLElement)
  expect(listed.getAllByRole('definition').map((each) => each.textContent)).toEqual([conflict.mine, conflict.theirs])
  fireEvent.click(listed.getByRole('button', { name: 'Keep mine' }))
  await expect.poll(conflicts).toBeNull()
  expect(workspace.documents.value.get(localId(place))).toMatchObject({ content: mine, conflicts: [] })
})

it('taking the new line puts it into the text', async () => {
  const workspace = await show()
  fireEvent.click(screen.getByRole('button', { name: 'Take the new one' }))
  await expect.poll(conflicts).toBeNull()
  await expect.poll(() => workspace.documents.value.get(localId(place))?.content).toBe(read)
})
