// SPDX-License-Identifier: AGPL-3.0-or-later
// Entry point of the lazily loaded screens of notebooks, pages and to-dos: one chunk, loaded when one of them is opened
// or the browser is idle.
export { NotebookScreen } from './NotebookScreen.tsx'
export { OwnTodos } from './OwnTodos.tsx'
export { PageScreen } from './PageScreen.tsx'
export { TodosScreen } from './TodosScreen.tsx'
