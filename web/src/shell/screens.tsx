// SPDX-License-Identifier: AGPL-3.0-or-later
// What is shown at each address of routes.ts. What the first visit begins with is loaded at once; other screens in groups,
// when one of them is opened, because each on its own would cut what they share into many files.
import type { JSX } from 'preact'
import { AboutScreen } from '../screens/AboutScreen.tsx'
import { LibraryScreen } from '../screens/LibraryScreen.tsx'
import { SignInScreen, SignUpScreen } from '../screens/SignScreen.tsx'
import { later } from './later.tsx'
import type { RouteName } from './routes.ts'

export interface Place {
  /** The segments that a row's `:name` stands for; empty where the row has none of this name. */
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

/** What is opened next from a library. */
export function fetchReadingScreens(): void {
  // Where it fails, it is loaded when it is opened.
  for (const screen of [NotebookScreen, PageScreen, TodosScreen]) void screen.fetch().catch(() => {})
}

/** What guests see there as well. */
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
