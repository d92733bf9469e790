// SPDX-License-Identifier: AGPL-3.0-or-later
import './styles/index.css'
import { Pool } from '@rmirror/shared/workshop'
import { QueryClientProvider } from '@tanstack/preact-query'
import { render } from 'preact'
import { Account } from './data/account.ts'
import { Activity } from './data/activity.ts'
import { keepAgentReturn } from './data/agent-return.ts'
import { FormDrafts } from './data/drafts.ts'
import { KeptAnswers } from './data/kept-answers.ts'
import { LibraryStore } from './data/library.ts'
import { LocalSearch } from './data/local-search.ts'
import { keepNotionReturn } from './data/notion-return.ts'
import { checkForUpdate } from './data/outdated.ts'
import { withOwnTexts } from './data/own-handwriting.ts'
import { OwnReading } from './data/own-reading.ts'
import { fetchPdfWriterWhenIdle } from './data/pdf-writer.ts'
import { followAccount } from './data/preferences.ts'
import { forgetShown } from './data/quota-banner.ts'
import { PageReader } from './data/reading.ts'
import { Remote } from './data/remote.ts'
import { Search } from './data/search.ts'
import { ServerShelf } from './data/server-shelf.ts'
import { indexOf } from './data/shelf.ts'
import { StoreContext } from './data/store.ts'
import { whenIdle } from './data/when-idle.ts'
import { languageLoaded } from './i18n/index.ts'
import { App } from './shell/App.tsx'
import { fetchReadingScreens } from './shell/screens.tsx'

keepNotionReturn()
keepAgentReturn()

// One processor core stays free for the page itself. With a single worker, files couldn't be read while pages are
// drawn.
const workers = Math.min(4, Math.max(2, navigator.hardwareConcurrency - 1))
const startWorker = () => watched(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }))
const startAiWorker = () => watched(new Worker(new URL('./ai-worker.ts', import.meta.url), { type: 'module' }))
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
const kept = new KeptAnswers()
const remote = new Remote(account, kept)
const shelf = new ServerShelf(remote)
const ownReading = new OwnReading(startAiWorker)
const store = {
  library,
  index: indexOf(library, shelf),
  reader: new PageReader(library.pool, library.sources),
  activity: new Activity(
    library,
    withOwnTexts(ownReading, (notebook, here, signal) => remote.readPages(notebook, here, signal)),
  ),
  account,
  drafts: new FormDrafts(account),
  remote,
  ownReading,
  search: new Search(account, new LocalSearch(library, ownReading), (uuid) => shelf.notebooks.peek().has(uuid)),
  shelf,
}
void library.open().then(() => ownReading.open(() => new Set(library.notebooks.peek().keys())))
followAccount(account)
forgetShown(account)
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
whenIdle(fetchReadingScreens)
