// SPDX-License-Identifier: AGPL-3.0-or-later
// The shared state that all screens use, provided once by a context.
import type { ReadonlySignal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Account } from './account/account.ts'
import type { FormDrafts } from './account/drafts.ts'
import type { Activity } from './activity.ts'
import type { BackupPort } from './backups/backup-session.ts'
import type { LibraryIndex } from './library/library-index.ts'
import type { ServerShelf } from './library/server-shelf.ts'
import type { LibraryStore } from './local/library.ts'
import type { PageReader } from './local/reading.ts'
import type { OwnKeyTranscription } from './own-key/own-key-transcription.ts'
import type { PageTexts } from './own-key/page-texts.ts'
import type { Search } from './search/search.ts'
import type { Remote } from './server/remote.ts'
import type { Telemetry } from './telemetry/telemetry.ts'

export interface Store {
  library: LibraryStore
  /** The merged library of this browser and the server. */
  index: ReadonlySignal<LibraryIndex>
  reader: PageReader
  activity: Activity
  account: Account
  drafts: FormDrafts
  remote: Remote
  ownKeyTranscription: OwnKeyTranscription
  pageTexts: PageTexts
  search: Search
  shelf: ServerShelf
  telemetry: Telemetry
  /** For encrypted backups, which a worker seals and opens. */
  startBackupWorker: () => BackupPort
}

export const StoreContext = createContext<Store | null>(null)

export function useStore(): Store {
  const store = useContext(StoreContext)
  if (!store) throw new Error('A screen was rendered outside StoreContext')
  return store
}
