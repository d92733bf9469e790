// SPDX-License-Identifier: AGPL-3.0-or-later
// Opens backups, and restores their files one after the other. Every byte is checked before it is handed out as whole.
import { BackupError } from './backup-error.ts'
import {
  type ChunkEntry,
  type Contents,
  type FileEntry,
  parseContents,
  parseSummary,
  type Summary,
} from './contents.ts'
import { joined, type Sealer } from './sealer.ts'
import type { BackupStore, SealedBackup } from './store.ts'

/** Throws a BackupError. */
export function openBackup(sealer: Sealer, { id, keyId, sealed }: SealedBackup): Summary {
  if (keyId !== sealer.key.id) throw new BackupError('other-key')
  return parseSummary(sealer.openSummary(id, sealed))
}

/** Rejects with a BackupError. */
export async function readContents(
  sealer: Sealer,
  store: BackupStore,
  { contents }: Summary,
  signal: AbortSignal,
): Promise<Contents> {
  const parts: Uint8Array[] = []
  for (const chunk of contents) parts.push(await openedChunk(sealer, store, chunk, signal))
  return parseContents(new TextDecoder().decode(joined(parts)))
}

/** Receives one file: either `end` is called, once its bytes are complete and right, or `abandon`. */
export interface FileWriter {
  write(bytes: Uint8Array): Promise<void>
  end(): Promise<void>
  abandon(): Promise<void>
}

export interface RestoreOptions {
  sealer: Sealer
  store: BackupStore
  signal: AbortSignal
  /** Undefined if the file isn't wanted, or is there already; its bytes aren't fetched then. */
  open: (file: FileEntry) => Promise<FileWriter | undefined>
  onFile?: () => void
}

/** Rejects with a BackupError. */
export async function restoreFiles({ files, chunks }: Contents, options: RestoreOptions): Promise<void> {
  const { open, onFile } = options
  const stream = new ChunkStream(chunks, options)
  let position = 0
  for (const file of files) {
    options.signal.throwIfAborted()
    const writer = await open(file)
    if (writer) {
      try {
        await writeFile(file, stream.range(position, file.size), writer, options.sealer)
      } catch (error) {
        await writer.abandon()
        throw error
      }
    }
    position += file.size
    onFile?.()
  }
}

async function writeFile(
  file: FileEntry,
  parts: AsyncIterable<Uint8Array>,
  writer: FileWriter,
  { sodium }: Sealer,
): Promise<void> {
  const state = sodium.crypto_generichash_init(null, 16)
  for await (const part of parts) {
    sodium.crypto_generichash_update(state, part)
    await writer.write(part)
  }
  if (sodium.to_hex(sodium.crypto_generichash_final(state, 16)) !== file.hash) throw new BackupError('altered')
  await writer.end()
}

/** Chunks that are fetched ahead. */
const ahead = 4

/** The chunks as one stream of bytes, read from its beginning to its end, in which parts can be left out. */
class ChunkStream {
  readonly #chunks: readonly ChunkEntry[]
  readonly #options: RestoreOptions
  /** Position of the first byte of each chunk. */
  readonly #starts: number[] = []
  readonly #fetched = new Map<number, Promise<Uint8Array>>()
  #index = 0

  constructor(chunks: readonly ChunkEntry[], options: RestoreOptions) {
    this.#chunks = chunks
    this.#options = options
    let start = 0
    for (const { size } of chunks) {
      this.#starts.push(start)
      start += size
    }
  }

  async *range(start: number, size: number): AsyncGenerator<Uint8Array> {
    const end = start + size
    for (let at = start; at < end; ) {
      while (this.#endOf(this.#index) <= at) this.#fetched.delete(this.#index++)
      // Of a file that is wanted, all chunks are.
      for (let index = this.#index; index < this.#index + ahead && this.#startOf(index) < end; index++)
        this.#fetch(index)
      const chunk = await this.#fetch(this.#index)
      const offset = at - this.#startOf(this.#index)
      const part = chunk.subarray(offset, offset + end - at)
      if (part.length === 0) throw new BackupError('altered')
      yield part
      at += part.length
    }
  }

  #startOf(index: number): number {
    return this.#starts[index] ?? Number.POSITIVE_INFINITY
  }

  #endOf(index: number): number {
    return this.#startOf(index) + (this.#chunks[index]?.size ?? 0)
  }

  #fetch(index: number): Promise<Uint8Array> {
    const { sealer, store, signal } = this.#options
    const chunk = this.#chunks[index]
    const known = this.#fetched.get(index)
    if (known) return known
    const fetched = chunk ? openedChunk(sealer, store, chunk, signal) : Promise.reject(new BackupError('altered'))
    // It may fail before it is awaited.
    fetched.catch(() => {})
    this.#fetched.set(index, fetched)
    return fetched
  }
}

async function openedChunk(
  sealer: Sealer,
  store: BackupStore,
  { name, size }: ChunkEntry,
  signal: AbortSignal,
): Promise<Uint8Array> {
  return sealer.openChunk({ name, bytes: await store.get(name, signal) }, size)
}
