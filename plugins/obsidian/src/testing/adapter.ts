// SPDX-License-Identifier: AGPL-3.0-or-later
// A stand-in for Obsidian's DataAdapter, with its documented behaviour: it reaches hidden files as well, wants
// normalized paths, and makes no folder that isn't asked for.
import type { Disk } from './disk.ts'
import { checkPath, parentOf } from './files.ts'

export class StrictAdapter {
  readonly #disk: Disk

  constructor(disk: Disk) {
    this.#disk = disk
  }

  /** `sensitive`: whether case counts where the file system ignores it. */
  async exists(path: string, sensitive = false): Promise<boolean> {
    checkPath(path)
    const entry = this.#disk.entry(path)
    return path === '/' || (entry !== undefined && (!sensitive || entry.path === path))
  }

  async stat(path: string) {
    checkPath(path)
    const entry = this.#disk.entry(path)
    if (!entry) return null
    const { bytes, mtime } = entry
    return { type: bytes ? ('file' as const) : ('folder' as const), ctime: 0, mtime, size: bytes?.byteLength ?? 0 }
  }

  async read(path: string): Promise<string> {
    return new TextDecoder().decode(await this.readBinary(path))
  }

  async readBinary(path: string): Promise<ArrayBuffer> {
    checkPath(path)
    const bytes = this.#disk.entry(path)?.bytes
    if (!bytes) throw new Error(`ENOENT: no such file or directory, open '${path}'`)
    return bytes.slice().buffer
  }

  async write(path: string, data: string): Promise<void> {
    if (typeof data !== 'string') throw new TypeError('write takes text')
    await this.#write(path, new TextEncoder().encode(data))
  }

  async mkdir(path: string): Promise<void> {
    checkPath(path)
    this.#requireFolder(parentOf(path))
    await this.#disk.makeFolder(path)
  }

  async remove(path: string): Promise<void> {
    checkPath(path)
    if (!this.#disk.entry(path)?.bytes) throw new Error(`ENOENT: no such file or directory, unlink '${path}'`)
    await this.#disk.remove(path)
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    checkPath(path)
    this.#requireFolder(parentOf(path))
    if (this.#disk.entry(path)?.bytes === undefined && this.#disk.entry(path)) throw new Error(`EISDIR: ${path}`)
    await this.#disk.writeFile(path, bytes, { isTorn: true })
  }

  #requireFolder(path: string): void {
    const entry = this.#disk.entry(path)
    if (path !== '/' && (!entry || entry.bytes)) throw new Error(`ENOENT: no such file or directory, open '${path}'`)
  }
}
