// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes a backup: cuts the files into chunks, seals those that the store lacks, and adds a sealed summary last. If it is
// interrupted, the next run finds the chunks that arrived and goes on.
import { v4 } from 'uuid'
import { forEachConcurrently } from '../api/for-each-concurrently.ts'
import type { SourceFile } from '../library/index.ts'
import { BackupError } from './backup-error.ts'
import { Chunker, type ChunkSizes, chunkSizes } from './chunker.ts'
import { type ChunkEntry, type FileEntry, isSafePath, type Summary, writeContents, writeSummary } from './contents.ts'
import type { Sealer } from './sealer.ts'
import type { BackupStore } from './store.ts'

export interface WriteOptions {
  sealer: Sealer
  store: BackupStore
  /** Of one library; paths are unique. */
  files: readonly SourceFile[]
  /** Of the backup before it, or a later one that was seen: the new one has the next number. */
  lastNumber: number
  origin: string
  /** Milliseconds since 1970. */
  now: number
  signal: AbortSignal
  /** `sent` counts sealed bytes. */
  onProgress?: (progress: { doneFiles: number; sent: number }) => void
  /** A file that can't be read isn't part of the backup. */
  onUnreadable: (file: SourceFile, error: unknown) => void
  sizes?: ChunkSizes
}

export interface WrittenBackup {
  id: string
  summary: Summary
  /** Sealed bytes that were sent; the rest was there. */
  sent: number
}

/** Uploads at a time. */
const concurrency = 4
/** Chunks that are held at a time, and asked for in one request. */
const groupSize = 16
/** A larger file begins and ends a chunk, so that its chunks don't depend on the files around it. */
const alonePart = 4

/** Rejects with a BackupError if there is nothing to back up. */
export async function writeBackup(options: WriteOptions): Promise<WrittenBackup> {
  const id = v4()
  let sent = 0
  // Once more if chunks that were there have been removed since: a run can take longer than a day.
  for (let attempt = 1; ; attempt++) {
    const run = new Run(options)
    const summary = await run.send()
    sent += run.sent
    const { sealer, store, signal } = options
    const sealed = sealer.sealSummary(id, writeSummary(summary))
    if (await store.add({ id, keyId: sealer.key.id, sealed }, run.names, signal)) return { id, summary, sent }
    if (attempt === 3) throw new BackupError('missing')
  }
}

class Run {
  sent = 0
  readonly #options: WriteOptions
  readonly #sizes: ChunkSizes
  readonly #known = new Set<string>()
  readonly #group = new Map<string, Uint8Array>()
  #doneFiles = 0

  constructor(options: WriteOptions) {
    this.#options = options
    this.#sizes = options.sizes ?? chunkSizes
  }

  get names(): string[] {
    return [...this.#known]
  }

  async send(): Promise<Summary> {
    const { files: given, lastNumber, origin, now } = this.#options
    const files: FileEntry[] = []
    const chunks = await this.#sendChunks(this.#cutFiles(files))
    if (files.length === 0 && given.length > 0) throw new BackupError('nothing-readable')
    const text = new TextEncoder().encode(writeContents({ files, chunks }))
    const contents = await this.#sendChunks(this.#cutBytes(text))
    const bytes = files.reduce((sum, { size }) => sum + size, 0)
    return { number: lastNumber + 1, made: now, origin, fileCount: files.length, bytes, contents }
  }

  async *#cutFiles(entries: FileEntry[]): AsyncGenerator<Uint8Array> {
    const { files, sealer, signal, onProgress, onUnreadable } = this.#options
    const chunker = this.#chunker()
    const inOrder = [...files].sort((a, b) => (a.path < b.path ? -1 : 1))
    for (const file of inOrder) {
      signal.throwIfAborted()
      const bytes = await bytesOf(file).catch((error: unknown) => onUnreadable(file, error))
      this.#doneFiles++
      if (!bytes) continue
      const hash = sealer.sodium.to_hex(sealer.sodium.crypto_generichash(16, bytes, null))
      entries.push({ path: file.path, size: bytes.length, modified: Math.max(0, Math.trunc(file.modified)), hash })
      const isAlone = bytes.length >= this.#sizes.min * alonePart
      if (isAlone) yield* rest(chunker)
      yield* chunker.add(bytes)
      if (isAlone) yield* rest(chunker)
      onProgress?.({ doneFiles: this.#doneFiles, sent: this.sent })
    }
    yield* rest(chunker)
  }

  *#cutBytes(bytes: Uint8Array): Generator<Uint8Array> {
    const chunker = this.#chunker()
    yield* chunker.add(bytes)
    yield* rest(chunker)
  }

  #chunker(): Chunker {
    return new Chunker(this.#options.sealer.cutTable(), this.#sizes)
  }

  async #sendChunks(plain: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<ChunkEntry[]> {
    const { sealer } = this.#options
    const entries: ChunkEntry[] = []
    for await (const chunk of plain) {
      const name = sealer.nameOf(chunk)
      entries.push({ name, size: chunk.length })
      if (this.#known.has(name)) continue
      this.#known.add(name)
      this.#group.set(name, chunk)
      if (this.#group.size === groupSize) await this.#sendGroup()
    }
    await this.#sendGroup()
    return entries
  }

  async #sendGroup(): Promise<void> {
    const { sealer, store, signal, onProgress } = this.#options
    if (this.#group.size === 0) return
    const missing = await store.missing([...this.#group.keys()], signal)
    await forEachConcurrently(missing, concurrency, async (name) => {
      signal.throwIfAborted()
      const plain = this.#group.get(name)
      if (!plain) return
      const chunk = sealer.sealChunk(name, plain)
      await store.put(chunk, signal)
      this.sent += chunk.bytes.length
      onProgress?.({ doneFiles: this.#doneFiles, sent: this.sent })
    })
    this.#group.clear()
  }
}

async function bytesOf(file: SourceFile): Promise<Uint8Array> {
  if (!isSafePath(file.path)) throw new BackupError('unsafe-name')
  return file.read()
}

function* rest(chunker: Chunker): Generator<Uint8Array> {
  const chunk = chunker.cut()
  if (chunk) yield chunk
}
