// SPDX-License-Identifier: AGPL-3.0-or-later
// What is shown at each address of routes.ts. All of it is loaded at once: the screens that few people open are 10 kB, and
// each that were loaded on its own would cut what it shares with others into files that every visit has to ask for.
import type { JSX } from 'preact'
import { AboutScreen } from '../screens/AboutScreen.tsx'
import { AccountScreen } from '../screens/AccountScreen.tsx'
import { DeletedScreen } from '../screens/DeletedScreen.tsx'
import { DeviceScreen } from '../screens/DeviceScreen.tsx'
import { IntegrationScreen } from '../screens/IntegrationScreen.tsx'
import { IntegrationsScreen } from '../screens/IntegrationsScreen.tsx'
import { LibraryScreen } from '../screens/LibraryScreen.tsx'
import { NotebookScreen } from '../screens/NotebookScreen.tsx'
import { NotionReturnScreen } from '../screens/NotionReturnScreen.tsx'
import { NotionScreen } from '../screens/NotionScreen.tsx'
import { PageScreen } from '../screens/PageScreen.tsx'
import { SignInScreen, SignUpScreen } from '../screens/SignScreen.tsx'
import { TodosScreen } from '../screens/TodosScreen.tsx'
import type { RouteName } from './routes.ts'

export interface Place {
  /** The segments that a row's `:name` stands for; empty where the row has none of this name. */
  uuid: string
  number: string
  target: string
  onFiles: (files: File[]) => void
  onSample: () => void
}

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
