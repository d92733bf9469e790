// SPDX-License-Identifier: AGPL-3.0-or-later
// Maps the routes of routes.ts to screens. Those of a first visit are part of the initial load. The others load in
// groups when one of them opens, because single chunks would split what they share into many files.
import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { withoutMoved } from '../data/library/shelf.ts'
import { type Store, StoreContext, useStore } from '../data/store.ts'
import { areNotesAwaited } from '../data/workspace/guest-notes.ts'
import { AboutScreen } from '../screens/frame/AboutScreen.tsx'
import { LibraryScreen } from '../screens/library/LibraryScreen.tsx'
import type { LibraryDialogs } from '../screens/library/selection/library-dialogs.ts'
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
const InItsWorkspace = lazy(async () => (await ofReading()).InItsWorkspace)
const NotebookOrNote = lazy(async () => (await ofReading()).NotebookOrNote)
const OwnTodos = lazy(async () => (await ofReading()).OwnTodos)
const PageScreen = lazy(async () => (await ofReading()).PageScreen)
const SharedScreen = lazy(async () => (await ofReading()).SharedScreen)
const TodosScreen = lazy(async () => (await ofReading()).TodosScreen)

const withPeople = () => import('../screens/people-screens.ts')
const InvitationScreen = lazy(async () => (await withPeople()).InvitationScreen)
const MembersScreen = lazy(async () => (await withPeople()).MembersScreen)
const WorkspaceScreen = lazy(async () => (await withPeople()).WorkspaceScreen)

/** Panels and dialogs overlay the screen and need no placeholder. */
const nothing = () => null
const dialogs: LibraryDialogs = {
  ExportSeveral: lazy(async () => (await ofReading()).ExportSeveral, nothing),
  DeleteSelected: lazy(async () => (await ofReading()).DeleteSelected, nothing),
  MoveNotebooks: lazy(async () => (await ofReading()).MoveNotebooks, nothing),
  CreateWorkspace: lazy(async () => (await withPeople()).CreateWorkspace, nothing),
}

const aroundAccount = () => import('../screens/account-screens.ts')
const AccountScreen = lazy(async () => (await aroundAccount()).AccountScreen)
const DeletedScreen = lazy(async () => (await aroundAccount()).DeletedScreen)
const DeviceScreen = lazy(async () => (await aroundAccount()).DeviceScreen)
const ProviderReturnScreen = lazy(async () => (await aroundAccount()).ProviderReturnScreen)
const ConfirmAddressScreen = lazy(async () => (await aroundAccount()).ConfirmAddressScreen)
const ForgotPasswordScreen = lazy(async () => (await aroundAccount()).ForgotPasswordScreen)
const ResetPasswordScreen = lazy(async () => (await aroundAccount()).ResetPasswordScreen)

const withOwnKeys = () => import('../screens/own-key-screens.ts')
const AiKeysScreen = lazy(async () => (await withOwnKeys()).AiKeysScreen)

const ofOperators = () => import('../screens/operator-screens.ts')
const HealthScreen = lazy(async () => (await ofOperators()).HealthScreen)
const InvitationsScreen = lazy(async () => (await ofOperators()).InvitationsScreen)
const LogScreen = lazy(async () => (await ofOperators()).LogScreen)
const PeopleScreen = lazy(async () => (await ofOperators()).PeopleScreen)
const WaitlistScreen = lazy(async () => (await ofOperators()).WaitlistScreen)

const ofServices = () => import('../screens/integration-screens.ts')
const ActivityScreen = lazy(async () => (await ofServices()).ActivityScreen)
const IntegrationsScreen = lazy(async () => (await ofServices()).IntegrationsScreen)
const IntegrationScreen = lazy(async () => (await ofServices()).IntegrationScreen)
const NotionScreen = lazy(async () => (await ofServices()).NotionScreen)
const NotionReturnScreen = lazy(async () => (await ofServices()).NotionReturnScreen)
const TargetReturnScreen = lazy(async () => (await ofServices()).TargetReturnScreen)

/** Preloads the screens that users open next from a library. */
export function fetchReadingScreens(store: Store): void {
  // If it fails, the screen loads when it's opened.
  for (const screen of [InItsWorkspace, NotebookOrNote, PageScreen, TodosScreen]) void screen.fetch().catch(() => {})
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
export const TermsQuestion = lazy(async () => (await ofReading()).TermsQuestion, nothing)
export const Farewell = lazy(async () => (await aroundAccount()).Farewell, nothing)
export const WholeExportPanel = lazy(async () => (await aroundAccount()).WholeExportPanel, nothing)
export const SignOut = lazy(async () => (await ofReading()).SignOut, nothing)
/** Sending begins when the panel is first rendered, once the browser is idle. */
export const isOutboxLoaded = signal(false)

/** What guests see on a screen that requires an account, in addition to the reason to sign in. */
export const guestContent: Partial<Record<RouteName, () => JSX.Element>> = { todos: () => <OwnTodos /> }

export const screens: Record<RouteName, (place: Place) => JSX.Element> = {
  library: (place) => <Library {...place} folder="" />,
  trash: (place) => <Library {...place} folder="trash" />,
  folder: (place) => <Library key={place.uuid} {...place} folder={place.uuid} />,
  notebook: ({ uuid }) => (
    <InItsWorkspace key={uuid} uuid={uuid}>
      <NotebookOrNote uuid={uuid} />
    </InItsWorkspace>
  ),
  page: ({ uuid, number }) => (
    <InItsWorkspace key={uuid} uuid={uuid}>
      <PageScreen uuid={uuid} number={Number(number)} />
    </InItsWorkspace>
  ),
  todos: () => <TodosScreen />,
  activity: () => <ActivityScreen />,
  deleted: () => <DeletedScreen />,
  account: () => <AccountScreen />,
  integrations: () => <IntegrationsScreen />,
  notion: () => <NotionScreen />,
  admin: () => <PeopleScreen />,
  adminWaitlist: () => <WaitlistScreen />,
  adminInvitations: () => <InvitationsScreen />,
  adminHealth: () => <HealthScreen />,
  adminLog: () => <LogScreen />,
  aiKeys: () => <AiKeysScreen />,
  notionReturn: () => <NotionReturnScreen />,
  targetReturn: ({ target }) => <TargetReturnScreen key={target} name={target} />,
  integration: ({ target }) => <IntegrationScreen key={target} name={target} />,
  workspace: ({ uuid }) => <WorkspaceScreen key={uuid} id={uuid} dialogs={dialogs} />,
  members: ({ uuid }) => <MembersScreen key={uuid} id={uuid} />,
  invitation: () => <InvitationScreen />,
  signIn: () => <SignInScreen />,
  providerReturn: ({ target }) => <ProviderReturnScreen key={target} provider={target} />,
  signUp: () => <SignUpScreen />,
  confirmAddress: () => <ConfirmAddressScreen />,
  forgotPassword: () => <ForgotPasswordScreen />,
  resetPassword: () => <ResetPasswordScreen />,
  device: () => <DeviceScreen />,
  shared: () => <SharedScreen />,
  about: () => <AboutScreen />,
}

/** One's own library. What was moved to a shared workspace is listed there. */
function Library({ folder, onFiles, onSample }: Place & { folder: string }) {
  const store = useStore()
  const own = useMemo(() => ({ ...store, index: withoutMoved(store.index) }), [store])
  return (
    <StoreContext.Provider value={own}>
      <LibraryScreen
        folder={folder}
        isAllMoved={own.index.value.notebooks.size === 0 && store.index.value.notebooks.size > 0}
        dialogs={dialogs}
        onFiles={onFiles}
        onSample={onSample}
      />
    </StoreContext.Provider>
  )
}
