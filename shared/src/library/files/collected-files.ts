// SPDX-License-Identifier: AGPL-3.0-or-later
// Turns the given files into one flat list: opens archives and leaves out files that aren't the tablet's.

import type { Problem, SourceFile } from '../model/types.ts'
import { InflatedArchiveCache } from './archive-cache.ts'
import { archiveLimits, type InflateBudget, inflateBudget, listArchive, startsLikeArchive } from './archives.ts'
import { maxFileBytes, maxPageBytes, maxTemplateBytes, withinLimit } from './file-limits.ts'
import { joinPath, nameParts, tidyPath } from './paths.ts'
import { problemFrom } from './source-error.ts'

export type FileKind =
  | 'page'
  | 'lines'
  | 'content'
  | 'metadata'
  | 'pagedata'
  | 'pdf'
  | 'epub'
  | 'template'
  | 'json'
  | 'picture'

/** A file with its path in one tree of all given files and archives. */
export interface PlacedFile {
  path: string
  kind: FileKind
  file: SourceFile
}

export interface CollectedFiles {
  files: PlacedFile[]
  /** Paths of opened archives; the paths of their entries begin with them. */
  archives: Set<string>
  problems: Problem[]
  ignored: number
}

const kindByExtension: Record<string, FileKind> = {
  rm: 'page',
  lines: 'lines',
  content: 'content',
  metadata: 'metadata',
  pagedata: 'pagedata',
  pdf: 'pdf',
  epub: 'epub',
  template: 'template',
  json: 'json',
  png: 'picture',
  jpg: 'picture',
  jpeg: 'picture',
}
const archiveExtensions = new Set(['rmdoc', 'rmn', 'zip'])
// Found beside documents: caches, and files of the desktop app and of the tablet's own converter.
const foreignFolders = /(^|\/)(__MACOSX|\.git|\.Trashes|\.Spotlight-V100|[^/]*\.(thumbnails|cache|textconversion))\//i
const hiddenFile = /(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini)$/i
const foreignExtensions = new Set(
  'gif webp svg bmp tif tiff heic txt md html htm css js xml local lock tombstone bookm mp4 mov mp3'.split(' '),
)
/** A file of unknown type above this size isn't read just to determine its type. */
const maxPeekBytes = 32 * 1024 * 1024
const headBytes = 43

/** Rejects only when aborted: what can't be read is listed in `problems`. `onFile` is called after each given file. */
export async function collectFiles(
  given: SourceFile[],
  signal: AbortSignal | undefined,
  onFile: () => void,
): Promise<CollectedFiles> {
  const intake: CollectedFiles = { files: [], archives: new Set(), problems: [], ignored: 0 }
  const held = new InflatedArchiveCache()
  const described = describedStems(given.map((file) => file.path))
  for (const file of given) {
    signal?.throwIfAborted()
    await place(file, tidyPath(file.path), { intake, held, described, depth: 0, signal })
    onFile()
  }
  return intake
}

interface Context {
  intake: CollectedFiles
  held: InflatedArchiveCache
  /** Paths, without extension, of all documents that a `.content` or `.metadata` describes. */
  described: Set<string>
  /** Number of archives that contain the file. */
  depth: number
  budget?: InflateBudget
  signal: AbortSignal | undefined
}

async function place(file: SourceFile, path: string, context: Context): Promise<void> {
  const { intake } = context
  const { extension, folder } = nameParts(path)
  const kind = kindByExtension[extension]
  // Pictures belong to a notebook only if they are in the folder of its pages or one level below, in a page's folder.
  const isBesidePages = [folder, nameParts(folder).folder].some((each) => context.described.has(each))
  const isForeign = foreignExtensions.has(extension) || (kind === 'picture' && !isBesidePages)
  if (hiddenFile.test(path) || foreignFolders.test(path) || isForeign) {
    intake.ignored++
    return
  }
  if (kind === 'page' && !context.described.has(folder)) return placeByHead(file, path, context, 'page')
  if (kind) accept(intake, { path, kind, file })
  else await placeByHead(file, path, context, archiveExtensions.has(extension) ? 'archive' : 'unknown')
}

const limits: Partial<Record<FileKind, number>> = { page: maxPageBytes, template: maxTemplateBytes }

/**
 * A file above the limit is kept, so that reading its notebook or page fails and names it instead of treating it as
 * missing.
 */
function accept(intake: CollectedFiles, placed: PlacedFile): void {
  const limit = limits[placed.kind] ?? maxFileBytes
  intake.files.push({ ...placed, file: withinLimit(placed.file, limit) })
}

/** Determines the type of a file by its first bytes, where the name isn't sufficient. */
async function placeByHead(
  file: SourceFile,
  path: string,
  context: Context,
  named: 'page' | 'archive' | 'unknown',
): Promise<void> {
  const { intake } = context
  if (file.size === 0) return placeEmpty(file, path, intake, named)
  if (named === 'unknown' && !file.readRange && file.size > maxPeekBytes)
    return refuse(intake, path, named, 'unknown-file', '')
  let head: Uint8Array
  try {
    head = file.readRange ? await file.readRange(0, headBytes) : (await file.read()).subarray(0, headBytes)
  } catch (error) {
    intake.problems.push(problemFrom(path, error))
    return
  }
  const text = String.fromCharCode(...head)
  if (startsLikeArchive(head)) await openArchive(file, path, context)
  else if (text.startsWith('reMarkable .lines file')) accept(intake, { path, kind: 'page', file })
  else if (text.startsWith('reMarkable lines with')) accept(intake, { path, kind: 'lines', file })
  else if (named === 'archive') refuse(intake, path, named, 'bad-archive', "This isn't a ZIP archive, or it's damaged")
  else refuse(intake, path, named, named === 'page' ? 'not-a-page' : 'unknown-file', "This isn't a reMarkable page")
}

/** An empty file in a folder is a page without ink; an empty file given by itself shows nothing. */
function placeEmpty(file: SourceFile, path: string, intake: CollectedFiles, named: string): void {
  if (named === 'page' && path.includes('/')) intake.files.push({ path, kind: 'page', file })
  else refuse(intake, path, named, 'empty', 'The file is empty')
}

/** Files of unknown type are reported only if they were picked individually. */
function refuse(intake: CollectedFiles, path: string, named: string, code: Problem['code'], detail: string): void {
  if (named !== 'unknown') intake.problems.push({ path, code, detail })
  else if (path.includes('/')) intake.ignored++
  else intake.problems.push({ path, code: 'unknown-file', detail: "This isn't a reMarkable file" })
}

async function openArchive(file: SourceFile, path: string, context: Context): Promise<void> {
  const { intake, held, depth, signal } = context
  if (depth >= archiveLimits.depth) {
    intake.problems.push({
      path,
      code: 'archive-too-deep',
      detail: `This archive is nested more than ${archiveLimits.depth} archives deep`,
    })
    return
  }
  const budget = context.budget ?? inflateBudget(file)
  const { files, problems } = await listArchive(file, path, budget, held, signal)
  intake.archives.add(path)
  intake.problems.push(...problems)
  const described = describedStems(files.map((entry) => entry.path))
  for (const entry of files) {
    signal?.throwIfAborted()
    await place(entry, entry.path, { ...context, budget, described, depth: depth + 1 })
  }
}

function describedStems(paths: string[]): Set<string> {
  const stems = new Set<string>()
  for (const path of paths) {
    const { folder, stem, extension } = nameParts(tidyPath(path))
    if (extension === 'content' || extension === 'metadata') stems.add(joinPath(folder, stem))
  }
  return stems
}
