// SPDX-License-Identifier: AGPL-3.0-or-later
// The notes that a library asks for: one for each notebook, or one for each page.
import { isUuid, markdownLine, markdownTags, modifiedAt, pageFileName, safeFileName } from '../library/index.ts'
import { documentIn, pagePart, topOf, topOfPage, writtenDocumentIn, writtenNotePart } from './note-text.ts'
import { topId, type WantedPart } from './parts.ts'
import type { Properties } from './properties.ts'
import { templatedName, templatedProperties } from './templated.ts'
import type { VaultLibrary, VaultNotebook, VaultOptions, VaultPage } from './types.ts'

export interface WantedNote {
  /** The uuid of the notebook, or those of notebook and page. */
  id: string
  notebook: VaultNotebook
  /** Its file name without the extension, as long as no other note has it. */
  name: string
  /** It is about a single page, and in a folder of its notebook's name. */
  isOfPage?: boolean
  properties: Properties
  parts: WantedPart[]
  /** The part's page. */
  pageOf(part: string): VaultPage | undefined
  /** The document in a part that a person changed. */
  documentIn(part: string, theirs: string): string | null
}

type Look = Pick<VaultOptions, 'per' | 'withPictures' | 'templates'>

export function wantedNotes({ notebooks }: Pick<VaultLibrary, 'notebooks'>, look: Look): WantedNote[] {
  const shown = notebooks.filter(({ isTrashed }) => !isTrashed)
  for (const uuid of shown.flatMap((notebook) => [notebook.uuid, ...notebook.pages.map((page) => page.uuid)]))
    if (!isUuid(uuid)) throw new TypeError(`"${uuid}" is not a UUID`)
  return shown.flatMap((notebook) => {
    if (notebook.isNote) return notebook.pages.slice(0, 1).map((page) => writtenNote(notebook, page, look))
    if (look.per === 'notebook') return [notebookNote(notebook, look)]
    return notebook.pages.map((page) => pageNote(notebook, page, look))
  })
}

/** Whether a note's id is one of this kind. */
export function isPerPage(id: string): boolean {
  return id.includes('/')
}

function notebookNote(notebook: VaultNotebook, look: Look): WantedNote {
  const { uuid, name, pages, tags } = notebook
  const heading = (page: VaultPage) => `## Page ${page.number}`
  const pageOf = (part: string) => pages.find((page) => page.uuid === part)
  return {
    id: uuid,
    notebook,
    name: obsidianName(templatedName(look.templates, notebook) ?? name),
    properties: propertiesOf(
      notebook,
      { uuid, title: name, tags: [...tags, ...pages.flatMap((page) => page.tags)] },
      look,
    ),
    parts: [
      { id: topId, text: topOf(notebook, look) },
      ...pages.map((page) => pagePart(notebook, page, heading(page), look)),
    ],
    pageOf,
    documentIn(part, theirs) {
      const page = pageOf(part)
      return page ? documentIn(theirs, notebook, page, heading(page), look) : null
    },
  }
}

function pageNote(notebook: VaultNotebook, page: VaultPage, look: Look): WantedNote {
  const title = `${notebook.name}, page ${page.number}`
  const heading = `# ${markdownLine(title)}`
  const pageName = pageFileName(page.number, '', notebook.pages.length).replace('.', '')
  const templated = templatedName(look.templates, notebook, { name: pageName, number: page.number })
  return {
    id: `${notebook.uuid}/${page.uuid}`,
    notebook,
    // Of a name that is too long, the number stays.
    name: templated === undefined ? `${obsidianName(notebook.name)} ${pageName}` : obsidianName(templated),
    isOfPage: true,
    properties: propertiesOf(notebook, { uuid: page.uuid, title, tags: [...notebook.tags, ...page.tags] }, look),
    parts: [{ id: topId, text: topOfPage }, pagePart(notebook, page, heading, look)],
    pageOf: (part) => (part === page.uuid ? page : undefined),
    documentIn: (part, theirs) => (part === page.uuid ? documentIn(theirs, notebook, page, heading, look) : null),
  }
}

function writtenNote(notebook: VaultNotebook, page: VaultPage, look: Look): WantedNote {
  const { uuid, name, tags } = notebook
  return {
    id: uuid,
    notebook,
    name: obsidianName(templatedName(look.templates, notebook) ?? name),
    properties: propertiesOf(notebook, { uuid, title: name, tags: [...tags, ...page.tags] }, look),
    parts: [{ id: topId, text: writtenNotePart(notebook, page, look) }],
    pageOf: (part) => (part === topId ? page : undefined),
    documentIn: (part, theirs) => (part === topId ? writtenDocumentIn(theirs, notebook, page, look) : null),
  }
}

/** Obsidian can't link to names with "#", "^", "[" and "]". */
export function obsidianName(name: string): string {
  return safeFileName(name.replace(/[#^[\]]/g, ' '))
}

function propertiesOf(
  whole: VaultNotebook,
  { uuid, title, tags }: { uuid: string; title: string; tags: string[] },
  { templates }: Look,
): Properties {
  const { uuid: notebook, name, folders, modified, isNote } = whole
  const known = [...new Set(markdownTags(tags))]
  const time = modifiedAt(modified)
  const usual = new Map<string, string | string[]>([
    ['uuid', uuid],
    ...(uuid === notebook ? [] : [['notebook', notebook] as const]),
    ['title', title],
    ['path', [...folders, name].join('/')],
    ...(known.length > 0 ? [['tags', known] as const] : []),
    ...(time === null ? [] : [['modified', time] as const]),
    ['source', isNote ? 'rMirror' : 'reMarkable'],
  ])
  return templatedProperties(templates, whole, usual)
}
