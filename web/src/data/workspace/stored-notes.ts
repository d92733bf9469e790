// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a guest wrote notes in this browser: the library has to know it before their workspace is loaded.
import { areNotesAwaited } from './guest-notes.ts'
import { isNoteId, openLocalDatabase } from './local-database.ts'

/** Sets `areNotesAwaited`, and resolves with it. */
export async function lookForNotes(openDatabase = openLocalDatabase): Promise<boolean> {
  const hasNotes = await storesNotes(openDatabase).catch(() => false)
  areNotesAwaited.value = hasNotes
  return hasNotes
}

async function storesNotes(openDatabase: typeof openLocalDatabase): Promise<boolean> {
  const database = await openDatabase()
  const ids = await database.getAllKeys('documents')
  database.close()
  return ids.some(isNoteId)
}
