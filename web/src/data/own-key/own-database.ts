// SPDX-License-Identifier: AGPL-3.0-or-later
// The IndexedDB of the user's own AI key and its transcriptions. It's separate from the library's database, so that
// neither waits for a schema upgrade of the other.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { PresetName } from '../../ai/presets.ts'
import type { Measured } from '../../ai/prices.ts'
import type { AiSettings, PictureRect } from '../../ai/types.ts'
import type { TextWithDrawings } from './own-drawings.ts'

export interface KeptSettings extends AiSettings {
  preset: PresetName
  /** For search by meaning; absent or empty: off. */
  embeddingModel?: string
}

/** The transcription of the ink with this hash, in whichever notebooks it is. */
export interface OwnText extends TextWithDrawings {
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
  /** What the user tells the model that transcribes a notebook, by its UUID. */
  words: { key: string; value: string }
}

export type OwnDatabase = IDBPDatabase<Schema>

const stores = ['settings', 'texts', 'measured', 'words'] as const

/** Rejects if the browser forbids storage. */
export async function openOwnDatabase(name = 'rmirror-ai'): Promise<OwnDatabase> {
  return openDB<Schema>(name, 2, {
    upgrade(database) {
      if (database.objectStoreNames.length === 0) {
        database.createObjectStore('settings')
        database.createObjectStore('texts', { keyPath: 'inkHash' })
        database.createObjectStore('measured')
      }
      database.createObjectStore('words')
    },
  })
}

export async function forgetAll(database: OwnDatabase): Promise<void> {
  const writing = database.transaction(stores, 'readwrite')
  for (const store of stores) writing.objectStore(store).clear()
  await writing.done
}
