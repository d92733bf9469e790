// SPDX-License-Identifier: AGPL-3.0-or-later
// A stand-in for Obsidian's Vault and FileManager, with their documented behaviour. It keeps an index, as Obsidian does:
// hidden files aren't in it, and what another program writes is in it only once Obsidian has noticed.
import { StrictAdapter } from './adapter.ts'
import type { Disk } from './disk.ts'
import { checkPath, isHidden, parentOf, setPath, TAbstractFile, TFile, TFolder } from './files.ts'

type Listener = (file: TAbstractFile, oldPath?: string) => void

export class StrictVault {
  readonly adapter: StrictAdapter
  readonly configDir = '.obsidian'
  readonly #disk: Disk
  readonly #root = new TFolder()
  readonly #index = new Map<string, TAbstractFile>()
  readonly #listeners = new Map<string, Set<Listener>>()

  constructor(disk: Disk) {
    this.#disk = disk
    this.adapter = new StrictAdapter(disk)
    setPath(this.#root, '/')
    this.#index.set('/', this.#root)
    this.notice()
  }

  /** What other programs did since. */
  notice(): void {
    const entries = this.#disk.below('').filter(({ path }) => !isHidden(path))
    for (const { path, bytes } of entries.toSorted((a, b) => a.path.length - b.path.length)) {
      const isFile = bytes !== undefined
      if (!this.#index.has(path)) this.#add(isFile ? new TFile() : new TFolder(), path)
      const file = this.#index.get(path)
      if (file instanceof TFile && bytes) file.stat = { ...file.stat, size: bytes.byteLength }
    }
    const present = new Set(entries.map(({ path }) => path))
    for (const [path, file] of this.#index) if (path !== '/' && !present.has(path)) this.#forget(file)
  }

  getName = () => 'Notes'
  getRoot = () => this.#root
  getFiles = () => [...this.#index.values()].filter((file) => file instanceof TFile)

  getFileByPath(path: string): TFile | null {
    const file = this.#index.get(path)
    return file instanceof TFile ? file : null
  }

  getFolderByPath(path: string): TFolder | null {
    const file = this.#index.get(path)
    return file instanceof TFolder ? file : null
  }

  async create(path: string, data: string): Promise<TFile> {
    if (typeof data !== 'string') throw new TypeError('create takes text')
    return this.#create(path, new TextEncoder().encode(data), false)
  }

  async createBinary(path: string, data: ArrayBuffer): Promise<TFile> {
    if (!(data instanceof ArrayBuffer)) throw new TypeError('createBinary takes an ArrayBuffer')
    return this.#create(path, new Uint8Array(data), true)
  }

  async createFolder(path: string): Promise<TFolder> {
    checkPath(path)
    if (this.#disk.entry(path)) throw new Error('Folder already exists.')
    const parent = this.#folderAbove(path)
    const folder = this.#add(new TFolder(), await this.#disk.makeFolder(path), parent)
    return folder
  }

  read = (file: TFile): Promise<string> => this.adapter.read(this.#present(file).path)
  cachedRead = (file: TFile): Promise<string> => this.read(file)
  readBinary = (file: TFile): Promise<ArrayBuffer> => this.adapter.readBinary(this.#present(file).path)

  async process(file: TFile, change: (data: string) => string): Promise<string> {
    // A person can't write between the reading and the writing.
    const text = change(this.#disk.text(this.#present(file).path))
    if (typeof text !== 'string') throw new TypeError('the callback has to return the text')
    if (text !== this.#disk.text(file.path)) await this.#modify(file, new TextEncoder().encode(text), false)
    return text
  }

  async modifyBinary(file: TFile, data: ArrayBuffer): Promise<void> {
    if (!(data instanceof ArrayBuffer)) throw new TypeError('modifyBinary takes an ArrayBuffer')
    await this.#modify(file, new Uint8Array(data), true)
  }

  /** A folder with hidden files goes only by `force`. */
  async delete(file: TAbstractFile, force = false): Promise<void> {
    this.#present(file)
    const inside = this.#disk.below(file.path)
    if (!force && inside.some(({ path }) => isHidden(path))) throw new Error('ENOTEMPTY: directory not empty, rmdir')
    await this.#disk.remove(file.path)
    this.#forget(file)
    this.#tell('delete', file)
  }

  async rename(file: TAbstractFile, to: string): Promise<void> {
    checkPath(to)
    this.#present(file)
    if (this.#disk.entry(to)) throw new Error('Destination file already exists!')
    const parent = this.#folderAbove(to)
    const from = file.path
    await this.#disk.rename(from, to)
    const moved = [...this.#index.values()].filter(({ path }) => path === from || path.startsWith(`${from}/`))
    for (const each of moved) this.#index.delete(each.path)
    for (const each of moved) {
      setPath(each, `${to}${each.path.slice(from.length)}`)
      this.#index.set(each.path, each)
    }
    if (file.parent) file.parent.children = file.parent.children.filter((child) => child !== file)
    file.parent = parent
    parent.children.push(file)
    this.#tell('rename', file, from)
  }

  on(name: string, listener: Listener): { off(): void } {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners.add(listener))
    return { off: () => listeners.delete(listener) }
  }

  async #create(path: string, bytes: Uint8Array, isTorn: boolean): Promise<TFile> {
    checkPath(path)
    if (this.#disk.entry(path)) throw new Error('File already exists.')
    const parent = this.#folderAbove(path)
    const file = this.#add(new TFile(), await this.#disk.writeFile(path, bytes, { isTorn }), parent)
    file.stat = { ...file.stat, size: bytes.byteLength }
    this.#tell('create', file)
    return file
  }

  async #modify(file: TFile, bytes: Uint8Array, isTorn: boolean): Promise<void> {
    await this.#disk.writeFile(this.#present(file).path, bytes, { isTorn })
    file.stat = { ...file.stat, size: bytes.byteLength }
    this.#tell('modify', file)
  }

  #folderAbove(path: string): TFolder {
    const above = parentOf(path)
    const found = this.#index.get(above) ?? this.#index.get(this.#disk.entry(above)?.path ?? '')
    if (!(found instanceof TFolder)) throw new Error(`ENOENT: no such file or directory, open '${path}'`)
    return found
  }

  #present<File extends TAbstractFile>(file: File): File {
    if (!(file instanceof TAbstractFile)) throw new TypeError('files are given as TFile or TFolder, not by path')
    if (!this.#disk.entry(file.path)) throw new Error(`ENOENT: no such file or directory, open '${file.path}'`)
    return file
  }

  #add<File extends TAbstractFile>(file: File, path: string, parent = this.#index.get(parentOf(path))): File {
    setPath(file, path)
    if (parent instanceof TFolder) {
      file.parent = parent
      parent.children.push(file)
    }
    this.#index.set(path, file)
    return file
  }

  #forget(file: TAbstractFile): void {
    this.#index.delete(file.path)
    if (file.parent) file.parent.children = file.parent.children.filter((child) => child !== file)
  }

  #tell(name: string, file: TAbstractFile, oldPath?: string): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(file, oldPath)
  }
}

export class StrictFileManager {
  readonly #vault: StrictVault

  constructor(vault: StrictVault) {
    this.#vault = vault
  }

  /** Links of other notes follow, as Obsidian's preference "Automatically update internal links" has it. */
  async renameFile(file: TAbstractFile, to: string): Promise<void> {
    const from = file.path
    await this.#vault.rename(file, to)
    const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/, '')
    const [old, now] = [nameOf(from), nameOf(to)]
    if (old === now) return
    for (const note of this.#vault.getFiles().filter(({ extension }) => extension === 'md'))
      await this.#vault.process(note, (text) => text.replaceAll(`[[${old}]]`, `[[${now}]]`))
  }

  /** Into the vault's own trash. */
  async trashFile(file: TAbstractFile): Promise<void> {
    const { adapter } = this.#vault
    if (!(await adapter.exists('.trash'))) await adapter.mkdir('.trash')
    if (file instanceof TFile) await adapter.write(`.trash/${file.name}`, await this.#vault.read(file))
    await this.#vault.delete(file, true)
  }
}
