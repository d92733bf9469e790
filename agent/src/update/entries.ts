// SPDX-License-Identifier: AGPL-3.0-or-later
// What of an archive may be written, and where. A package that was signed has nothing else; one that has is refused.
import { Trouble } from '../errors.ts'

export interface Entry {
  path: string
  kind: 'file' | 'folder' | 'other'
  /** As it is inflated, in bytes. */
  size: number
}

const mostEntries = 20_000
const mostBytes = 1024 * 1024 * 1024

export class Entries {
  readonly #root: string
  /** How many folders lie around what is written. */
  readonly depth: number
  #count = 0
  #bytes = 0
  #problem: string | undefined

  /** `root` is the folder of the archive whose contents are wanted: "rmirror-1.0.0-linux-x64". */
  constructor(root: string) {
    this.#root = root
    this.depth = root.split('/').length
  }

  /** Where it goes; undefined: it isn't wanted. */
  placeOf({ path, kind, size }: Entry): string | undefined {
    const place = this.#judged(path, kind)
    this.#bytes += size
    if (++this.#count > mostEntries || this.#bytes > mostBytes) this.#problem ??= 'it is too large'
    return this.#problem === undefined ? place : undefined
  }

  /** Once all were seen. */
  check(): void {
    if (this.#problem !== undefined)
      throw new Trouble(`The package is refused: ${this.#problem}. Tell whoever runs the server.`)
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
