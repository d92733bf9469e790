// SPDX-License-Identifier: AGPL-3.0-or-later
// A vault as a folder on disk. Every file is written whole, and none that a person changed since it was read.
import { lstat, mkdir, readdir, readFile, rename, rm, rmdir, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
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
import { CommandError } from '../errors.ts'
import { makeFolder, reason, WriteError, writeWhole } from '../outcome.ts'

/** A longer Markdown file is nobody's note. */
const maxNoteBytes = 20_000_000
/** For what was read of an account. */
const accountFolder = '.rmirror/account'

/** Somebody wrote to the vault at the same time. The next run takes that into account. */
export class ChangedMeanwhile extends CommandError {
  override name = 'ChangedMeanwhile'
}

export interface WriteTools {
  bytesOf(asset: VaultAsset): Promise<Uint8Array>
  /** Called for a picture or PDF that can't be made; it is tried again next time. */
  onAssetFailure(asset: VaultAsset, error: unknown): void
  onWritten(): void
  signal: AbortSignal
}

export class VaultFolder {
  readonly #root: string
  /** Whether the folder was there when it was read. */
  #isRead = false

  constructor(root: string) {
    this.#root = root
  }

  /** Empty if there is no such folder yet. Hidden folders, such as Obsidian's own, are left out. */
  async read(): Promise<VaultFiles> {
    const notes = new Map<string, string>()
    const others: string[] = []
    const status = await stat(this.#root).catch(() => undefined)
    this.#isRead = status !== undefined
    if (status && !status.isDirectory()) throw new CommandError(`${this.#root} is a file. Name a folder.`)
    for (const path of status ? await this.#filesBelow('') : []) {
      const text = path.toLowerCase().endsWith('.md') ? await this.#noteAt(path) : undefined
      if (text === undefined) others.push(path)
      else notes.set(path, text)
    }
    const known = await readFile(this.#at(statePath), 'utf8').catch(() => '')
    const templates = await readFile(this.#at(templatesPath), 'utf8').catch(() => undefined)
    return { notes, others, state: readState(known), templates }
  }

  /** Rejects with a CommandError or a WriteError that says what to do; what is done until then stays. */
  async carryOut(plan: VaultPlan, before: VaultFiles, tools: WriteTools): Promise<void> {
    await makeFolder(this.#root)
    if (before.templates !== undefined) await this.#write(templatesPath, before.templates)
    const expected = new Map(before.notes)
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
    const { assets } = plan.state
    for (const asset of plan.assets) if (!(await this.#writeAsset(asset, tools))) delete assets[asset.path]
    for (const path of plan.deletes) await this.#delete(path, expected.get(path))
    for (const { from } of plan.moves) await this.#removeEmptyFolders(dirname(from))
    await this.#write(statePath, stateText(plan.state))
  }

  /** What was read of an account, for the next run. Without `mayWrite`, nothing is stored. */
  accountCache(mayWrite: boolean): AccountCache {
    const pathOf = (name: string) => `${accountFolder}/${name}.json`
    return {
      read: (name) => readFile(this.#at(pathOf(name)), 'utf8').catch(() => undefined),
      write: async (name, text) => {
        if (!mayWrite) return
        if (!this.#isRead) await makeFolder(this.#root)
        await this.#write(pathOf(name), text)
      },
      remove: async (name) => {
        if (mayWrite) await rm(this.#at(pathOf(name)), { force: true })
      },
    }
  }

  #at(path: string): string {
    return join(this.#root, path)
  }

  async #filesBelow(folder: string): Promise<string[]> {
    const found: string[] = []
    const members = await readdir(this.#at(folder), { withFileTypes: true }).catch((cause: unknown) => {
      throw new CommandError(`${this.#at(folder)} can't be read. Is it yours, and is its disk connected?`, { cause })
    })
    for (const member of members.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (member.name.startsWith('.')) continue
      const path = folder === '' ? member.name : `${folder}/${member.name}`
      if (member.isDirectory()) found.push(...(await this.#filesBelow(path)))
      else found.push(path)
    }
    return found
  }

  /** Undefined for what isn't UTF-8, which writing would damage. */
  async #noteAt(path: string): Promise<string | undefined> {
    const status = await stat(this.#at(path)).catch(() => undefined)
    if (!status?.isFile() || status.size > maxNoteBytes) return undefined
    const bytes = await readFile(this.#at(path)).catch((cause: unknown) => {
      throw new CommandError(`${this.#at(path)} can't be read. Is it yours, and is its disk connected?`, { cause })
    })
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch {
      return undefined
    }
  }

  async #move(from: string, to: string): Promise<void> {
    await this.#makeFolderOf(to)
    const [there, here] = await Promise.all([
      lstat(this.#at(to)).catch(() => undefined),
      lstat(this.#at(from)).catch(() => undefined),
    ])
    // Where case doesn't count, both names are one file.
    if (there && there.ino !== here?.ino) throw this.#changed(to)
    await rename(this.#at(from), this.#at(to)).catch((cause: unknown) => {
      throw new WriteError(`${this.#at(from)} can't be renamed to ${to}: ${reason(cause)}`, { cause })
    })
  }

  /** `expected`: what the file said when it was read; undefined: there was none. */
  async #writeNote(path: string, text: string, expected: string | undefined): Promise<void> {
    await this.#makeFolderOf(path)
    await writeWhole(this.#at(path), async (write) => {
      await write(text)
      if ((await this.#textAt(path)) !== expected) throw this.#changed(path)
    })
  }

  async #writeAsset(asset: VaultAsset, { bytesOf, onAssetFailure, onWritten, signal }: WriteTools): Promise<boolean> {
    signal.throwIfAborted()
    let bytes: Uint8Array
    try {
      bytes = await bytesOf(asset)
    } catch (error) {
      signal.throwIfAborted()
      onAssetFailure(asset, error)
      return false
    }
    await this.#write(asset.path, bytes)
    onWritten()
    return true
  }

  /** Writes nothing if the file has these bytes. */
  async #write(path: string, content: Uint8Array | string): Promise<void> {
    const present = await readFile(this.#at(path)).catch(() => undefined)
    if (present?.equals(typeof content === 'string' ? Buffer.from(content) : content)) return
    await this.#makeFolderOf(path)
    await writeWhole(this.#at(path), (write) => write(content))
  }

  async #delete(path: string, expected: string | undefined): Promise<void> {
    if (expected !== undefined && (await this.#textAt(path)) !== expected) throw this.#changed(path)
    await unlink(this.#at(path)).catch((cause: unknown) => {
      throw new WriteError(`${this.#at(path)} can't be deleted: ${reason(cause)}`, { cause })
    })
    await this.#removeEmptyFolders(dirname(path))
  }

  #textAt(path: string): Promise<string | undefined> {
    return readFile(this.#at(path), 'utf8').catch(() => undefined)
  }

  /** Never the vault itself: if that was moved, it isn't made anew at its old place. */
  async #makeFolderOf(path: string): Promise<void> {
    if (!(await stat(this.#root).catch(() => undefined)))
      throw new CommandError(`${this.#root} is no longer there. Run this again with the place where the vault is now.`)
    const folders = dirname(path).split('/')
    for (let depth = 1; depth <= folders.length; depth++) await this.#makeOne(folders.slice(0, depth).join('/'))
  }

  async #makeOne(folder: string): Promise<void> {
    await mkdir(this.#at(folder)).catch(async (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EEXIST')
        throw new WriteError(`${this.#at(folder)} can't be made: ${reason(cause)}`, { cause })
    })
  }

  async #removeEmptyFolders(folder: string): Promise<void> {
    for (let at = folder; at !== '.' && at !== ''; at = dirname(at)) {
      const isRemoved = await rmdir(this.#at(at)).then(
        () => true,
        () => false,
      )
      if (!isRemoved) return
    }
  }

  #changed(path: string): ChangedMeanwhile {
    return new ChangedMeanwhile(
      `${this.#at(path)} was changed while the vault was written, and is left as it is. Run this again.`,
    )
  }
}
