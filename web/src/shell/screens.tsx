// SPDX-License-Identifier: AGPL-3.0-or-later
// Maps the routes of routes.ts to screens. Those of a first visit are part of the initial load. The others load in
// groups when one of them opens, because single chunks would split what they share into many files.
import type { JSX } from 'preact'
import { AboutScreen } from '../screens/frame/AboutScreen.tsx'
import { LibraryScreen } from '../screens/library/LibraryScreen.tsx'
import { SignInScreen, SignUpScreen } from '../screens/sign-in/SignScreen.tsx'
import { later } from './later.tsx'
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
const NotebookScreen = later(async () => (await ofReading()).NotebookScreen)
const OwnTodos = later(async () => (await ofReading()).OwnTodos)
const PageScreen = later(async () => (await ofReading()).PageScreen)
const TodosScreen = later(async () => (await ofReading()).TodosScreen)

const aroundAccount = () => import('../screens/account-screens.ts')
const AccountScreen = later(async () => (await aroundAccount()).AccountScreen)
const DeletedScreen = later(async () => (await aroundAccount()).DeletedScreen)
const DeviceScreen = later(async () => (await aroundAccount()).DeviceScreen)

const withOwnKeys = () => import('../screens/own-key-screens.ts')
const AiKeysScreen = later(async () => (await withOwnKeys()).AiKeysScreen)

const ofServices = () => import('../screens/integration-screens.ts')
const ActivityScreen = later(async () => (await ofServices()).ActivityScreen)
const IntegrationsScreen = later(async () => (await ofServices()).IntegrationsScreen)
const IntegrationScreen = later(async () => (await ofServices()).IntegrationScreen)
const NotionScreen = later(async () => (await ofServices()).NotionScreen)
const NotionReturnScreen = later(async () => (await ofServices()).NotionReturnScreen)

/** Preloads the screens that users open next from a library. */
export function fetchReadingScreens(): void {
  // If it fails, the screen loads when it's opened.
  for (const screen of [NotebookScreen, PageScreen, TodosScreen]) void screen.fetch().catch(() => {})
}

/** What guests see on a screen that requires an account, in addition to the reason to sign in. */
export const forGuestsToo: Partial<Record<RouteName, () => JSX.Element>> = { todos: () => <OwnTodos /> }

export const screens: Record<RouteName, (place: Place) => JSX.Element> = {
  library: ({ onFiles, onSample }) => <LibraryScreen folder="" onFiles={onFiles} onSample={onSample} />,
  trash: ({ onFiles, onSample }) => <LibraryScreen folder="trash" onFiles={onFiles} onSample={onSample} />,
  folder: ({ uuid, ...adding }) => (
    <LibraryScreen key={uuid} folder={uuid} onFiles={adding.onFiles} onSample={adding.onSample} />
  ),
  notebook: ({ uuid }) => <NotebookScreen key={uuid} uuid={uuid} />,
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
