// SPDX-License-Identifier: AGPL-3.0-or-later
import 'fake-indexeddb/auto'
import { signal } from '@preact/signals'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { accountAt, remoteOf } from '../../testing/signed-in.tsx'
import { problemOf } from '../outbox/outbox-item.ts'
import { PageTexts } from '../own-key/page-texts.ts'
import { guestNotes } from '../workspace/guest-notes.ts'
import { blankNotePage } from './blank-note.ts'
import { type LocalStore, localDocumentsOf, openLocalDocuments } from './local-documents.ts'

const note = { id: '01931f3c-8f00-7000-8000-000000000301', content: '# Ink\n\nBlue', folder_uuid: 'work' }

function localStore() {
  const own = { texts: signal(new Map()), textOf: () => null, hasTextsOf: () => false }
  const library = { notebooks: signal(new Map()), pool: {} }
  const remote = remoteOf(accountAt({ origin: '' }))
  const store = { library, remote, ownKeyTranscription: own, pageTexts: new PageTexts(own) }
  return store as unknown as LocalStore
}

const localDocuments = () => localDocumentsOf(localStore())

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})
afterEach(() => vi.restoreAllMocks())

it('the library is told of a guest’s notes, each the same until it changes', async () => {
  const { workspace } = localDocuments()
  await workspace.create(note)
  const first = guestNotes.value.get(note.id)
  expect(first).toMatchObject({ title: 'Ink', folder: 'work', content: note.content })
  await workspace.create({ ...note, id: '01931f3c-8f00-7000-8000-000000000302' })
  expect(guestNotes.value.get(note.id)).toBe(first)
  await workspace.save(await workspace.read(note.id), '# Pens')
  expect(guestNotes.value.get(note.id)?.title).toBe('Pens')
  await workspace.clear()
  expect(guestNotes.value.size).toBe(0)
})

it('a note that is deleted comes back with its versions', async () => {
  const { workspace } = localDocuments()
  await workspace.create(note)
  await workspace.snapshot(note.id, 'First')
  const undo = await guestNotes.value.get(note.id)?.discard()
  expect([guestNotes.value.size, await workspace.versionsOf(note.id)]).toEqual([0, []])
  await undo?.()
  expect(guestNotes.value.get(note.id)?.content).toBe(note.content)
  expect((await workspace.versionsOf(note.id)).map(({ name }) => name)).toEqual(['First'])
})

it('notes that were begun and never had a word are removed by the next visit', async () => {
  const blank = { ...note, id: '01931f3c-8f00-7000-8000-000000000303', content: ' \n' }
  const emptied = { ...note, id: '01931f3c-8f00-7000-8000-000000000304' }
  const { workspace } = localDocuments()
  for (const each of [note, blank, emptied]) await workspace.create(each)
  await workspace.save(await workspace.read(emptied.id), '')
  workspace.close()

  const store = localStore()
  await openLocalDocuments(store)
  expect([...guestNotes.value.keys()]).toEqual([note.id, emptied.id])
  expect([...localDocumentsOf(store).workspace.documents.value.keys()]).toEqual([note.id, emptied.id])
})

it('a text that the browser has no room for is kept in the editor, with one cause, until there is room', async () => {
  const { documents, workspace } = localDocuments()
  await workspace.create(note)
  let isFull = true
  const transaction = IDBDatabase.prototype.transaction
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...asked) {
    if (isFull && asked[1] === 'readwrite') throw new DOMException('full', 'QuotaExceededError')
    return transaction.apply(this, asked)
  })
  const draft = await documents.edit({ ...blankNotePage(note.id), document: note.content })
  draft.change('# Pens')
  expect(await draft.save()).toBe(false)
  expect(problemOf(draft.problem)).toBe('no-room')
  expect(draft.text.value.content).toBe('# Pens')
  // Closing the tab asks.
  expect(documents.outbox.unstoredCount.value).toBe(1)
  expect(guestNotes.value.get(note.id)?.content).toBe(note.content)
  isFull = false
  expect(await draft.save()).toBe(true)
  expect(guestNotes.value.get(note.id)?.content).toBe('# Pens')
  expect(documents.outbox.unstoredCount.value).toBe(0)
})
