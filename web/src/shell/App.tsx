// SPDX-License-Identifier: AGPL-3.0-or-later
// The frame around the screens: the header, the panels, and the handling of drops and pastes.
import { useComputed, useSignal, useSignalEffect } from '@preact/signals'
import { Link, useLocation } from 'wouter-preact'
import { ErrorBoundary } from '../components/controls/ErrorBoundary.tsx'
import { Icon } from '../components/controls/Icon.tsx'
import { KeyboardHelp } from '../components/controls/KeyboardHelp.tsx'
import { Logo } from '../components/controls/Logo.tsx'
import { useActions } from '../components/controls/use-actions.ts'
import { DraftsContext } from '../components/forms/drafts.ts'
import { AddFiles } from '../components/library/AddFiles.tsx'
import { useDrop } from '../components/library/use-drop.ts'
import { type DroppedFiles, entriesOf, filesOf } from '../data/local/dropped-files.ts'
import type { LiveNotebook } from '../data/local/live-notebook.ts'
import { withoutWorkspaces } from '../data/local/workspace-file.ts'
import { useStore } from '../data/store.ts'
import { guestNotes } from '../data/workspace/guest-notes.ts'
import { language, t } from '../i18n/index.ts'
import { PrivacyNote } from '../screens/frame/PrivacyNote.tsx'
import { OverlaySearch, SearchField } from '../screens/search/SearchField.tsx'
import { ActivityPanels } from './ActivityPanels.tsx'
import { CurrentScreen, useRoute } from './CurrentScreen.tsx'
import { NotificationMenu } from './NotificationMenu.tsx'
import { QuotaBanner } from './QuotaBanner.tsx'
import { RouteLinks } from './RouteLinks.tsx'
import { routes } from './routes.ts'
import { SettingsMenu } from './SettingsMenu.tsx'
import { openWorkspaceFile } from './screens.tsx'
import { UpdateNotice } from './UpdateNotice.tsx'
import { useLoadTimes } from './use-load-times.ts'
import { useReturnQuery } from './use-return-query.ts'

/** Of a server with RMIRROR_STAGING. */
const isStaging = document.documentElement.hasAttribute('data-staging')

export function App() {
  const store = useStore()
  const { activity, drafts, library } = store
  const [path, navigate] = useLocation()
  const help = useSignal(false)
  const hasNotebooks = useComputed(() => library.notebooks.value.size > 0 || guestNotes.value.size > 0)
  useSignalEffect(() => {
    document.documentElement.lang = language.value
  })

  const add = (collect: () => Promise<DroppedFiles>) => {
    const collectNotebooks = async () =>
      withoutWorkspaces(await collect(), (file) => void openWorkspaceFile(store, file))
    void activity.add(collectNotebooks, (found) => navigate(placeFor(found)))
  }
  const addFiles = (files: File[]) => add(async () => filesOf(files))
  const addSample = () => add(fetchSample)
  const hovering = useDrop({ onDrop: (transfer) => add(entriesOf(transfer)), onPaste: addFiles })
  useActions('everywhere', {
    showShortcuts: () => {
      help.value = true
    },
  })

  const route = useRoute(path)
  const isViewer = route !== null && 'isViewer' in routes[route.name]
  useLoadTimes(store.telemetry, route?.name ?? null)
  const isForGuests = route !== null && 'isForGuests' in routes[route.name]
  return (
    <>
      {/* biome-ignore lint/a11y/useValidAnchor: it leads there, but must not change the address. */}
      <a class="skip-link" href="#main" onClick={skipToMain}>
        {t('shell.skip')}
      </a>
      {!isForGuests &&
        (isViewer ? (
          <OverlaySearch />
        ) : (
          <header class="shell-head">
            <Link href={routes.library.path} class="brand">
              <Logo />
              <span>rMirror</span>
            </Link>
            <Link href={routes.about.path} class="promise">
              <Icon name="lock" />
              <span>
                <PrivacyNote />
              </span>
            </Link>
            <SearchField />
            <div class="shell-actions">
              {hasNotebooks.value && <AddFiles kind="files" onFiles={addFiles} label={t('add.short')} />}
              <RouteLinks place="header" />
              <NotificationMenu />
              <SettingsMenu onHelp={() => (help.value = true)} onFolder={addFiles} />
            </div>
          </header>
        ))}
      <main id="main" class={isViewer ? 'main-viewer' : ''} tabIndex={-1}>
        {isStaging && <p class="note shell-note">{t('shell.staging')}</p>}
        {!isForGuests && <LibraryNotes />}
        <ErrorBoundary place={path}>
          <DraftsContext.Provider value={drafts}>
            <CurrentScreen route={route} onFiles={addFiles} onSample={addSample} />
          </DraftsContext.Provider>
        </ErrorBoundary>
      </main>
      <div class="panels">
        <UpdateNotice />
        {!isViewer && !isForGuests && <QuotaBanner />}
        <ActivityPanels isViewer={isViewer} />
      </div>
      {hovering && (
        <div class="drop-overlay">
          <p>{t('drop.release')}</p>
        </div>
      )}
      {help.value && <KeyboardHelp onClose={() => (help.value = false)} />}
    </>
  )
}

/** What users should know about their library: it isn't kept, is of an earlier visit, or needs a new sign-in. */
function LibraryNotes() {
  const { account, library, remote } = useStore()
  const wayBack = useReturnQuery()
  return (
    <>
      {library.isStorageUnavailable.value && <p class="note shell-note">{t('shell.forgetful')}</p>}
      {remote.offlinePages?.isServingCached.value && <p class="note shell-note">{t('shell.kept')}</p>}
      {account.ended.value && (
        <p class="note shell-note">
          <span>
            {t('account.ended')} <Link href={routes.signIn.path + wayBack}>{t('signIn.title')}</Link>
          </span>
        </p>
      )}
    </>
  )
}

/** The URL's fragment must not change, because the library keeps its filters there. */
function skipToMain(event: Event): void {
  event.preventDefault()
  const main = document.getElementById('main')
  main?.scrollIntoView()
  main?.focus()
}

/** A single notebook is opened, because it was dropped to be viewed. */
function placeFor(found: LiveNotebook[]): string {
  return found.length === 1 && found[0] ? `/notebooks/${found[0].facts.uuid}` : '/'
}

async function fetchSample(): Promise<DroppedFiles> {
  const name = 'sample.rmdoc'
  const answer = await fetch(`/${name}`)
  if (!answer.ok) return { files: [], problems: [{ path: name, code: 'unreadable-file', detail: answer.statusText }] }
  return { files: [{ path: name, file: new File([await answer.blob()], name) }], problems: [] }
}
