// SPDX-License-Identifier: AGPL-3.0-or-later
// A document's files become a notebook: its description is read, its pages only listed.
import type { DocumentFacts, DocumentPageFacts, DocumentParts } from '../core/index.ts'
import { type DocumentDraft, filesOf } from './documents.ts'
import { isUuid, notebookUuidFromPath, pageUuidFromName, pageUuidFromNumber } from './identity.ts'
import type { PlacedFile } from './intake.ts'
import { nameParts, naturalOrder } from './paths.ts'
import { problemFrom } from './source-error.ts'
import { rootUuid, trashUuid } from './tree.ts'
import type { Folder, Notebook, PageSource, Problem } from './types.ts'

/** What reading a library asks of the core: a Core, or one in a worker that answers later. */
export interface LibraryCore {
  readDocument(parts: DocumentParts): DocumentFacts | Promise<DocumentFacts>
  /** How many pages a `.lines` notebook holds. */
  countPages(file: Uint8Array): number | Promise<number>
}

export type ReadDraft = { notebook: Notebook; identified: boolean } | { folder: Folder } | { left: number }

/** No `.content` or `.metadata` of a real document comes near; what is larger is not one. */
const maxDescriptionBytes = 32 * 1024 * 1024

export async function readDraft(draft: DocumentDraft, core: LibraryCore): Promise<ReadDraft> {
  const problems: Problem[] = []
  const { facts, isGuessed } = await readFacts(draft, core, problems)
  const stem = nameParts(draft.path).stem
  const identified = isUuid(stem)
  if (facts.kind === 'not_a_notebook') return { left: filesOf(draft).length }
  if (facts.kind === 'folder') return { folder: folderOf(draft, stem, facts) }
  const uuid = identified ? stem.toLowerCase() : notebookUuidFromPath(draft.path)
  const source = (draft.pdf ?? draft.epub)?.file
  const isUnopened = source !== undefined && !draft.lines && isUnlisted(facts)
  const listed = isUnopened ? { ...facts, pages: [] } : facts
  const pages = draft.lines
    ? await listLinesPages(uuid, draft.lines, facts, core, problems)
    : listPages(uuid, draft, listed, problems)
  const notebook: Notebook = {
    uuid,
    name: facts.visible_name || draft.name,
    kind: facts.kind,
    parent: parentOf(facts),
    orientation: facts.orientation,
    lastModified: facts.last_modified || newest(draft),
    lastOpened: facts.last_opened,
    pinned: facts.pinned,
    tags: facts.tags,
    authors: facts.authors,
    pages,
    coverPage: facts.cover_first ? 0 : Math.max(0, Math.min(facts.last_opened_page, pages.length - 1)),
    ...(isGuessed && { isGuessed: true as const }),
    ...(isUnopened && { unopened: 'uncounted' as const }),
    ...(source && { source, sourceKind: draft.pdf ? 'pdf' : 'epub' }),
    problems,
  }
  return { notebook, identified }
}

function folderOf(
  draft: DocumentDraft,
  stem: string,
  { visible_name, last_modified, ...facts }: DocumentFacts,
): Folder {
  return {
    uuid: folderUuid(draft.path, stem),
    name: visible_name || draft.name,
    parent: parentOf(facts),
    ...(last_modified > 0 && { lastModified: last_modified }),
  }
}

function parentOf({ deleted, parent }: Pick<DocumentFacts, 'deleted' | 'parent'>): string {
  return deleted ? trashUuid : normalizeUuid(parent)
}

/** Neither named nor written on: at most somebody stated how many there are. */
function isUnlisted({ pages, deleted_pages }: DocumentFacts): boolean {
  return deleted_pages.length === 0 && pages.every(({ uuid, file }) => uuid === '' && file === '')
}

interface ReadFacts {
  facts: DocumentFacts
  isGuessed: boolean
}

async function readFacts(draft: DocumentDraft, core: LibraryCore, problems: Problem[]): Promise<ReadFacts> {
  const pageFiles = [...draft.pages.keys()].sort(naturalOrder)
  if (!draft.content && !draft.metadata) return { facts: bareFacts(pageFiles), isGuessed: false }
  const path = (draft.content ?? draft.metadata)?.path ?? draft.path
  const parts = {
    content: await readDescription(draft.content, problems),
    metadata: await readDescription(draft.metadata, problems),
    pagedata: await readDescription(draft.pagedata, problems),
    pageFiles,
  }
  try {
    const facts = await core.readDocument(parts)
    for (const detail of facts.problems) problems.push({ path, code: 'bad-description', detail })
    if (facts.orphans.length > 0)
      problems.push({
        path,
        code: 'unknown-file',
        detail: `${facts.orphans.length} of its page files are not in its list of pages and were left out`,
      })
    const isGuessed = !isJson(parts.content) || (draft.metadata !== undefined && !isJson(parts.metadata))
    return { facts, isGuessed }
  } catch (error) {
    problems.push(problemFrom(path, error))
    return { facts: bareFacts(pageFiles), isGuessed: true }
  }
}

function isJson(description: Uint8Array | undefined): boolean {
  try {
    JSON.parse(new TextDecoder().decode(description))
    return true
  } catch {
    return false
  }
}

async function readDescription(placed: PlacedFile | undefined, problems: Problem[]): Promise<Uint8Array | undefined> {
  if (!placed) return undefined
  if (placed.file.size > maxDescriptionBytes) {
    problems.push({ path: placed.path, code: 'too-large', detail: 'This metadata file is too large' })
    return undefined
  }
  try {
    return await placed.file.read()
  } catch (error) {
    problems.push(problemFrom(placed.path, error))
    return undefined
  }
}

/** What is known of pages that nothing describes. */
function bareFacts(pageFiles: string[]): DocumentFacts {
  return {
    kind: 'notebook',
    format_version: 0,
    orientation: 'portrait',
    visible_name: '',
    parent: rootUuid,
    deleted: false,
    pinned: false,
    last_modified: 0,
    last_opened: 0,
    created: 0,
    last_opened_page: 0,
    cover_first: true,
    tags: [],
    authors: [],
    pages: pageFiles.map((stem) => ({
      uuid: isUuid(stem) ? stem : '',
      file: stem,
      template: '',
      source_page: null,
      tags: [],
    })),
    deleted_pages: [],
    orphans: [],
    problems: [],
  }
}

function listPages(notebook: string, draft: DocumentDraft, facts: DocumentFacts, problems: Problem[]): PageSource[] {
  const taken = new Set<string>()
  const pages: PageSource[] = []
  const pictures = new Map(draft.pictures)
  for (const [position, page] of facts.pages.entries()) {
    const number = position + 1
    const uuid = pageUuid(notebook, page, number, taken)
    const placed = page.file === '' ? undefined : draft.pages.get(page.file)
    const layerMetadata = draft.layerMetadata.get(page.file)?.file
    const highlights = (draft.highlights.get(page.uuid) ?? draft.highlights.get(page.file))?.file
    if (placed?.file.size === 0)
      problems.push({ path: placed.path, code: 'empty', detail: `The file of page ${number} is empty` })
    for (const [name, file] of draft.picturesOfPages.get(page.file) ?? []) pictures.set(`${uuid}/${name}`, file)
    pages.push({
      uuid,
      number,
      index: 0,
      ...(placed && { file: placed.file }),
      ...(layerMetadata && { layerMetadata }),
      ...(highlights && { highlights }),
      template: page.template,
      sourcePage: page.source_page,
      tags: page.tags,
    })
  }
  if (pictures.size > 0) for (const page of pages) page.pictures = pictures
  return pages
}

/** `lines-old`: one file for all pages. */
async function listLinesPages(
  notebook: string,
  lines: PlacedFile,
  facts: DocumentFacts,
  core: LibraryCore,
  problems: Problem[],
): Promise<PageSource[]> {
  let count = 0
  try {
    count = await core.countPages(await lines.file.read())
  } catch (error) {
    problems.push(problemFrom(lines.path, error))
  }
  const pages: PageSource[] = []
  for (let index = 0; index < count; index++) {
    const described = facts.pages[index]
    pages.push({
      uuid: pageUuidFromNumber(notebook, index + 1),
      number: index + 1,
      file: lines.file,
      index,
      template: described?.template ?? '',
      sourcePage: described?.source_page ?? null,
      tags: described?.tags ?? [],
    })
  }
  return pages
}

function pageUuid(notebook: string, page: DocumentPageFacts, number: number, taken: Set<string>): string {
  let uuid = page.uuid.toLowerCase()
  if (uuid === '') uuid = pageUuidFromNumber(notebook, number)
  else if (!isUuid(uuid)) uuid = pageUuidFromName(notebook, page.uuid)
  // A list may name a page twice; the second must not overwrite the first wherever pages go by uuid.
  if (taken.has(uuid)) uuid = pageUuidFromName(notebook, `${uuid} again as ${number}`)
  taken.add(uuid)
  return uuid
}

function folderUuid(path: string, stem: string): string {
  return stem === trashUuid ? notebookUuidFromPath(path) : normalizeUuid(stem)
}

function normalizeUuid(text: string): string {
  return isUuid(text) ? text.toLowerCase() : text
}

function newest(draft: DocumentDraft): number {
  return filesOf(draft).reduce((latest, placed) => Math.max(latest, placed.file.modified), 0)
}
