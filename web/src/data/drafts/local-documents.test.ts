// SPDX-License-Identifier: AGPL-3.0-or-later
import 'fake-indexeddb/auto'
import { signal } from '@preact/signals'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, it } from 'vitest'
import { Account } from '../account/account.ts'
import { PageTexts } from '../own-key/page-texts.ts'
import { Remote } from '../server/remote.ts'
import { guestNotes } from '../workspace/guest-notes.ts'
import { type LocalStore, localDocumentsOf } from './local-documents.ts'

const note = { id: '01931f3c-8f00-7000-8000-000000000301', content: '# Ink\n\nBlue', folder_uuid: 'work' }

function localDocuments() {
  const own = { texts: signal(new Map()), textOf: () => null, hasTextsOf: () => false }
  const library = { notebooks: signal(new Map()), pool: {} }
  const remote = new Remote(new Account())
  const store = { library, remote, ownKeyTranscription: own, pageTexts: new PageTexts(own) }
  return localDocumentsOf(store as unknown as LocalStore)
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

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
