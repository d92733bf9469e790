// SPDX-License-Identifier: AGPL-3.0-or-later
// A folder of the vault, read and written through Obsidian, so that open notes, links and its index follow. No file is
// written that a person changed since it was read.
import {
  readState,
  statePath,
  stateText,
  templatesPath,
  type VaultAsset,
  type VaultFiles,
  type VaultPlan,
} from '@rmirror/shared/vault'
import type { AccountCache } from '@rmirror/shared/vault/account'
import type { App, TFile } from 'obsidian'

/** A longer Markdown file is nobody's note. */
const maxNoteBytes = 20_000_000

/** Pictures and files that are fetched together. */
const fetchedAhead = 4

/** The end of a name that a note has while its name changes in nothing but case. */
const movingEnd = '.rmirror-moving.md'

export interface WriteTools {
  bytesOf(asset: VaultAsset): Promise<Uint8Array>
  /** Called for a picture or PDF that can't be fetched; it is tried again next time. */
  onAssetFailure(asset: VaultAsset, error: unknown): void
  onWritten(): void
  signal: AbortSignal
}

/** A file isn't as it was when it was read. Nothing is lost: read the vault again and plan anew. */
export class ChangedMeanwhile extends Error {
  override name = 'ChangedMeanwhile'
  readonly path: string

  constructor(path: string) {
    super(`${path} was changed meanwhile`)
    this.path = path
  }
}

/** Obsidian refused to write, such as on a full disk. `cause` is what it said. */
export class WriteFailed extends Error {
  override name = 'WriteFailed'
  readonly path: string

  constructor(path: string, cause: unknown) {
    super(`${path} can't be written`, { cause })
    this.path = path
  }
}

export class VaultFolder {
  readonly #app: Pick<App, 'vault' | 'fileManager'>
  readonly #rootNow: () => string

  /** `root`: "" for the whole vault. A person may rename it at any time. */
  constructor(app: Pick<App, 'vault' | 'fileManager'>, root: () => string) {
    this.#app = app
    this.#rootNow = root
  }

  get #root(): string {
    return this.#rootNow()
  }

  /** Empty if there is no such folder yet. Obsidian lists no hidden files. */
  async read(): Promise<VaultFiles> {
    const notes = new Map<string, string>()
    const others: string[] = []
    const files = this.#app.vault.getFiles().flatMap((file) => {
      const path = this.#pathOf(file.path)
      return path === undefined ? [] : [{ file, path }]
    })
    for (const { file, path } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
      const text = path.toLowerCase().endsWith('.md') ? await this.#noteIn(file) : undefined
      if (text === undefined) others.push(path)
      else notes.set(path, text)
    }
    const state = readState((await this.#readHidden(statePath)) ?? '')
    return { notes, others, state, templates: await this.#readHidden(templatesPath) }
  }

  /** Rejects with ChangedMeanwhile or WriteFailed. What is done until then stays. */
  async carryOut(plan: VaultPlan, before: VaultFiles, tools: WriteTools): Promise<void> {
    const expected = new Map(before.notes)
    if (plan.moves.length + plan.notes.size + plan.assets.length > 0) await this.#makeFolders(this.#root)
    for (const { from, to } of plan.moves) {
      tools.signal.throwIfAborted()
      await this.#move(from, to)
      const text = expected.get(from)
      expected.delete(from)
      if (text !== undefined) expected.set(to, text)
    }
    for (const [path, text] of plan.notes) {
      tools.signal.throwIfAborted()
      await this.#writeNote(path, text, expected.get(path))
      tools.onWritten()
    }
    await this.#writeAssets(plan, tools)
    for (const path of plan.deletes) {
      tools.signal.throwIfAborted()
      await this.#delete(path, expected.get(path))
    }
    for (const { from } of plan.moves) await this.#removeEmptyFolders(from)
    tools.signal.throwIfAborted()
    await this.#writeHidden(statePath, stateText(plan.state))
  }

  /** What was read of an account, for the next sync. It is where the command line keeps it. */
  accountCache(): AccountCache {
    const pathOf = (name: string) => `.rmirror/account/${name}.json`
    return {
      read: (name) => this.#readHidden(pathOf(name)),
      write: (name, text) => this.#writeHidden(pathOf(name), text),
      remove: async (name) => {
        const { adapter } = this.#app.vault
        const path = this.#at(pathOf(name))
        if (await adapter.exists(path)) await adapter.remove(path)
      },
    }
  }

  #at(path: string): string {
    return this.#root === '' ? path : `${this.#root}/${path}`
  }

  /** Undefined for what is elsewhere in the vault. */
  #pathOf(path: string): string | undefined {
    if (this.#root === '') return path
    return path.startsWith(`${this.#root}/`) ? path.slice(this.#root.length + 1) : undefined
  }

  #fileAt(path: string): TFile | null {
    return this.#app.vault.getFileByPath(this.#at(path))
  }

  /** Undefined for what isn't UTF-8, which writing would damage. */
  async #noteIn(file: TFile): Promise<string | undefined> {
    if (file.stat.size > maxNoteBytes) return undefined
    const text = await this.#app.vault.cachedRead(file)
    if (!text.includes('\ufffd')) return text
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(await this.#app.vault.readBinary(file))
      return text
    } catch {
      return undefined
    }
  }

  async #move(from: string, to: string): Promise<void> {
    const file = this.#fileAt(from)
    if (!file) throw new ChangedMeanwhile(from)
    await this.#makeFolderOf(to)
    // Where case doesn't count, both names are one file, and Obsidian finds the new one taken.
    if (from.toLowerCase() === to.toLowerCase()) await this.#rename(file, to.replace(/\.md$/i, movingEnd))
    await this.#rename(file, to)
  }

  async #rename(file: TFile, to: string): Promise<void> {
    if (await this.#app.vault.adapter.exists(this.#at(to))) throw new ChangedMeanwhile(to)
    await this.#app.fileManager.renameFile(file, this.#at(to)).catch((cause: unknown) => {
      throw new WriteFailed(to, cause)
    })
  }

  /** `expected`: what the file said when it was read; undefined: there was none. */
  async #writeNote(path: string, text: string, expected: string | undefined): Promise<void> {
    if (expected === undefined) {
      await this.#create(path, () => this.#app.vault.create(this.#at(path), text))
      return
    }
    const file = this.#fileAt(path)
    if (!file) throw new ChangedMeanwhile(path)
    let isChanged = false
    const change = (present: string) => {
      isChanged = present !== expected
      return isChanged ? present : text
    }
    await this.#app.vault.process(file, change).catch((cause: unknown) => {
      throw new WriteFailed(path, cause)
    })
    if (isChanged) throw new ChangedMeanwhile(path)
  }

  async #create(path: string, create: () => Promise<TFile>): Promise<void> {
    await this.#makeFolderOf(path)
    await create().catch(async (cause: unknown) => {
      // Obsidian may not have noticed yet what another program wrote.
      if (await this.#app.vault.adapter.exists(this.#at(path))) throw new ChangedMeanwhile(path)
      throw new WriteFailed(path, cause)
    })
  }

  /** Fetches a few ahead, because phones wait long for each answer. */
  async #writeAssets({ assets, state }: VaultPlan, tools: WriteTools): Promise<void> {
    const { bytesOf, onAssetFailure, onWritten, signal } = tools
    const fetched: Promise<{ bytes: Uint8Array } | { error: unknown }>[] = []
    const fetchUpTo = (count: number) => {
      for (const asset of assets.slice(fetched.length, count))
        fetched.push(
          bytesOf(asset).then(
            (bytes) => ({ bytes }),
            (error: unknown) => ({ error }),
          ),
        )
    }
    for (const [index, asset] of assets.entries()) {
      signal.throwIfAborted()
      fetchUpTo(index + fetchedAhead)
      const outcome = await fetched[index]
      signal.throwIfAborted()
      // Or all of them would stay in memory.
      delete fetched[index]
      if (outcome && 'bytes' in outcome) {
        await this.#writeBytes(asset.path, outcome.bytes)
        onWritten()
      } else {
        onAssetFailure(asset, outcome?.error)
        delete state.assets[asset.path]
      }
    }
  }

  /** Writes nothing if the file has these bytes. */
  async #writeBytes(path: string, bytes: Uint8Array): Promise<void> {
    const { vault } = this.#app
    const content = bytes.slice().buffer
    const file = this.#fileAt(path)
    if (!file) {
      await this.#create(path, () => vault.createBinary(this.#at(path), content))
      return
    }
    if (isEqual(new Uint8Array(await vault.readBinary(file)), bytes)) return
    await vault.modifyBinary(file, content).catch((cause: unknown) => {
      throw new WriteFailed(path, cause)
    })
  }

  /** Into the trash that the person chose in Obsidian. */
  async #delete(path: string, expected: string | undefined): Promise<void> {
    const { vault, fileManager } = this.#app
    const file = this.#fileAt(path)
    if (!file || (expected !== undefined && (await vault.read(file)) !== expected)) throw new ChangedMeanwhile(path)
    await fileManager.trashFile(file).catch((cause: unknown) => {
      throw new WriteFailed(path, cause)
    })
    await this.#removeEmptyFolders(path)
  }

  async #makeFolderOf(path: string): Promise<void> {
    // The folder of all notes isn't made anew if a person removed it.
    if (this.#root !== '' && !this.#app.vault.getFolderByPath(this.#root)) throw new ChangedMeanwhile(this.#root)
    await this.#makeFolders(this.#at(path).split('/').slice(0, -1).join('/'))
  }

  async #makeFolders(path: string): Promise<void> {
    const names = path.split('/').filter((name) => name !== '')
    for (let depth = 1; depth <= names.length; depth++) await this.#makeFolder(names.slice(0, depth).join('/'))
  }

  async #makeFolder(path: string): Promise<void> {
    const { vault } = this.#app
    if (vault.getFolderByPath(path)) return
    await vault.createFolder(path).catch(async (cause: unknown) => {
      // It may differ in case, or be new to Obsidian.
      const found = await vault.adapter.stat(path)
      if (found?.type !== 'folder') throw new WriteFailed(path, cause)
    })
  }

  async #removeEmptyFolders(path: string): Promise<void> {
    const folders = path.split('/').slice(0, -1)
    for (; folders.length > 0; folders.pop()) {
      const folder = this.#app.vault.getFolderByPath(this.#at(folders.join('/')))
      if (!folder || folder.children.length > 0) return
      // One with hidden files stays.
      const isRemoved = await this.#app.vault.delete(folder).then(
        () => true,
        () => false,
      )
      if (!isRemoved) return
    }
  }

  /** Only the adapter reaches hidden files. */
  async #readHidden(path: string): Promise<string | undefined> {
    const { adapter } = this.#app.vault
    return (await adapter.exists(this.#at(path))) ? adapter.read(this.#at(path)).catch(() => undefined) : undefined
  }

  /** Writes nothing if the file has this text. */
  async #writeHidden(path: string, text: string): Promise<void> {
    if ((await this.#readHidden(path)) === text) return
    const { adapter } = this.#app.vault
    await this.#makeFolders(this.#root)
    const folders = path.split('/').slice(0, -1)
    try {
      for (let depth = 1; depth <= folders.length; depth++) {
        const folder = this.#at(folders.slice(0, depth).join('/'))
        if (!(await adapter.exists(folder))) await adapter.mkdir(folder)
      }
      await adapter.write(this.#at(path), text)
    } catch (cause) {
      throw new WriteFailed(path, cause)
    }
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, index) => byte === b[index])
}
