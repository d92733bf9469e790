// SPDX-License-Identifier: AGPL-3.0-or-later
// Turns a document's files into a notebook: reads its description and lists its pages. Opens the first page only to
// find a name if no description states one.
import type { DocumentFacts, DocumentPageFacts } from '../../core/index.ts'
import type { PlacedFile } from '../files/collected-files.ts'
import { nameParts } from '../files/paths.ts'
import { problemFrom } from '../files/source-error.ts'
import { trashUuid } from '../model/tree.ts'
import type { Folder, Notebook, PageSource, Problem, SourceFile } from '../model/types.ts'
import { type KnownDescriptions, type LibraryCore, readDescription } from './descriptions.ts'
import { type DocumentDraft, filesOf } from './documents.ts'
import { isUuid, notebookUuidFromPath, pageUuidFromName, pageUuidFromNumber } from './identity.ts'
import { nameOf } from './naming.ts'
import type { Template } from './templates.ts'

export type ReadDraft =
  | { notebook: Notebook; identified: boolean }
  | { folder: Folder }
  | { template: Template | undefined; left: number }

export async function readDraft(
  draft: DocumentDraft,
  core: LibraryCore,
  known: KnownDescriptions | undefined,
): Promise<ReadDraft> {
  const problems: Problem[] = []
  const { facts, isGuessed } = await readDescription(draft, { core, known, problems })
  const stem = nameParts(draft.path).stem
  const identified = isUuid(stem)
  if (isTemplate(draft, facts)) return { template: templateOf(draft, stem, facts), left: filesOf(draft).length }
  if (facts.kind === 'folder') return { folder: folderOf(draft, stem, facts) }
  const uuid = identified ? stem.toLowerCase() : notebookUuidFromPath(draft.path)
  const source = (draft.pdf ?? draft.epub)?.file
  const isUnopened = source !== undefined && !draft.lines && isUnlisted(facts)
  const listed = isUnopened ? { ...facts, pages: [] } : facts
  const pages = draft.lines
    ? await listLinesPages(uuid, draft.lines, facts, core, problems)
    : listPages(uuid, draft, listed)
  // A damaged description may state a name once it is complete again.
  const isNameless = facts.visible_name === '' && !isGuessed
  const notebook: Notebook = {
    uuid,
    name: facts.visible_name || (isNameless ? await nameOf(draft, pages[0]?.file, core) : draft.name),
    kind: facts.kind,
    parent: parentOf(facts),
    orientation: facts.orientation,
    lastModified: facts.last_modified || newest(draft),
    lastOpened: facts.last_opened,
    pinned: facts.pinned,
    tags: facts.tags,
    authors: facts.authors,
    ...(facts.title && { title: facts.title }),
    pages,
    coverPage: facts.cover_first ? 0 : Math.max(0, Math.min(facts.last_opened_page, pages.length - 1)),
    ...(isGuessed && { isGuessed: true as const }),
    ...(isNameless && { isNameless: true as const }),
    ...(isUnopened && { unopened: 'uncounted' as const }),
    ...(source && { source, sourceKind: draft.pdf ? 'pdf' : 'epub' }),
    ...(draft.pdf && draft.epub && { book: draft.epub.file }),
    problems,
  }
  return { notebook, identified }
}

/** As stated in `.metadata`; without one, a `.template` file decides. */
function isTemplate({ metadata, template }: DocumentDraft, { kind }: DocumentFacts): boolean {
  return kind === 'not_a_notebook' || (template !== undefined && !metadata)
}

function templateOf(
  { template, name }: DocumentDraft,
  stem: string,
  { visible_name, last_modified }: DocumentFacts,
): Template | undefined {
  if (!template) return undefined
  const { file } = template
  return { id: stem, name: visible_name || name, lastModified: last_modified || file.modified, file }
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

/** True if no page has a uuid or a file; at most a page count is stated. */
function isUnlisted({ pages, deleted_pages }: DocumentFacts): boolean {
  return deleted_pages.length === 0 && pages.every(({ uuid, file }) => uuid === '' && file === '')
}

/**
 * Undefined for a page without ink: the tablet writes its file only when the page is first written on, and until then
 * often keeps one of 0 bytes (86 of 194 on a Paper Pro with 3.27).
 */
function inkOf(file: SourceFile | undefined): SourceFile | undefined {
  return file?.size === 0 ? undefined : file
}

function listPages(notebook: string, draft: DocumentDraft, facts: DocumentFacts): PageSource[] {
  const taken = new Set<string>()
  const pages: PageSource[] = []
  const pictures = new Map(draft.pictures)
  for (const [position, page] of facts.pages.entries()) {
    const number = position + 1
    const uuid = pageUuid(notebook, page, number, taken)
    const file = inkOf(draft.pages.get(page.file)?.file)
    const layerMetadata = draft.layerMetadata.get(page.file)?.file
    const highlights = (draft.highlights.get(page.uuid) ?? draft.highlights.get(page.file))?.file
    for (const [name, file] of draft.picturesOfPages.get(page.file) ?? []) pictures.set(`${uuid}/${name}`, file)
    pages.push({
      uuid,
      number,
      index: 0,
      ...(file && { file }),
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

/** `lines-old`: one file holds all pages. */
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
  // A list may name a page twice; the second must not overwrite the first where pages are keyed by uuid.
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
