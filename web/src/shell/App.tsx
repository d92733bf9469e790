// SPDX-License-Identifier: AGPL-3.0-or-later
// The frame around the screens: header, what is going on, and the places files come in.
import { useComputed, useSignal, useSignalEffect } from '@preact/signals'
import { Link, Route, Switch, useLocation } from 'wouter-preact'
import { AddFiles } from '../components/AddFiles.tsx'
import { ErrorBoundary } from '../components/ErrorBoundary.tsx'
import { Icon } from '../components/Icon.tsx'
import { KeyboardHelp } from '../components/KeyboardHelp.tsx'
import { Logo } from '../components/Logo.tsx'
import { useDrop } from '../components/use-drop.ts'
import { useShortcuts } from '../components/use-shortcuts.ts'
import { entriesOf, filesOf, type Gathered } from '../data/gathering.ts'
import type { LiveNotebook } from '../data/library.ts'
import { useStore } from '../data/store.ts'
import { language, t } from '../i18n/index.ts'
import { AboutScreen } from '../screens/AboutScreen.tsx'
import { AccountScreen } from '../screens/AccountScreen.tsx'
import { DeviceScreen } from '../screens/DeviceScreen.tsx'
import { LibraryScreen } from '../screens/LibraryScreen.tsx'
import { MissingScreen } from '../screens/MissingScreen.tsx'
import { NotebookScreen } from '../screens/NotebookScreen.tsx'
import { PageScreen } from '../screens/PageScreen.tsx'
import { SignScreen } from '../screens/SignScreen.tsx'
import { TodosScreen } from '../screens/TodosScreen.tsx'
import { ActivityPanels } from './ActivityPanels.tsx'
import { SettingsMenu } from './SettingsMenu.tsx'
import { UpdateNotice } from './UpdateNotice.tsx'

const viewer = /^\/notebooks\/[^/]+\/pages\//

export function App() {
  const { account, activity, library } = useStore()
  const [path, navigate] = useLocation()
  const help = useSignal(false)
  const hasNotebooks = useComputed(() => library.notebooks.value.size > 0)
  useSignalEffect(() => {
    document.documentElement.lang = language.value
  })

  const add = (gather: () => Promise<Gathered>) => {
    void activity.add(gather, (found) => navigate(placeFor(found)))
  }
  const addFiles = (files: File[]) => add(async () => filesOf(files))
  const addSample = () => add(fetchSample)
  const hovering = useDrop({ onDrop: (transfer) => add(entriesOf(transfer)), onPaste: addFiles })
  useShortcuts({
    '?': () => {
      help.value = true
    },
  })

  const reading = viewer.test(path)
  const isGuest = account.state.value.kind === 'guest'
  return (
    <>
      <a class="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      {!reading && (
        <header class="shell-head">
          <Link href="/" class="brand">
            <Logo />
            <span>rMirror</span>
          </Link>
          <Link href="/about" class="promise">
            <Icon name="lock" />
            <span>{t(isGuest ? 'promise.private' : 'promise.synced')}</span>
          </Link>
          <div class="shell-actions">
            {hasNotebooks.value && <AddFiles kind="files" onFiles={addFiles} label={t('add.short')} />}
            {!isGuest && (
              <Link href="/todos" class="button">
                <Icon name="check" />
                <span>{t('todos.title')}</span>
              </Link>
            )}
            <Link href={isGuest ? '/sign-in' : '/account'} class="button account-link">
              <Icon name="user" />
              <span>{t(isGuest ? 'signIn.title' : 'account.title')}</span>
            </Link>
            <SettingsMenu onHelp={() => (help.value = true)} onFolder={addFiles} />
          </div>
        </header>
      )}
      <main id="main" class={reading ? 'main-viewer' : ''} tabIndex={-1}>
        {library.forgetful.value && <p class="note shell-note">{t('shell.forgetful')}</p>}
        {account.ended.value && (
          <p class="note shell-note">
            <span>
              {t('account.ended')} <Link href="/sign-in">{t('signIn.title')}</Link>
            </span>
          </p>
        )}
        <ErrorBoundary place={path}>
          <Switch>
            <Route path="/">
              <LibraryScreen folder="" onFiles={addFiles} onSample={addSample} />
            </Route>
            <Route path="/trash">
              <LibraryScreen folder="trash" onFiles={addFiles} onSample={addSample} />
            </Route>
            <Route path="/folders/:uuid">
              {({ uuid }) => <LibraryScreen key={uuid} folder={uuid} onFiles={addFiles} onSample={addSample} />}
            </Route>
            <Route path="/notebooks/:uuid">{({ uuid }) => <NotebookScreen key={uuid} uuid={uuid} />}</Route>
            <Route path="/notebooks/:uuid/pages/:number">
              {({ uuid, number }) => <PageScreen uuid={uuid} number={Number(number)} />}
            </Route>
            <Route path="/about">
              <AboutScreen />
            </Route>
            <Route path="/sign-in">
              <SignScreen as="in" />
            </Route>
            <Route path="/sign-up">
              <SignScreen as="up" />
            </Route>
            <Route path="/account">
              <AccountScreen />
            </Route>
            <Route path="/todos">
              <TodosScreen />
            </Route>
            <Route path="/device">
              <DeviceScreen />
            </Route>
            <Route>
              <MissingScreen what="address" />
            </Route>
          </Switch>
        </ErrorBoundary>
      </main>
      <div class="panels">
        <UpdateNotice />
        <ActivityPanels />
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

/** One notebook alone is opened: that is what it was dropped for. */
function placeFor(found: LiveNotebook[]): string {
  return found.length === 1 && found[0] ? `/notebooks/${found[0].facts.uuid}` : '/'
}

async function fetchSample(): Promise<Gathered> {
  const name = 'sample.rmdoc'
  const answer = await fetch(`/${name}`)
  if (!answer.ok) return { files: [], problems: [{ path: name, code: 'unreadable-file', detail: answer.statusText }] }
  return { files: [{ path: name, file: new File([await answer.blob()], name) }], problems: [] }
}
