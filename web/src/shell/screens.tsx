// SPDX-License-Identifier: AGPL-3.0-or-later
// What is shown at each address of routes.ts. Those of services and around the account are loaded when one of them is
// opened; all others at once, because each on its own would cut what it shares into files that every visit has to ask for.
import type { JSX } from 'preact'
import { AboutScreen } from '../screens/AboutScreen.tsx'
import { LibraryScreen } from '../screens/LibraryScreen.tsx'
import { NotebookScreen } from '../screens/NotebookScreen.tsx'
import { PageScreen } from '../screens/PageScreen.tsx'
import { SignInScreen, SignUpScreen } from '../screens/SignScreen.tsx'
import { TodosScreen } from '../screens/TodosScreen.tsx'
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

const aroundAccount = () => import('../screens/account-screens.ts')
const AccountScreen = later(async () => (await aroundAccount()).AccountScreen)
const DeletedScreen = later(async () => (await aroundAccount()).DeletedScreen)
const DeviceScreen = later(async () => (await aroundAccount()).DeviceScreen)

const ofServices = () => import('../screens/integration-screens.ts')
const IntegrationsScreen = later(async () => (await ofServices()).IntegrationsScreen)
const IntegrationScreen = later(async () => (await ofServices()).IntegrationScreen)
const NotionScreen = later(async () => (await ofServices()).NotionScreen)
const NotionReturnScreen = later(async () => (await ofServices()).NotionReturnScreen)

export const screens: Record<RouteName, (place: Place) => JSX.Element> = {
  library: ({ onFiles, onSample }) => <LibraryScreen folder="" onFiles={onFiles} onSample={onSample} />,
  trash: ({ onFiles, onSample }) => <LibraryScreen folder="trash" onFiles={onFiles} onSample={onSample} />,
  folder: ({ uuid, ...adding }) => (
    <LibraryScreen key={uuid} folder={uuid} onFiles={adding.onFiles} onSample={adding.onSample} />
  ),
  notebook: ({ uuid }) => <NotebookScreen key={uuid} uuid={uuid} />,
  page: ({ uuid, number }) => <PageScreen uuid={uuid} number={Number(number)} />,
  todos: () => <TodosScreen />,
  deleted: () => <DeletedScreen />,
  account: () => <AccountScreen />,
  integrations: () => <IntegrationsScreen />,
  notion: () => <NotionScreen />,
  notionReturn: () => <NotionReturnScreen />,
  integration: ({ target }) => <IntegrationScreen key={target} name={target} />,
  signIn: () => <SignInScreen />,
  signUp: () => <SignUpScreen />,
  device: () => <DeviceScreen />,
  about: () => <AboutScreen />,
}
