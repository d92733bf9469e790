// SPDX-License-Identifier: AGPL-3.0-or-later
// Entry point of the lazily loaded screens of notebooks, pages and to-dos: one chunk, loaded when one of them is opened
// or the browser is idle.
export { NotebookScreen } from './notebook/NotebookScreen.tsx'
export { PageScreen } from './page/PageScreen.tsx'
export { OwnTodos } from './todos/OwnTodos.tsx'
export { TodosScreen } from './todos/TodosScreen.tsx'
