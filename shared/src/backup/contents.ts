// SPDX-License-Identifier: AGPL-3.0-or-later
// What a backup says about itself, sealed: its summary, which opens the rest, and its contents, which are chunks
// themselves. The files lie one after the other in the stream that the chunks are cut from.
import { BackupError } from './backup-error.ts'

export interface ChunkEntry {
  name: string
  /** Bytes of the plaintext. */
  size: number
}

export interface FileEntry {
  /** With `/` between folders. */
  path: string
  size: number
  /** Milliseconds since 1970; 0 if unknown. */
  modified: number
  /** BLAKE2b of the bytes, 32 hex digits. */
  hash: string
}

export interface Contents {
  /** In the order of their paths. */
  files: FileEntry[]
  chunks: ChunkEntry[]
}

export interface Summary {
  /** Counts the account's backups, so that an older state can be noticed. */
  number: number
  /** Milliseconds since 1970, by the clock of the computer that made it. */
  made: number
  /** What made it: a computer's name. */
  origin: string
  fileCount: number
  /** Of all files. */
  bytes: number
  contents: ChunkEntry[]
}

export function writeSummary(summary: Summary): string {
  return JSON.stringify({ format: 'rmirror-backup', version: 1, ...summary })
}

/** Throws a BackupError. */
export function parseSummary(text: string): Summary {
  const { format, version, ...summary } = parsed(text) as { format?: unknown; version?: unknown } & Summary
  if (format !== 'rmirror-backup') throw new BackupError('altered')
  if (version !== 1) throw new BackupError('newer-format')
  const { number, made, origin, fileCount, bytes, contents } = summary
  expect([number, made, fileCount, bytes].every(isCount) && typeof origin === 'string')
  expect(Array.isArray(contents) && contents.every(isChunk))
  return summary
}

/** Rows instead of objects: a large library has a hundred thousand files. */
export function writeContents({ files, chunks }: Contents): string {
  return JSON.stringify({
    files: files.map(({ path, size, modified, hash }) => [path, size, modified, hash]),
    chunks: chunks.map(({ name, size }) => [name, size]),
  })
}

/** Throws a BackupError. Paths stay within the folder that they are restored to. */
export function parseContents(text: string): Contents {
  const { files, chunks } = parsed(text) as { files: unknown[][]; chunks: unknown[][] }
  expect(Array.isArray(files) && Array.isArray(chunks) && [...files, ...chunks].every(Array.isArray))
  const contents = {
    files: files.map(([path, size, modified, hash]) => ({ path, size, modified, hash })) as FileEntry[],
    chunks: chunks.map(([name, size]) => ({ name, size })) as ChunkEntry[],
  }
  expect(contents.files.every(isFile) && contents.chunks.every(isChunk))
  expect(new Set(contents.files.map(({ path }) => path)).size === contents.files.length)
  expect(total(contents.files) === total(contents.chunks))
  return contents
}

function total(entries: { size: number }[]): number {
  return entries.reduce((sum, { size }) => sum + size, 0)
}

function parsed(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new BackupError('altered', { cause })
  }
  expect(typeof value === 'object' && value !== null)
  return value
}

function expect(condition: boolean): void {
  if (!condition) throw new BackupError('altered')
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isChunk(entry: ChunkEntry | null): boolean {
  return /^[0-9a-f]{64}$/.test(entry?.name ?? '') && isCount(entry?.size)
}

function isFile({ path, size, modified, hash }: FileEntry): boolean {
  return isSafePath(path) && isCount(size) && isCount(modified) && /^[0-9a-f]{32}$/.test(hash)
}

/** On every system: no way out of the folder, no drive, no name that ends in nothing. */
export function isSafePath(path: unknown): boolean {
  if (typeof path !== 'string' || path.length > 4000 || /[\0\\]|^[a-z]:/i.test(path)) return false
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}
