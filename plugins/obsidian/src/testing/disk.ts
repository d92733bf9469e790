// SPDX-License-Identifier: AGPL-3.0-or-later
// The file system below a vault in tests. It survives Obsidian, can ignore case as Windows, macOS and Android do, can be
// full, and can be cut off in the middle of a sync.

interface Entry {
  path: string
  /** Undefined: a folder. */
  bytes: Uint8Array | undefined
  mtime: number
}

export class Disk {
  readonly #isCaseSensitive: boolean
  readonly #entries = new Map<string, Entry>()
  #time = 0
  /** Writes until Obsidian is closed; undefined: it stays open. */
  #writesLeft: number | undefined
  #isFull = false
  #onClosed: () => void = () => undefined
  /** Writes, moves and removals so far. */
  writes = 0

  constructor({ isCaseSensitive = true } = {}) {
    this.#isCaseSensitive = isCaseSensitive
  }

  /** Resolves when Obsidian is closed, which it is before the write after this many. */
  closeAfter(writes: number): Promise<void> {
    this.#writesLeft = writes
    return new Promise((resolve) => {
      this.#onClosed = resolve
    })
  }

  /** Obsidian is opened again. */
  reopen(): void {
    this.#writesLeft = undefined
  }

  fill(isFull = true): void {
    this.#isFull = isFull
  }

  /** The entry, under the spelling that it was made with. */
  entry(path: string): Entry | undefined {
    return this.#entries.get(this.#key(path))
  }

  below(folder: string): Entry[] {
    const start = folder === '' ? '' : `${this.#key(folder)}/`
    return [...this.#entries].flatMap(([key, entry]) => (key.startsWith(start) ? [entry] : []))
  }

  async makeFolder(path: string): Promise<string> {
    await this.#write()
    this.#put(path, undefined)
    return this.#spelled(path)
  }

  /** Returns the path as the file system spells it. Cut off: half of a binary file may have been written. */
  async writeFile(path: string, bytes: Uint8Array, { isTorn = false } = {}): Promise<string> {
    await this.#write(() => {
      if (isTorn) this.#put(path, bytes.slice(0, bytes.byteLength / 2))
    })
    if (this.#isFull) throw new Error('ENOSPC: no space left on device, write')
    this.#put(path, bytes.slice())
    return this.#spelled(path)
  }

  async remove(path: string): Promise<void> {
    await this.#write()
    for (const each of [path, ...this.below(path).map((entry) => entry.path)]) this.#entries.delete(this.#key(each))
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#write()
    const moved = [this.#required(from), ...this.below(from)]
    for (const entry of moved) this.#entries.delete(this.#key(entry.path))
    for (const entry of moved) {
      const path = `${to}${entry.path.slice(from.length)}`
      this.#entries.set(this.#key(path), { ...entry, path })
    }
  }

  /** What a person or another program does, past Obsidian. */
  set(path: string, text: string): void {
    const folders = path.split('/').slice(0, -1)
    for (let depth = 1; depth <= folders.length; depth++) this.#put(folders.slice(0, depth).join('/'), undefined)
    this.#put(path, new TextEncoder().encode(text))
  }

  text(path: string): string {
    return new TextDecoder().decode(this.#required(path).bytes)
  }

  /** Files by path, in hexadecimal if they aren't Markdown. */
  snapshot(): Record<string, string> {
    const files = this.below('').filter(({ bytes }) => bytes !== undefined)
    return Object.fromEntries(
      files
        .toSorted((a, b) => (a.path < b.path ? -1 : 1))
        .map(({ path, bytes = new Uint8Array() }) => [
          path,
          /\.(md|json)$/.test(path) ? new TextDecoder().decode(bytes) : Buffer.from(bytes).toString('hex'),
        ]),
    )
  }

  folders(): string[] {
    return this.below('').flatMap(({ path, bytes }) => (bytes ? [] : [path]))
  }

  #required(path: string): Entry {
    const entry = this.entry(path)
    if (!entry) throw new Error(`ENOENT: no such file or directory, open '${path}'`)
    return entry
  }

  /** Never settles once Obsidian is closed. */
  async #write(tear: () => void = () => undefined): Promise<void> {
    if (this.#writesLeft === 0) {
      tear()
      this.#onClosed()
      await new Promise(() => undefined)
    }
    if (this.#writesLeft !== undefined) this.#writesLeft--
    this.writes++
  }

  #put(path: string, bytes: Uint8Array | undefined): void {
    const known = this.entry(path)
    if (known && bytes === undefined) return
    this.#entries.set(this.#key(path), { path: known?.path ?? this.#spelled(path), bytes, mtime: ++this.#time })
  }

  /** A file in a folder that was made as "Work" is in "Work", also if "work" was asked for. */
  #spelled(path: string): string {
    const at = path.lastIndexOf('/')
    if (at < 0) return this.entry(path)?.path ?? path
    return this.entry(path)?.path ?? `${this.#spelled(path.slice(0, at))}${path.slice(at)}`
  }

  #key(path: string): string {
    return this.#isCaseSensitive ? path : path.toLowerCase()
  }
}
