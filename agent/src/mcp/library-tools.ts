// SPDX-License-Identifier: AGPL-3.0-or-later
// Tools that find notebooks: what is in a folder, the newest, a search, and to-dos.
import type { Item, Todo } from './notes-source.ts'
import type { Scope } from './scope.ts'
import { argument, partOf, questionOf, shortened, type Tool } from './tool.ts'
import { ToolError } from './tool-error.ts'

const maxName = 300
const maxText = 500
const maxHits = 20

export const libraryTools: Tool[] = [
  {
    name: 'list_notebooks',
    description: 'Lists the notebooks and folders in a folder, or those at the top, by name.',
    arguments: {
      folder: argument.id('The id of a folder; without it, the top is listed.'),
      limit: argument.limit,
      cursor: argument.cursor,
    },
    async run(given: { folder?: string; limit?: number; cursor?: string }, { scope }) {
      const folder = given.folder === undefined ? undefined : scope.folder(given.folder)
      const children = scope.children(folder).toSorted((a, b) => byName.compare(a.name, b.name))
      return {
        data: {
          ...partOf(
            children.map((item) => entryOf(item, scope)),
            questionOf(given),
          ),
        },
      }
    },
  },
  {
    name: 'recent_notebooks',
    description: 'Lists the notebooks that were changed last, the newest first.',
    arguments: { limit: argument.limit, cursor: argument.cursor },
    async run(given: { limit?: number; cursor?: string }, { scope }) {
      const dated = scope.items.filter(({ kind, modified }) => kind !== 'folder' && modified !== null)
      const newest = dated.toSorted((a, b) => Date.parse(b.modified ?? '') - Date.parse(a.modified ?? ''))
      return {
        data: {
          ...partOf(
            newest.map((item) => entryOf(item, scope)),
            questionOf(given),
          ),
        },
      }
    },
  },
  {
    name: 'search_notes',
    description:
      'Searches names, tags and the texts of pages: words that must all occur. Returns notebooks with the pages that match and a few lines of each; read_pages has their whole text.',
    arguments: {
      query: { type: 'string', minLength: 1, maxLength: 500, description: 'One or more words.' },
      within: argument.id('The id of a folder or notebook: only it is searched.'),
      limit: { ...argument.limit, maximum: maxHits, default: 10 },
      cursor: argument.cursor,
    },
    required: ['query'],
    async run(given: { query: string; within?: string; limit?: number; cursor?: string }, { source, scope, signal }) {
      const within = given.within === undefined ? scope.root : scope.item(given.within)
      const { items, next } = await source.search(
        { ...questionOf({ limit: 10, ...given }), query: given.query, within },
        signal,
      )
      const allowed = new Map(scope.items.map((item) => [item.id, item]))
      // A folder may have moved since.
      const hits = items.flatMap(({ item: id, pages }) => {
        const item = allowed.get(id)
        return item ? [{ ...entryOf(item, scope), pages }] : []
      })
      return { data: { items: hits, next } }
    },
  },
  {
    name: 'list_todos',
    description: 'Lists to-dos from the pages of all notebooks, or of those in a folder, or of one.',
    arguments: {
      state: { enum: ['open', 'done', 'all'], default: 'open', description: 'Which to-dos to list.' },
      notebook: argument.id('The id of a notebook: only its to-dos.'),
      folder: argument.id('The id of a folder: only the to-dos of the notebooks in it.'),
      limit: argument.limit,
      cursor: argument.cursor,
    },
    async run(
      given: { state?: 'open' | 'done' | 'all'; notebook?: string; folder?: string; limit?: number; cursor?: string },
      { source, scope, signal },
    ) {
      const { state = 'open', notebook, folder } = given
      const isDone = state === 'all' ? undefined : state === 'done'
      if (notebook !== undefined && folder !== undefined) throw new ToolError('Name a notebook or a folder, not both.')
      const named = folder === undefined ? notebook && scope.notebook(notebook) : scope.folder(folder)
      const allowed = new Map(scope.items.map((item) => [item.id, item]))
      const question = { ...questionOf(given), isDone, within: named || scope.root, allowed: new Set(allowed.keys()) }
      const { items, next } = await source.todos(question, signal)
      return { data: { items: items.map((todo) => todoOf(todo, allowed.get(todo.notebook), scope)), next } }
    },
  },
]

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

export function entryOf(item: Item, scope: Scope) {
  const { id, kind, modified, tags } = item
  return {
    ...{ id, name: shortened(item.name, maxName), kind, path: shortened(scope.pathOf(item), maxText), modified },
    tags: tags.slice(0, 20).map((tag) => shortened(tag, maxName)),
  }
}

function todoOf({ id, notebook, page, text, is_done }: Todo, item: Item | undefined, scope: Scope) {
  const path = item ? shortened(scope.pathOf(item), maxText) : ''
  return { ...(id !== null && { id }), text: shortened(text, maxText), is_done, notebook, path, page }
}
