// SPDX-License-Identifier: AGPL-3.0-or-later
// A person's own AI key and what was transcribed with it. A database apart from the library's: neither waits for a newer
// form of the other.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { PresetName } from '../ai/presets.ts'
import type { Measured } from '../ai/prices.ts'
import type { AiSettings, PageText, PictureRect } from '../ai/types.ts'

export interface KeptSettings extends AiSettings {
  preset: PresetName
}

/** Of a page with this ink, whichever notebooks it is in. */
export interface OwnText extends PageText {
  inkHash: string
  /** What the images showed that were transcribed. */
  pictures: PictureRect[]
  notebooks: string[]
}

interface Schema extends DBSchema {
  settings: { key: 'chosen'; value: KeptSettings }
  texts: { key: string; value: OwnText }
  /** What pages took so far, by address and model. */
  measured: { key: string; value: Measured }
}

export type OwnDatabase = IDBPDatabase<Schema>

const stores = ['settings', 'texts', 'measured'] as const

/** Rejects where the browser forbids it. */
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
