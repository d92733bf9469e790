// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server is told of a library: everything but ink. It answers which pages it wants to see.
import type { components } from '../api/schema.gen.ts'
import type { Page, UnitRect } from '../core/index.ts'
import { isUuid, notebookUuidFromPath } from './identity.ts'
import { lookHash } from './look.ts'
import { ServerText, type Shortened } from './server-text.ts'
import { isInTrash } from './tree.ts'
import type { Folder, Library, Notebook, PageSource } from './types.ts'

export type Manifest = components['schemas']['Manifest']
export type ManifestNotebook = components['schemas']['ManifestNotebook']
export type ManifestPage = components['schemas']['ManifestPage']

/** What a page holds, apart from who it is and where it lies. */
export interface PageState {
  ink_hash: string
  /** Handwriting, of which there is a picture to be read. */
  has_ink: boolean
  typed_text: string
  typed_markdown: string
  highlights: { original_text: string; color: string; rects: UnitRect[] }[]
  /** How many parts of the file could not be read: while it is being written, or for good. */
  unreadable: number
}

const most = { typedText: 100_000, todos: 1000, highlight: 10_000, highlights: 1000, rects: 500, far: 1e7, parts: 1e6 }

/** For workers. */
export function pageState(page: Page): PageState {
  const { ink_hash, highlights, unreadable } = page.facts()
  return {
    ink_hash,
    has_ink: page.hasHandwriting(),
    typed_text: page.text('plain').trimEnd(),
    typed_markdown: page.text('typed-markdown').trimEnd(),
    highlights: highlights.map(({ text, css_color, rects }) => ({ original_text: text, color: css_color, rects })),
    unreadable,
  }
}

/** `shortened` is what is longer than the server takes. A page without a state is only listed. */
export function manifestOf(
  library: Pick<Library, 'notebooks' | 'folders'>,
  stateOf: (page: PageSource) => PageState | undefined,
  scope: Manifest['scope'],
): { manifest: Manifest; shortened: Shortened[] } {
  const text = new ServerText()
  const { folders } = library
  const notebooks = [
    ...folders.map((folder) => folderEntry(folder, folders, text)),
    ...library.notebooks.map((notebook) => notebookEntry(notebook, folders, stateOf, text)),
  ]
  return { manifest: { scope, notebooks }, shortened: text.shortened }
}

function folderEntry(folder: Folder, folders: Folder[], text: ServerText): ManifestNotebook {
  text.isAbout(folder.name)
  return {
    notebook_uuid: folderUuid(folder.uuid),
    document_type: 'folder',
    visible_name: text.name(folder.name),
    ...placeOf(folder, folders),
    ...timeOf('last_modified', folder.lastModified ?? 0),
  }
}

function notebookEntry(
  notebook: Notebook,
  folders: Folder[],
  stateOf: (page: PageSource) => PageState | undefined,
  text: ServerText,
): ManifestNotebook {
  const { uuid, name, kind, pinned, orientation, tags, authors, lastModified, lastOpened } = notebook
  text.isAbout(name)
  return {
    notebook_uuid: uuid,
    document_type: kind === 'not_a_notebook' ? 'notebook' : kind,
    visible_name: text.name(name),
    ...placeOf(notebook, folders),
    is_pinned: pinned,
    orientation,
    tags: text.labels(tags, `The tags of "${name}"`),
    authors: text.labels(authors, `The authors of "${name}"`),
    ...timeOf('last_modified', lastModified),
    ...timeOf('last_opened', lastOpened),
    pages: listedPages(notebook).map((page) => pageEntry(notebook, page, stateOf(page), text)),
  }
}

/** Those that the tablet knows, under the uuids that it gave them. */
export function listedPages({ pages, unopened }: Pick<Notebook, 'pages' | 'unopened'>): PageSource[] {
  return unopened ? [] : pages
}

function pageEntry(notebook: Notebook, page: PageSource, state: PageState | undefined, text: ServerText): ManifestPage {
  text.isAbout(notebook.name, page.number)
  const where = `"${notebook.name}", page ${page.number}`
  const who = { page_uuid: page.uuid, tags: text.labels(page.tags, `The tags of ${where}`) }
  if (!state) return { ...who, has_ink: false }
  const look_hash = lookHash(notebook, page, state)
  const highlights = text.first(state.highlights, most.highlights, `The highlights of ${where}`)
  return {
    ...who,
    ink_hash: state.ink_hash,
    ...(look_hash !== undefined && { look_hash }),
    has_ink: state.has_ink,
    typed_text: text.cut(state.typed_text, most.typedText, `The typed text of ${where}`),
    typed_markdown: typedMarkdown(state, where, text),
    // Servers before this member take no entry that has it.
    ...(state.unreadable > 0 && { unreadable_parts: Math.min(state.unreadable, most.parts) }),
    highlights: highlights.map(({ original_text, color, rects }) => ({
      original_text: text.cut(original_text, most.highlight, `A highlight of ${where}`),
      color,
      rects: text.first(rects.filter(isNear), most.rects, `A highlight of ${where}`),
    })),
  }
}

/** "" says that nothing is typed. The server makes todos of the tasks in it that have words. */
function typedMarkdown({ typed_markdown }: PageState, where: string, text: ServerText): string {
  const sent = text.cut(typed_markdown, most.typedText, `The Markdown of the typed text of ${where}`)
  const count = sent.match(/^ *- \[[ x]\] +\S/gm)?.length ?? 0
  if (count > most.todos) text.tell(`The typed to-dos of ${where}: only the first ${most.todos} of ${count} are listed`)
  return sent
}

/** The trash is no folder of the server's: what lies in it, at any depth, is trashed. */
function placeOf(item: Folder | Notebook, folders: Folder[]) {
  const isInFolder = folders.some(({ uuid }) => uuid === item.parent)
  return {
    ...(isInFolder && { parent_uuid: folderUuid(item.parent) }),
    is_trashed: isInTrash(folders, item),
  }
}

/** Folders are found by names that need not be uuids. */
export function folderUuid(uuid: string): string {
  return isUuid(uuid) ? uuid : notebookUuidFromPath(`${uuid}/`)
}

function timeOf(name: 'last_modified' | 'last_opened', ms: number) {
  const isSaid = ms > 0 && ms < Date.UTC(10_000, 0)
  return isSaid ? { [name]: new Date(ms).toISOString() } : {}
}

function isNear({ x, y, width, height }: UnitRect): boolean {
  return (
    Math.abs(x) <= most.far && Math.abs(y) <= most.far && [width, height].every((side) => side >= 0 && side <= most.far)
  )
}
