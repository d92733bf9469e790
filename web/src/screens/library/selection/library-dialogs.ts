// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChild } from 'preact'
import type { ExportSeveralProps } from '../../export/ExportSeveral.tsx'
import type { CreateWorkspaceProps } from '../../people/CreateWorkspace.tsx'
import type { MoveNotebooksProps } from '../../people/MoveNotebooks.tsx'
import type { DeleteSelectedProps } from './DeleteSelected.tsx'

/** Dialogs of the library, which are loaded when one is opened. */
export interface LibraryDialogs {
  ExportSeveral: (props: ExportSeveralProps) => ComponentChild
  DeleteSelected: (props: DeleteSelectedProps) => ComponentChild
  MoveNotebooks: (props: MoveNotebooksProps) => ComponentChild
  CreateWorkspace: (props: CreateWorkspaceProps) => ComponentChild
}
