// SPDX-License-Identifier: AGPL-3.0-or-later
// Caches inflated archives that are inside archives; without it, each page read from one would inflate it again.

import type { SourceFile } from '../model/types.ts'
import { refuseTooLarge } from './file-limits.ts'

const cacheBytes = 128 * 1024 * 1024

/** Reads ranges of files. Evicts the least recently used files above 128 MiB; a larger file is cached alone. */
export class InflatedArchiveCache {
  readonly #held = new Map<SourceFile, Promise<Uint8Array>>()
  readonly #sizes = new Map<SourceFile, number>()

  async range(file: SourceFile, start: number, end: number): Promise<Uint8Array> {
    refuseTooLarge(end - start)
    if (file.readRange) return file.readRange(start, end)
    return (await this.#all(file)).subarray(start, end)
  }

  /** The true size; the size that an archive states for an entry may be false. */
  async size(file: SourceFile): Promise<number> {
    return file.readRange ? file.size : (await this.#all(file)).length
  }

  async #all(file: SourceFile): Promise<Uint8Array> {
    const bytes = this.#held.get(file) ?? file.read()
    this.#held.delete(file)
    this.#held.set(file, bytes)
    try {
      this.#sizes.set(file, (await bytes).length)
    } catch (error) {
      this.#drop(file)
      throw error
    }
    this.#makeRoom(file)
    return bytes
  }

  #makeRoom(keep: SourceFile): void {
    let total = 0
    for (const size of this.#sizes.values()) total += size
    for (const file of this.#held.keys()) {
      if (total <= cacheBytes) return
      if (file === keep) continue
      total -= this.#sizes.get(file) ?? 0
      this.#drop(file)
    }
  }

  #drop(file: SourceFile): void {
    this.#held.delete(file)
    this.#sizes.delete(file)
  }
}
