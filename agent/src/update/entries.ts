// SPDX-License-Identifier: AGPL-3.0-or-later
// Decides which entries of an archive may be written, and where. A signed package has no others; an archive that has is
// refused.
import { CommandError } from '../errors.ts'

export interface Entry {
  path: string
  kind: 'file' | 'folder' | 'other'
  /** Uncompressed, in bytes. */
  size: number
}

const maxEntries = 20_000
const maxBytes = 1024 * 1024 * 1024

export class Entries {
  readonly #root: string
  /** Number of folders around what is written. */
  readonly depth: number
  #count = 0
  #bytes = 0
  #problem: string | undefined

  /** `root` is the archive's folder whose contents are wanted: "rmirror-1.0.0-linux-x64". */
  constructor(root: string) {
    this.#root = root
    this.depth = root.split('/').length
  }

  /** Path to write to; undefined if the entry isn't wanted. */
  placeOf({ path, kind, size }: Entry): string | undefined {
    const place = this.#judged(path, kind)
    this.#bytes += size
    if (++this.#count > maxEntries || this.#bytes > maxBytes) this.#problem ??= 'it is too large'
    return this.#problem === undefined ? place : undefined
  }

  /** Call once all entries were seen. Throws a CommandError if the archive is refused. */
  check(): void {
    if (this.#problem !== undefined)
      throw new CommandError(`The package is refused: ${this.#problem}. Tell whoever runs the server.`)
  }

  #judged(path: string, kind: Entry['kind']): string | undefined {
    const words = path.replace(/\/$/, '').split('/')
    const isSafe = words.every((word) => word !== '' && word !== '.' && word !== '..' && !/[\\:\0]/.test(word))
    if (!isSafe) this.#problem ??= 'a file in it would lie elsewhere'
    const inside = `${words.join('/')}/`
    if (!inside.startsWith(`${this.#root}/`) || inside === `${this.#root}/`) return undefined
    if (kind === 'other') this.#problem ??= 'it has a link or a device'
    return words.slice(this.depth).join('/')
  }
}
