// SPDX-License-Identifier: AGPL-3.0-or-later
// The parts of the store that a screen needs, for a user signed in at a test server.
import type { Orderable } from '@rmirror/shared/workshop'
import { QueryClientProvider } from '@tanstack/preact-query'
import { type RenderResult, render } from '@testing-library/preact'
import type { ComponentChild } from 'preact'
import { expect } from 'vitest'
import { Account } from '../data/account/account.ts'
import { ServerShelf } from '../data/library/server-shelf.ts'
import type { LibraryStore } from '../data/local/library.ts'
import type { Locks } from '../data/outbox/draft-locks.ts'
import { PageTexts } from '../data/own-key/page-texts.ts'
import type { OfflineCache } from '../data/server/offline-cache.ts'
import { Remote } from '../data/server/remote.ts'
import { type Store, StoreContext } from '../data/store.ts'
import type { AccountServer } from './account-server.ts'
import { atEnd } from './at-end.ts'
import { noOwnKeyTranscription } from './own-key-transcription.ts'

export type SignedInStore = Pick<Store, 'account' | 'remote' | 'shelf' | 'library'>

/** No text is merged. */
const noTexts: Orderable = { run: () => Promise.reject(new Error('No text is merged in this test')) }

/** Is closed after the test. */
export function accountAt({ origin }: { origin: string }, locks?: Locks): Account {
  const account = new Account(origin, locks)
  atEnd(() => account.close())
  return account
}

/** Is closed after the test. */
export function remoteOf(account: Account, kept: OfflineCache | null = null): Remote {
  const remote = new Remote(account, kept)
  atEnd(() => remote.close())
  return remote
}

/** Resolves when the server's tree is loaded, or was refused. */
export async function signedIn(
  server: AccountServer,
  library: 'here' | 'failed' = 'here',
  kept: OfflineCache | null = null,
): Promise<SignedInStore> {
  const account = accountAt(server)
  const remote = remoteOf(account, kept)
  const shelf = new ServerShelf(remote)
  await account.signIn('ann@example.org', 'quite bony lantern')
  await expect.poll(() => shelf.state.value).toBe(library)
  return { account, remote, shelf, library: { pool: noTexts } as unknown as LibraryStore }
}

export function renderWith(store: Partial<Store> & Pick<Store, 'remote'>, screen: ComponentChild): RenderResult {
  const ownKeyTranscription = noOwnKeyTranscription()
  const pageTexts = new PageTexts(ownKeyTranscription)
  return render(
    <QueryClientProvider client={store.remote.client}>
      <StoreContext.Provider value={{ ownKeyTranscription, pageTexts, ...store } as Store}>
        {screen}
      </StoreContext.Provider>
    </QueryClientProvider>,
  )
}
