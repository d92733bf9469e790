// SPDX-License-Identifier: AGPL-3.0-or-later
// The IndexedDB of the user's own AI key and its transcriptions. It's separate from the library's database, so that
// neither waits for a schema upgrade of the other.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { PresetName } from '../../ai/presets.ts'
import type { Measured } from '../../ai/prices.ts'
import type { AiSettings, PageText, PictureRect } from '../../ai/types.ts'

export interface KeptSettings extends AiSettings {
  preset: PresetName
}

/** The transcription of the ink with this hash, in whichever notebooks it is. */
export interface OwnText extends PageText {
  inkHash: string
  /** The page areas of the images that were transcribed. */
  pictures: PictureRect[]
  notebooks: string[]
}

interface Schema extends DBSchema {
  settings: { key: 'chosen'; value: KeptSettings }
  texts: { key: string; value: OwnText }
  /** Pages and tokens so far, by address and model. */
  measured: { key: string; value: Measured }
}

export type OwnDatabase = IDBPDatabase<Schema>

const stores = ['settings', 'texts', 'measured'] as const

/** Rejects if the browser forbids storage. */
export async function openOwnDatabase(name = 'rmirror-ai'): Promise<OwnDatabase> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('settings')
      database.createObjectStore('texts', { keyPath: 'inkHash' })
      database.createObjectStore('measured')
    },
  })
}

export async function forgetAll(database: OwnDatabase): Promise<void> {
  const writing = database.transaction(stores, 'readwrite')
  for (const store of stores) writing.objectStore(store).clear()
  await writing.done
}
