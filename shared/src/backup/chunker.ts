// SPDX-License-Identifier: AGPL-3.0-or-later
// Cuts a stream of bytes where its content says, so that a change only changes the chunks around it. The rule is that of
// FastCDC: a rolling hash of the last 32 bytes, one shift and one addition per byte.
import { joined } from './sealer.ts'

export interface ChunkSizes {
  min: number
  /** Beyond `min`, in bytes as a power of two. */
  averageBits: number
  max: number
}

const kibibyte = 1024
/** About 1.25 MiB on average: some thousands for a large library. */
export const chunkSizes: ChunkSizes = { min: 256 * kibibyte, averageBits: 20, max: 4096 * kibibyte }

export class Chunker {
  readonly #table: Uint32Array
  readonly #sizes: ChunkSizes
  #parts: Uint8Array[] = []
  #length = 0
  #hash = 0

  /** `table`: 256 numbers, one for each value of a byte. */
  constructor(table: Uint32Array, sizes = chunkSizes) {
    this.#table = table
    this.#sizes = sizes
  }

  /** The chunks that end in `bytes`. */
  *add(bytes: Uint8Array): Generator<Uint8Array> {
    const { min, max, averageBits } = this.#sizes
    const table = this.#table
    const shift = 32 - averageBits
    let start = 0
    let length = this.#length
    let hash = this.#hash
    for (let at = 0; at < bytes.length; at++) {
      hash = ((hash << 1) + (table[bytes[at] as number] as number)) | 0
      length++
      if (length < min || (hash >>> shift !== 0 && length < max)) continue
      this.#parts.push(bytes.subarray(start, at + 1))
      yield this.#take()
      start = at + 1
      length = 0
      hash = 0
    }
    if (start < bytes.length) this.#parts.push(bytes.subarray(start))
    this.#length = length
    this.#hash = hash
  }

  /** Ends the chunk here, whatever its size. Undefined if nothing was added since the last one. */
  cut(): Uint8Array | undefined {
    return this.#length > 0 ? this.#take() : undefined
  }

  #take(): Uint8Array {
    const chunk = joined(this.#parts)
    this.#parts = []
    this.#length = 0
    this.#hash = 0
    return chunk
  }
}
