// SPDX-License-Identifier: AGPL-3.0-or-later
// Entry point of the lazily loaded screens of notebooks, pages and to-dos, of the library's dialogs, and of the texts
// that aren't sent yet: one chunk, loaded when one of them is opened or the browser is idle.

export { openWorkspaceFile, saveWorkspace } from '../data/drafts/guest-workspace.ts'
export { localDocumentsOf, openLocalDocuments } from '../data/drafts/local-documents.ts'
export { TermsQuestion } from './account/own-data/TermsQuestion.tsx'
export { ExportSeveral } from './export/ExportSeveral.tsx'
export { DeleteSelected } from './library/selection/DeleteSelected.tsx'
export { NotebookOrNote } from './note/NotebookOrNote.tsx'
export { PageScreen } from './page/PageScreen.tsx'
export { InItsWorkspace } from './people/InItsWorkspace.tsx'
export { MoveNotebooks } from './people/MoveNotebooks.tsx'
export { SharedScreen } from './shared/SharedScreen.tsx'
export { OwnTodos } from './todos/OwnTodos.tsx'
export { TodosScreen } from './todos/TodosScreen.tsx'
export { GuestPanels } from './unsent/GuestPanels.tsx'
export { SignOut } from './unsent/SignOut.tsx'
export { UnsentPanel } from './unsent/UnsentPanel.tsx'
