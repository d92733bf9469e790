// SPDX-License-Identifier: AGPL-3.0-or-later
// The shared state that all screens use, provided once by a context.
import type { ReadonlySignal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Account } from './account.ts'
import type { Activity } from './activity.ts'
import type { FormDrafts } from './drafts.ts'
import type { LibraryStore } from './library.ts'
import type { LibraryIndex } from './library-index.ts'
import type { OwnReading } from './own-reading.ts'
import type { PageReader } from './reading.ts'
import type { Remote } from './remote.ts'
import type { Search } from './search.ts'
import type { ServerShelf } from './server-shelf.ts'

export interface Store {
  library: LibraryStore
  /** The merged library of this browser and the server. */
  index: ReadonlySignal<LibraryIndex>
  reader: PageReader
  activity: Activity
  account: Account
  drafts: FormDrafts
  remote: Remote
  ownReading: OwnReading
  search: Search
  shelf: ServerShelf
}

export const StoreContext = createContext<Store | null>(null)

export function useStore(): Store {
  const store = useContext(StoreContext)
  if (!store) throw new Error('A screen was rendered outside StoreContext')
  return store
}
