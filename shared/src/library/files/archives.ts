// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads ZIP archives (`.rmdoc`, `.rmn`, `.zip`) as lists of files, inflated on read. Every archive is treated as
// hostile.
import {
  type Entry,
  ERR_ENCRYPTED,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_SPLIT_ZIP_FILE,
  ERR_UNSUPPORTED_COMPRESSION,
  ERR_UNSUPPORTED_ENCRYPTION,
  type FileEntry,
  Reader,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-native.js'
import type { Problem, SourceFile } from '../model/types.ts'
import type { InflatedArchiveCache } from './archive-cache.ts'
import { joinPath, safeEntryPath } from './paths.ts'
import { SourceError } from './source-error.ts'

const mebibyte = 1024 * 1024

export const archiveLimits = {
  /** Inflated size of one entry. */
  entryBytes: 256 * mebibyte,
  /**
   * Inflated size of everything read from one archive, nested archives included: the larger of this and `totalRatio`
   * times the archive's size.
   */
  totalBytes: 512 * mebibyte,
  totalRatio: 3,
  /** Largest inflation ratio of an entry; no notebook compresses that well. Doesn't apply up to the floor. */
  entryRatio: 300,
  entryRatioFloorBytes: 16 * mebibyte,
  entries: 20_000,
  /** An archive, one inside it, and one inside that. */
  depth: 3,
}

/** Bytes inflated so far from one given archive and those inside it. An entry that is read twice counts once. */
export interface InflateBudget {
  spent: number
  limit: number
}

export function inflateBudget(archive: SourceFile): InflateBudget {
  return { spent: 0, limit: Math.max(archiveLimits.totalBytes, archiveLimits.totalRatio * archive.size) }
}

export function startsLikeArchive(head: Uint8Array): boolean {
  const [p, k, third, fourth] = head
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))
}

export interface ArchiveContents {
  files: SourceFile[]
  problems: Problem[]
}

/**
 * Lists the files of `archive`; their paths begin with `path`. Rejects only when aborted: failures are listed in
 * `problems`.
 */
export async function listArchive(
  archive: SourceFile,
  path: string,
  budget: InflateBudget,
  held: InflatedArchiveCache,
  signal?: AbortSignal,
): Promise<ArchiveContents> {
  const files: SourceFile[] = []
  const problems: Problem[] = []
  const extents: Extent[] = []
  const zip = new ZipReader(new SourceReader(archive, held), {
    useWebWorkers: false,
    strictness: 'tolerant',
    filenameValidation: 'tolerant',
  })
  let seen = 0
  let encrypted = 0
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      signal?.throwIfAborted()
      if (++seen > archiveLimits.entries) {
        problems.push({
          path,
          code: 'archive-too-large',
          detail: `Only the first ${archiveLimits.entries} files of the archive were read`,
        })
        break
      }
      extents.push(extentOf(entry))
      if (entry.directory || entry.symlink) continue
      const entryPath = safeEntryPath(entry.filename)
      if (entryPath === null)
        problems.push({
          path: joinPath(path, entry.filename),
          code: 'unsafe-name',
          detail: 'The path of this file points outside the archive, so it was skipped',
        })
      else if (entry.encrypted) encrypted++
      else files.push(sourceFromEntry(entry, joinPath(path, entryPath), budget))
    }
  } catch (error) {
    signal?.throwIfAborted()
    problems.push({ path, ...describe(error) })
  }
  if (overlap(extents)) {
    const detail = 'Files in the archive overlap, which no honest archive does, so it was left out'
    return { files: [], problems: [{ path, code: 'bad-archive', detail }] }
  }
  if (encrypted > 0)
    problems.push({
      path,
      code: 'encrypted-archive',
      detail: `The archive is password-protected: ${encrypted} of its files can't be read`,
    })
  return { files, problems }
}

/** Byte range of a file in an archive; covers at least its local header, name and compressed content. */
interface Extent {
  start: number
  end: number
}

const localHeaderBytes = 30

function extentOf({ offset, rawFilename, compressedSize }: Entry): Extent {
  return { start: offset, end: offset + localHeaderBytes + rawFilename.length + compressedSize }
}

/**
 * True if entries overlap: then a small archive can expand far beyond its size, because the same bytes are inflated
 * repeatedly.
 */
function overlap(extents: Extent[]): boolean {
  const sorted = extents.toSorted((a, b) => a.start - b.start)
  return sorted.some(({ start }, index) => start < (sorted[index - 1]?.end ?? 0))
}

// A ZIP entry must have a date of 1980 or later. Writers without a date use 1980-00-00 or one of the first days; so
// does zip-writing.ts.
const lastPlaceholderDate = Date.UTC(1980, 0, 3)

function sourceFromEntry(entry: FileEntry, path: string, budget: InflateBudget): SourceFile {
  const modified = entry.lastModDate.getTime()
  let counted = 0
  return {
    path,
    size: entry.uncompressedSize,
    modified: modified > lastPlaceholderDate ? modified : 0,
    read: () =>
      inflate(entry, (length) => {
        const added = Math.max(0, length - counted)
        if (budget.spent + added > budget.limit) return false
        budget.spent += added
        counted += added
        return true
      }),
  }
}

/** `mayGrow` gets the length inflated so far and returns whether the archive's budget allows it. */
async function inflate(entry: FileEntry, mayGrow: (length: number) => boolean): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  let refusal: SourceError | undefined
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      length += chunk.length
      refusal = refuse(entry, length, mayGrow(length))
      if (refusal) throw refusal
      chunks.push(chunk.slice())
    },
  })
  try {
    // Declared sizes aren't trusted; the inflated bytes are counted.
    await entry.getData(sink, { useWebWorkers: false, checkCrc32: true, strictness: 'tolerant' })
  } catch (cause) {
    const { code, detail } = describe(cause, 'corrupt')
    throw refusal ?? (cause instanceof SourceError ? cause : new SourceError(code, detail, { cause }))
  }
  return concatenate(chunks, length)
}

function refuse(entry: FileEntry, length: number, withinTotal: boolean): SourceError | undefined {
  if (length > archiveLimits.entryBytes)
    return new SourceError(
      'archive-too-large',
      `Unpacked, the file is larger than ${archiveLimits.entryBytes / mebibyte} MB`,
    )
  if (length > archiveLimits.entryRatioFloorBytes && length > entry.compressedSize * archiveLimits.entryRatio)
    return new SourceError('archive-too-large', `Unpacked, the file grows more than ${archiveLimits.entryRatio} times`)
  if (!withinTotal) return new SourceError('archive-too-large', 'Unpacked, the archive is too large')
  return undefined
}

function describe(error: unknown, otherwise: Problem['code'] = 'bad-archive'): Omit<Problem, 'path'> {
  if (error instanceof SourceError) return { code: error.code, detail: error.message }
  const reason = error instanceof Error ? error.message : ''
  if ([ERR_ENCRYPTED, ERR_ENCRYPTED_CENTRAL_DIRECTORY, ERR_UNSUPPORTED_ENCRYPTION].includes(reason))
    return { code: 'encrypted-archive', detail: 'The archive is password-protected' }
  if (reason === ERR_SPLIT_ZIP_FILE)
    return { code: 'bad-archive', detail: 'The archive is one part of a split archive' }
  if (reason === ERR_UNSUPPORTED_COMPRESSION)
    return { code: 'bad-archive', detail: "The archive's compression isn't supported" }
  return {
    code: otherwise,
    detail:
      otherwise === 'corrupt' ? 'The file is damaged inside the archive' : "This isn't a ZIP archive, or it's damaged",
  }
}

function concatenate(chunks: Uint8Array[], length: number): Uint8Array {
  const [only] = chunks
  if (only && chunks.length === 1) return only
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** Random access for the ZIP library, so that an archive on disk is never in memory as a whole. */
class SourceReader extends Reader<SourceFile> {
  readonly #file: SourceFile
  readonly #held: InflatedArchiveCache
  constructor(file: SourceFile, held: InflatedArchiveCache) {
    super(file)
    this.#file = file
    this.#held = held
  }
  override async init(): Promise<void> {
    await super.init?.()
    this.size = await this.#held.size(this.#file)
  }
  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return this.#held.range(this.#file, index, Math.min(index + length, this.size))
  }
}
