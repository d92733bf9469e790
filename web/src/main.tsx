// SPDX-License-Identifier: AGPL-3.0-or-later
import './styles/index.css'
import { Pool } from '@rmirror/shared/workshop'
import { QueryClientProvider } from '@tanstack/preact-query'
import { render } from 'preact'
import { Account } from './data/account/account.ts'
import { captureAgentCallback } from './data/account/agent-return.ts'
import { FormDrafts } from './data/account/drafts.ts'
import { forgetShown } from './data/account/quota-banner.ts'
import { Activity } from './data/activity.ts'
import { endWholeExportWith } from './data/export/current-whole-export.ts'
import { withOwnTexts } from './data/export/own-handwriting.ts'
import { followAccount } from './data/library/preferences.ts'
import { ServerShelf } from './data/library/server-shelf.ts'
import { indexOf } from './data/library/shelf.ts'
import { LibraryStore } from './data/local/library.ts'
import { fetchPdfWriterWhenIdle } from './data/local/pdf-writer.ts'
import { PageReader } from './data/local/reading.ts'
import { whenIdle } from './data/local/when-idle.ts'
import { LocalMeaning } from './data/meaning/local-meaning.ts'
import { checkForUpdate } from './data/outdated.ts'
import { OwnKeyTranscription } from './data/own-key/own-key-transcription.ts'
import { PageTexts } from './data/own-key/page-texts.ts'
import { captureInvitation } from './data/people/invitation-link.ts'
import { LocalSearch } from './data/search/local-search.ts'
import { Search } from './data/search/search.ts'
import { captureOAuthRedirect } from './data/server/oauth-return.ts'
import { OfflineCache } from './data/server/offline-cache.ts'
import { Remote } from './data/server/remote.ts'
import { StoreContext } from './data/store.ts'
import { followErrors } from './data/telemetry/follow-errors.ts'
import { Telemetry } from './data/telemetry/telemetry.ts'
import { lookForNotes } from './data/workspace/stored-notes.ts'
import { languageLoaded } from './i18n/index.ts'
import { App } from './shell/App.tsx'
import { fetchReadingScreens } from './shell/screens.tsx'

captureOAuthRedirect()
captureAgentCallback()
captureInvitation()

// One processor core stays free for the page itself. With a single worker, files couldn't be read while pages are
// drawn.
const workers = Math.min(4, Math.max(2, navigator.hardwareConcurrency - 1))
const startWorker = () => watched(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }))
const startAiWorker = () => watched(new Worker(new URL('./ai-worker.ts', import.meta.url), { type: 'module' }))
const startBackupWorker = () => watched(new Worker(new URL('./backup-worker.ts', import.meta.url), { type: 'module' }))
const startPdfWorker = () => watched(new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' }))

/** A worker that fails to start may belong to a version whose files the server no longer has. */
function watched(worker: Worker): Worker {
  worker.addEventListener('error', () => void checkForUpdate())
  return worker
}
addEventListener('vite:preloadError', () => void checkForUpdate())

const pool = new Pool(startWorker, workers, startPdfWorker)
pool.warmUp()
const library = new LibraryStore(pool, __CORE_VERSION__)
const account = new Account()
const kept = new OfflineCache()
const remote = new Remote(account, kept)
const shelf = new ServerShelf(remote)
const ownKeyTranscription = new OwnKeyTranscription(startAiWorker)
const pageTexts = new PageTexts(ownKeyTranscription)
const localSearch = new LocalSearch(library, pageTexts)
const localMeaning = new LocalMeaning(ownKeyTranscription, localSearch)
const isOnServer = (uuid: string) => shelf.notebooks.peek().has(uuid)
const search = new Search(account, localSearch, isOnServer, undefined, localMeaning)
search.follow(remote.pageChanges)
const store = {
  library,
  index: indexOf(library, shelf),
  reader: new PageReader(library.pool, library.sources),
  activity: new Activity(
    library,
    withOwnTexts(pageTexts, (notebook, here, signal) => remote.readPages(notebook, here, signal)),
    async (...asked) => {
      const content = ownKeyTranscription.drawing(asked[0])
      if (content) return { name: 'drawing.png', content }
      return (await import('./data/export/attached-files.ts')).fetchAttachedFile(remote, ...asked)
    },
  ),
  account,
  drafts: new FormDrafts(account),
  remote,
  ownKeyTranscription,
  pageTexts,
  search,
  shelf,
  telemetry: new Telemetry(account),
  startBackupWorker,
}
followErrors(store.telemetry, remote.client)
void library.open().then(() => ownKeyTranscription.open(() => new Set(library.notebooks.peek().keys())))
followAccount(account)
forgetShown(account)
endWholeExportWith(account)
void account.open().then(() => {
  // The user may have signed out while no tab was open.
  if (account.state.peek().kind === 'guest') void kept.forget()
})
fetchPdfWriterWhenIdle()

const root = document.querySelector('#app')
// Otherwise the first texts would be English in every language.
await languageLoaded()
if (root)
  render(
    <QueryClientProvider client={remote.client}>
      <StoreContext.Provider value={store}>
        <App />
      </StoreContext.Provider>
    </QueryClientProvider>,
    root,
  )
// A library of notes alone is empty without them.
void lookForNotes().then((hasNotes) => {
  if (hasNotes) fetchReadingScreens(store)
  else whenIdle(() => fetchReadingScreens(store))
})
