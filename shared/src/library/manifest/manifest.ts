// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds the manifest: a library's state without ink. The server answers with the pages whose pictures it wants.
import type { components } from '../../api/schema.gen.ts'
import type { Page, PdfInkFacts, UnitRect } from '../../core/index.ts'
import { isInTrash } from '../model/tree.ts'
import type { Folder, Library, Notebook, PageSource } from '../model/types.ts'
import { isUuid, notebookUuidFromPath } from '../notebooks/identity.ts'
import { lookHash } from './look.ts'
import { type MarksState, marksState } from './pen-marks.ts'
import { ServerText, type Shortened } from './server-text.ts'

export type Manifest = components['schemas']['Manifest']
export type ManifestNotebook = components['schemas']['ManifestNotebook']
export type ManifestPage = components['schemas']['ManifestPage']

/** The content of a page, without its identity and position. */
export interface PageState extends MarksState {
  ink_hash: string
  /** Whether there is handwriting to transcribe. */
  has_ink: boolean
  typed_text: string
  typed_markdown: string
  highlights: {
    original_text: string
    color: string
    rects: UnitRect[]
    /** What is printed there, if the tablet lost or broke it, and how sure that is, 0 to 1. */
    repaired_text?: string
    confidence?: number
  }[]
  /** Of the highlights' places; absent without highlights. */
  frame?: PdfInkFacts['frame']
  /** The file that the highlights were compared with; absent if they weren't. */
  repaired_from?: string
  /** Parts of the file that couldn't be read, because it is being written or is damaged. */
  unreadable: number
}

const max = {
  title: 1000,
  typedText: 100_000,
  todos: 1000,
  highlight: 10_000,
  highlights: 1000,
  rects: 500,
  sentence: 10_000,
  heading: 1000,
  marks: 1000,
  far: 1e7,
  parts: 1e6,
}

/** Runs in workers. Pen marks are those on typed text; see MarkReader for those on print. */
export function pageState(page: Page): PageState {
  const { ink_hash, highlights, unreadable, strokes } = page.facts()
  return {
    ink_hash,
    has_ink: page.hasHandwriting(),
    typed_text: page.text('plain').trimEnd(),
    typed_markdown: page.text('typed-markdown').trimEnd(),
    highlights: highlights.map(({ text, css_color, rects }) => ({ original_text: text, color: css_color, rects })),
    unreadable,
    ...(highlights.length > 0 && { frame: page.pdfInk().facts.frame }),
    ...(strokes.visible > 0 && marksState(page)),
  }
}

/** `shortened` lists what was cut to the server's limits. A page without a state is listed without its content. */
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
  text.setSubject(folder.name)
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
  const { uuid, name, kind, pinned, orientation, tags, authors, title, lastModified, lastOpened } = notebook
  text.setSubject(name)
  return {
    notebook_uuid: uuid,
    document_type: kind === 'not_a_notebook' ? 'notebook' : kind,
    visible_name: text.name(name),
    ...placeOf(notebook, folders),
    is_pinned: pinned,
    orientation,
    tags: text.labels(tags, `The tags of "${name}"`),
    authors: text.labels(authors, `The authors of "${name}"`),
    ...(title && { title: text.cut(title, max.title, `The title of "${name}"`) }),
    ...timeOf('last_modified', lastModified),
    ...timeOf('last_opened', lastOpened),
    pages: listedPages(notebook).map((page) => pageEntry(notebook, page, stateOf(page), text)),
  }
}

/** The pages that the tablet lists, with the tablet's uuids. Empty for unopened documents. */
export function listedPages({ pages, unopened }: Pick<Notebook, 'pages' | 'unopened'>): PageSource[] {
  return unopened ? [] : pages
}

function pageEntry(notebook: Notebook, page: PageSource, state: PageState | undefined, text: ServerText): ManifestPage {
  text.setSubject(notebook.name, page.number)
  const where = `"${notebook.name}", page ${page.number}`
  const who = { page_uuid: page.uuid, tags: text.labels(page.tags, `The tags of ${where}`) }
  if (!state) return { ...who, has_ink: false }
  const look_hash = lookHash(notebook, page, state)
  const highlights = text.first(state.highlights, max.highlights, `The highlights of ${where}`)
  return {
    ...who,
    ink_hash: state.ink_hash,
    ...(look_hash !== undefined && { look_hash }),
    has_ink: state.has_ink,
    typed_text: text.cut(state.typed_text, max.typedText, `The typed text of ${where}`),
    typed_markdown: typedMarkdown(state, where, text),
    ...(state.unreadable > 0 && { unreadable_parts: Math.min(state.unreadable, max.parts) }),
    highlights: highlights.map(({ original_text, color, rects, repaired_text, confidence }) => ({
      original_text: text.cut(original_text, max.highlight, `A highlight of ${where}`),
      color,
      rects: text.first(rects.filter(isNear), max.rects, `A highlight of ${where}`),
      ...(repaired_text !== undefined && {
        repaired_text: text.cut(repaired_text, max.highlight, `The printed text of a highlight of ${where}`),
        confidence,
      }),
    })),
    ...penMarks(state, where, text),
  }
}

type ManifestMarks = Pick<ManifestPage, 'pen_marks' | 'emphasised' | 'lacks_print'>

function penMarks(state: PageState, where: string, text: ServerText): ManifestMarks {
  const { pen_marks = [], lacks_print, marks_beyond_limit = 0, marks_over_nothing = 0 } = state
  const emphasised = (state.emphasised ?? []).filter(isNear).slice(0, max.marks)
  const ofInk = emphasised.length > 0 ? { emphasised } : {}
  if (marks_over_nothing > 0)
    text.report(`The marks of ${where}: the PDF has no text below them, so they don't become highlights`)
  if (marks_beyond_limit > 0)
    text.report(`The marks of ${where}: only the first ${max.marks} of ${max.marks + marks_beyond_limit} are sent`)
  if (lacks_print) return { ...ofInk, lacks_print }
  if (pen_marks.length === 0) return ofInk
  const what = `A marked passage of ${where}`
  return {
    ...ofInk,
    pen_marks: pen_marks.slice(0, max.marks).map(({ kind, original_text, sentence, heading, color, rects }) => ({
      kind,
      original_text: text.cut(original_text, max.highlight, what),
      sentence: text.cut(sentence, max.sentence, what),
      heading: text.cut(heading, max.heading, what),
      color,
      rects: text.first(rects.filter(isNear), max.rects, what),
    })),
  }
}

/** "" states that nothing is typed. The server creates to-dos from its tasks that have text. */
function typedMarkdown({ typed_markdown }: PageState, where: string, text: ServerText): string {
  const sent = text.cut(typed_markdown, max.typedText, `The Markdown of the typed text of ${where}`)
  const count = sent.match(/^ *- \[[ x]\] +\S/gm)?.length ?? 0
  if (count > max.todos) text.report(`The typed to-dos of ${where}: only the first ${max.todos} of ${count} are listed`)
  return sent
}

/** The server has no trash folder; items in the trash, at any depth, are flagged instead. */
function placeOf(item: Folder | Notebook, folders: Folder[]) {
  const isInFolder = folders.some(({ uuid }) => uuid === item.parent)
  return {
    ...(isInFolder && { parent_uuid: folderUuid(item.parent) }),
    is_trashed: isInTrash(folders, item),
  }
}

/** Folders may be identified by names that aren't uuids. */
export function folderUuid(uuid: string): string {
  return isUuid(uuid) ? uuid : notebookUuidFromPath(`${uuid}/`)
}

function timeOf(name: 'last_modified' | 'last_opened', ms: number) {
  const isSaid = ms > 0 && ms < Date.UTC(10_000, 0)
  return isSaid ? { [name]: new Date(ms).toISOString() } : {}
}

function isNear({ x, y, width, height }: UnitRect): boolean {
  return (
    Math.abs(x) <= max.far && Math.abs(y) <= max.far && [width, height].every((side) => side >= 0 && side <= max.far)
  )
}
