// SPDX-License-Identifier: AGPL-3.0-or-later
// Entry point of the lazily loaded screens of workspaces: one chunk, loaded when one of them is opened.
export { WorkspaceScreen } from './library/WorkspaceScreen.tsx'
export { CreateWorkspace } from './people/CreateWorkspace.tsx'
export { InvitationScreen } from './people/InvitationScreen.tsx'
export { MembersScreen } from './people/MembersScreen.tsx'
