// SPDX-License-Identifier: AGPL-3.0-or-later
// Maps the routes of routes.ts to screens. Those of a first visit are part of the initial load. The others load in
// groups when one of them opens, because single chunks would split what they share into many files.
import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import type { Store } from '../data/store.ts'
import { areNotesAwaited } from '../data/workspace/guest-notes.ts'
import { AboutScreen } from '../screens/frame/AboutScreen.tsx'
import { LibraryScreen } from '../screens/library/LibraryScreen.tsx'
import { SignInScreen, SignUpScreen } from '../screens/sign-in/SignScreen.tsx'
import { lazy } from './lazy.tsx'
import type { RouteName } from './routes.ts'

export interface Place {
  /** The path parameters of the route; empty for those that it lacks. */
  uuid: string
  number: string
  target: string
  onFiles: (files: File[]) => void
  onSample: () => void
}

const ofReading = () => import('../screens/reading-screens.ts')
const NotebookOrNote = lazy(async () => (await ofReading()).NotebookOrNote)
const OwnTodos = lazy(async () => (await ofReading()).OwnTodos)
const PageScreen = lazy(async () => (await ofReading()).PageScreen)
const TodosScreen = lazy(async () => (await ofReading()).TodosScreen)

/** Panels and dialogs overlay the screen and need no placeholder. */
const nothing = () => null
const dialogs = {
  ExportSeveral: lazy(async () => (await ofReading()).ExportSeveral, nothing),
  DeleteSelected: lazy(async () => (await ofReading()).DeleteSelected, nothing),
}

const aroundAccount = () => import('../screens/account-screens.ts')
const AccountScreen = lazy(async () => (await aroundAccount()).AccountScreen)
const DeletedScreen = lazy(async () => (await aroundAccount()).DeletedScreen)
const DeviceScreen = lazy(async () => (await aroundAccount()).DeviceScreen)

const withOwnKeys = () => import('../screens/own-key-screens.ts')
const AiKeysScreen = lazy(async () => (await withOwnKeys()).AiKeysScreen)

const ofServices = () => import('../screens/integration-screens.ts')
const ActivityScreen = lazy(async () => (await ofServices()).ActivityScreen)
const IntegrationsScreen = lazy(async () => (await ofServices()).IntegrationsScreen)
const IntegrationScreen = lazy(async () => (await ofServices()).IntegrationScreen)
const NotionScreen = lazy(async () => (await ofServices()).NotionScreen)
const NotionReturnScreen = lazy(async () => (await ofServices()).NotionReturnScreen)

/** Preloads the screens that users open next from a library. */
export function fetchReadingScreens(store: Store): void {
  // If it fails, the screen loads when it's opened.
  for (const screen of [NotebookOrNote, PageScreen, TodosScreen]) void screen.fetch().catch(() => {})
  void ofReading()
    .then(({ openLocalDocuments }) => openLocalDocuments(store))
    .catch(() => {})
    .finally(() => (areNotesAwaited.value = false))
  void UnsentPanel.fetch()
    .then(() => (isOutboxLoaded.value = true))
    .catch(() => {})
}

/** Deletes the texts that a guest wrote. */
export async function clearLocalDocuments(store: Store): Promise<void> {
  await (await ofReading()).localDocumentsOf(store).workspace.clear()
}

/** Opens an archive of a guest's texts. */
export async function openWorkspaceFile(store: Store, file: File): Promise<void> {
  await (await ofReading()).openWorkspaceFile(store, file)
}

export async function saveWorkspace(store: Store): Promise<void> {
  await (await ofReading()).saveWorkspace(store)
}

export const UnsentPanel = lazy(async () => (await ofReading()).UnsentPanel, nothing)
export const GuestPanels = lazy(async () => (await ofReading()).GuestPanels, nothing)
export const SignOut = lazy(async () => (await ofReading()).SignOut, nothing)
/** Sending begins when the panel is first rendered, once the browser is idle. */
export const isOutboxLoaded = signal(false)

/** What guests see on a screen that requires an account, in addition to the reason to sign in. */
export const guestContent: Partial<Record<RouteName, () => JSX.Element>> = { todos: () => <OwnTodos /> }

export const screens: Record<RouteName, (place: Place) => JSX.Element> = {
  library: (place) => <Library {...place} folder="" />,
  trash: (place) => <Library {...place} folder="trash" />,
  folder: (place) => <Library key={place.uuid} {...place} folder={place.uuid} />,
  notebook: ({ uuid }) => <NotebookOrNote key={uuid} uuid={uuid} />,
  page: ({ uuid, number }) => <PageScreen uuid={uuid} number={Number(number)} />,
  todos: () => <TodosScreen />,
  activity: () => <ActivityScreen />,
  deleted: () => <DeletedScreen />,
  account: () => <AccountScreen />,
  integrations: () => <IntegrationsScreen />,
  notion: () => <NotionScreen />,
  aiKeys: () => <AiKeysScreen />,
  notionReturn: () => <NotionReturnScreen />,
  integration: ({ target }) => <IntegrationScreen key={target} name={target} />,
  signIn: () => <SignInScreen />,
  signUp: () => <SignUpScreen />,
  device: () => <DeviceScreen />,
  about: () => <AboutScreen />,
}

function Library({ folder, onFiles, onSample }: Place & { folder: string }) {
  return <LibraryScreen folder={folder} dialogs={dialogs} onFiles={onFiles} onSample={onSample} />
}
