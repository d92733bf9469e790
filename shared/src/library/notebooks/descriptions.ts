// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads what `.content`, `.metadata` and `.pagedata` say about a document.
import type { DocumentFacts, DocumentParts } from '../../core/index.ts'
import type { PlacedFile } from '../files/collected-files.ts'
import { naturalOrder } from '../files/paths.ts'
import { problemFrom } from '../files/source-error.ts'
import { rootUuid } from '../model/tree.ts'
import type { Problem, SourceFile } from '../model/types.ts'
import type { DocumentDraft } from './documents.ts'
import { isUuid } from './identity.ts'

/** The core's functions for reading a library: a Core, or a proxy for one in a worker. */
export interface LibraryCore {
  readDocument(parts: DocumentParts): DocumentFacts | Promise<DocumentFacts>
  /** Number of pages in a `.lines` notebook. */
  countPages(file: Uint8Array): number | Promise<number>
  /** The text typed on a page; "" if there is none. */
  typedText(file: Uint8Array): string | Promise<string>
}

/** The files that a description is read from. */
export interface DescriptionFiles {
  /** Path of the document in the library, without extension. */
  path: string
  content: SourceFile | undefined
  metadata: SourceFile | undefined
  pagedata: SourceFile | undefined
  /** Without extension, in natural order. */
  pageFiles: string[]
}

/** A cache of descriptions, for callers that read a library repeatedly. */
export interface KnownDescriptions {
  /** Undefined if nothing is cached for exactly these files. */
  recall(files: DescriptionFiles): DocumentFacts | undefined
  /** Called only for descriptions that were read completely. */
  keep(files: DescriptionFiles, facts: DocumentFacts): void
}

export interface DescriptionTools {
  core: LibraryCore
  known: KnownDescriptions | undefined
  /** Receives what couldn't be read. */
  problems: Problem[]
}

export interface Description {
  facts: DocumentFacts
  /** True if `.content` is missing or a description is damaged, so that `facts` is incomplete. */
  isGuessed: boolean
}

/** Limit for one description file. Real ones come nowhere near it. */
const maxBytes = 32 * 1024 * 1024

export async function readDescription(draft: DocumentDraft, tools: DescriptionTools): Promise<Description> {
  const { content, metadata, pagedata } = draft
  const pageFiles = [...draft.pages.keys()].sort(naturalOrder)
  if (!content && !metadata) return { facts: defaultFacts(pageFiles), isGuessed: false }
  const files = {
    ...{ path: draft.path, pageFiles },
    ...{ content: content?.file, metadata: metadata?.file, pagedata: pagedata?.file },
  }
  const recalled = tools.known?.recall(files)
  if (recalled) {
    reportProblems(recalled, draft, tools.problems)
    return { facts: recalled, isGuessed: false }
  }
  const before = tools.problems.length
  const parts = {
    content: await bytesOf(content, tools.problems),
    metadata: await bytesOf(metadata, tools.problems),
    pagedata: await bytesOf(pagedata, tools.problems),
    pageFiles,
  }
  const isWhole = tools.problems.length === before
  const description = await readWithCore(parts, draft, tools)
  if (isWhole && !description.isGuessed) tools.known?.keep(files, description.facts)
  return description
}

async function readWithCore(
  parts: DocumentParts,
  draft: DocumentDraft,
  { core, problems }: DescriptionTools,
): Promise<Description> {
  try {
    const facts = await core.readDocument(parts)
    reportProblems(facts, draft, problems)
    const isGuessed = !isJson(parts.content) || (draft.metadata !== undefined && !isJson(parts.metadata))
    return { facts, isGuessed }
  } catch (error) {
    problems.push(problemFrom(pathOf(draft), error))
    return { facts: defaultFacts(parts.pageFiles), isGuessed: true }
  }
}

function pathOf({ content, metadata, path }: DocumentDraft): string {
  return (content ?? metadata)?.path ?? path
}

function reportProblems(facts: DocumentFacts, draft: DocumentDraft, problems: Problem[]): void {
  const path = pathOf(draft)
  for (const detail of facts.problems) problems.push({ path, code: 'bad-description', detail })
  if (facts.orphans.length > 0)
    problems.push({
      path,
      code: 'unknown-file',
      detail: `${facts.orphans.length} of its page files are not in its list of pages and were left out`,
    })
}

function isJson(description: Uint8Array | undefined): boolean {
  try {
    JSON.parse(new TextDecoder().decode(description))
    return true
  } catch {
    return false
  }
}

async function bytesOf(placed: PlacedFile | undefined, problems: Problem[]): Promise<Uint8Array | undefined> {
  if (!placed) return undefined
  if (placed.file.size > maxBytes) {
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

/** Facts about pages without any description. */
function defaultFacts(pageFiles: string[]): DocumentFacts {
  return {
    kind: 'notebook',
    format_version: 0,
    orientation: 'portrait',
    visible_name: '',
    title: '',
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
