// SPDX-License-Identifier: AGPL-3.0-or-later
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, it } from 'vitest'
import { areNotesAwaited } from './guest-notes.ts'
import { type LocalDocument, openLocalDatabase } from './local-database.ts'
import { localId } from './local-workspace.ts'
import { lookForNotes } from './stored-notes.ts'

const id = '01931f3c-8f00-7000-8000-000000000401'
const place = { notebook_uuid: id, page_uuid: '01931f3c-8f00-7000-8000-000000000402' }

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
  areNotesAwaited.value = null
})

async function store(row: Pick<LocalDocument, 'id' | 'kind'>): Promise<void> {
  const database = await openLocalDatabase()
  await database.put('documents', row as LocalDocument)
  database.close()
}

it('a browser is known to have notes before they are loaded', async () => {
  expect(await lookForNotes()).toBe(false)
  await store({ id: localId(place), kind: 'page' })
  expect(await lookForNotes()).toBe(false)
  await store({ id, kind: 'note' })
  expect([await lookForNotes(), areNotesAwaited.value]).toEqual([true, true])
})

it('a browser that forbids storage has none', async () => {
  expect(await lookForNotes(() => Promise.reject(new Error('Forbidden')))).toBe(false)
  expect(areNotesAwaited.value).toBe(false)
})
