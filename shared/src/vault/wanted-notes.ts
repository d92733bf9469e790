// SPDX-License-Identifier: AGPL-3.0-or-later
// The notes that a library asks for: one for each notebook, or one for each page.
import { isUuid, markdownLine, markdownTags, modifiedAt, pageFileName } from '../library/index.ts'
import { documentIn, pagePart, topOf, writtenDocumentIn, writtenNotePart } from './note-text.ts'
import { topId, type WantedPart } from './parts.ts'
import type { Properties } from './properties.ts'
import type { VaultLibrary, VaultNotebook, VaultOptions, VaultPage } from './types.ts'

export interface WantedNote {
  /** The uuid of the notebook, or those of notebook and page. */
  id: string
  notebook: VaultNotebook
  /** Of a note about a single page: its file name within its notebook's folder, without the extension. */
  pageName?: string
  properties: Properties
  parts: WantedPart[]
  /** The part's page. */
  pageOf(part: string): VaultPage | undefined
  /** The document in a part that a person changed. */
  documentIn(part: string, theirs: string): string | null
}

type Look = Pick<VaultOptions, 'per' | 'withPictures'>

export function wantedNotes({ notebooks }: Pick<VaultLibrary, 'notebooks'>, look: Look): WantedNote[] {
  const shown = notebooks.filter(({ isTrashed }) => !isTrashed)
  for (const uuid of shown.flatMap((notebook) => [notebook.uuid, ...notebook.pages.map((page) => page.uuid)]))
    if (!isUuid(uuid)) throw new TypeError(`"${uuid}" is not a UUID`)
  return shown.flatMap((notebook) => {
    if (notebook.isNote) return notebook.pages.slice(0, 1).map((page) => writtenNote(notebook, page))
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
    properties: propertiesOf(notebook, { uuid, title: name, tags: [...tags, ...pages.flatMap((page) => page.tags)] }),
    parts: [{ id: topId, text: topOf(name) }, ...pages.map((page) => pagePart(notebook, page, heading(page), look))],
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
  return {
    id: `${notebook.uuid}/${page.uuid}`,
    notebook,
    pageName: pageFileName(page.number, '', notebook.pages.length).replace('.', ''),
    properties: propertiesOf(notebook, { uuid: page.uuid, title, tags: [...notebook.tags, ...page.tags] }),
    parts: [{ id: topId, text: topOf(undefined) }, pagePart(notebook, page, heading, look)],
    pageOf: (part) => (part === page.uuid ? page : undefined),
    documentIn: (part, theirs) => (part === page.uuid ? documentIn(theirs, notebook, page, heading, look) : null),
  }
}

function writtenNote(notebook: VaultNotebook, page: VaultPage): WantedNote {
  const { uuid, name, tags } = notebook
  return {
    id: uuid,
    notebook,
    properties: propertiesOf(notebook, { uuid, title: name, tags: [...tags, ...page.tags] }),
    parts: [{ id: topId, text: writtenNotePart(notebook, page) }],
    pageOf: (part) => (part === topId ? page : undefined),
    documentIn: (part, theirs) => (part === topId ? writtenDocumentIn(theirs, notebook, page) : null),
  }
}

function propertiesOf(
  { uuid: notebook, name, folders, modified, isNote }: VaultNotebook,
  { uuid, title, tags }: { uuid: string; title: string; tags: string[] },
): Properties {
  const known = [...new Set(markdownTags(tags))]
  const time = modifiedAt(modified)
  return new Map<string, string | string[]>([
    ['uuid', uuid],
    ...(uuid === notebook ? [] : [['notebook', notebook] as const]),
    ['title', title],
    ['path', [...folders, name].join('/')],
    ...(known.length > 0 ? [['tags', known] as const] : []),
    ...(time === null ? [] : [['modified', time] as const]),
    ['source', isNote ? 'rMirror' : 'reMarkable'],
  ])
}
