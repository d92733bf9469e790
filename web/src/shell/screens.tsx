// SPDX-License-Identifier: AGPL-3.0-or-later
// What is shown at each address of routes.ts. What few people open, or none at first, is loaded when it is opened.
import type { JSX } from 'preact'
import { LibraryScreen } from '../screens/LibraryScreen.tsx'
import { NotebookScreen } from '../screens/NotebookScreen.tsx'
import { PageScreen } from '../screens/PageScreen.tsx'
import { lazily } from './lazily.tsx'
import type { RouteName } from './routes.ts'

export interface Place {
  /** The segments that a row's `:name` stands for; empty where the row has none of this name. */
  uuid: string
  number: string
  onFiles: (files: File[]) => void
  onSample: () => void
}

const AboutScreen = lazily(async () => (await import('../screens/AboutScreen.tsx')).AboutScreen)
const AccountScreen = lazily(async () => (await import('../screens/AccountScreen.tsx')).AccountScreen)
const DeviceScreen = lazily(async () => (await import('../screens/DeviceScreen.tsx')).DeviceScreen)
const SignInScreen = lazily(async () => (await import('../screens/SignScreen.tsx')).SignInScreen)
const SignUpScreen = lazily(async () => (await import('../screens/SignScreen.tsx')).SignUpScreen)
const TodosScreen = lazily(async () => (await import('../screens/TodosScreen.tsx')).TodosScreen)

export const screens: Record<RouteName, (place: Place) => JSX.Element> = {
  library: ({ onFiles, onSample }) => <LibraryScreen folder="" onFiles={onFiles} onSample={onSample} />,
  trash: ({ onFiles, onSample }) => <LibraryScreen folder="trash" onFiles={onFiles} onSample={onSample} />,
  folder: ({ uuid, ...adding }) => (
    <LibraryScreen key={uuid} folder={uuid} onFiles={adding.onFiles} onSample={adding.onSample} />
  ),
  notebook: ({ uuid }) => <NotebookScreen key={uuid} uuid={uuid} />,
  page: ({ uuid, number }) => <PageScreen uuid={uuid} number={Number(number)} />,
  todos: () => <TodosScreen />,
  account: () => <AccountScreen />,
  signIn: () => <SignInScreen />,
  signUp: () => <SignUpScreen />,
  device: () => <DeviceScreen />,
  about: () => <AboutScreen />,
}
