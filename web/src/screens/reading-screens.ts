// SPDX-License-Identifier: AGPL-3.0-or-later
// The screens of a notebook, its pages and its to-dos, loaded together when one of them is opened or the browser has
// nothing else to do.
export { NotebookScreen } from './NotebookScreen.tsx'
export { OwnTodos } from './OwnTodos.tsx'
export { PageScreen } from './PageScreen.tsx'
export { TodosScreen } from './TodosScreen.tsx'
