// SPDX-License-Identifier: AGPL-3.0-or-later
// Stores newer versions beside the agent's state, so that the installed files are never changed. A launcher starts the
// version named in the file for-BASE, where BASE is the installed version.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareVersions, isVersion } from '@rmirror/shared/api'
import { lockRun } from '../engine/lock.ts'
import { stateFolder } from '../engine/state-folder.ts'
import { writeWhole } from '../outcome.ts'
import { version } from '../version.ts'

/** Names of locks that say which process runs which version. */
const heldBy = (process: number, name: string) => `held-${process}-${name}.lock`
const heldFile = /^held-\d+-(?<name>.+)\.lock$/

export class Versions {
  readonly #folder: string

  constructor(folder = join(stateFolder(process.platform, process.env), 'versions')) {
    this.#folder = folder
  }

  folderOf(name: string): string {
    return join(this.#folder, name)
  }

  /** Folder for an update in progress. Each update first removes what earlier ones left. */
  partFolder(): string {
    const folder = join(this.#folder, `.part-${process.pid}`)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return folder
  }

  /** Allows one update at a time, across processes; undefined while another is in progress. */
  lock(): Disposable | undefined {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    return lockRun(join(this.#folder, 'lock'))
  }

  removeParts(): void {
    for (const name of this.#names()) if (name.startsWith('.part-')) this.#remove(name)
  }

  /** True if some installation starts it. */
  isUsed(name: string): boolean {
    return this.#used().includes(name)
  }

  /** Starts it from the next start on, where `base` is installed. */
  async use(name: string, base: string): Promise<void> {
    await writeWhole(join(this.#folder, `for-${base}`), (write) => write(`${name}\n`))
  }

  /**
   * Keeps it from being removed while this process runs it: a watch of another account may have moved to a newer one.
   */
  hold(name = version): Disposable {
    const file = join(this.#folder, heldBy(process.pid, name))
    const lock = existsSync(this.folderOf(name)) ? lockRun(file) : undefined
    return {
      [Symbol.dispose]: () => {
        lock?.[Symbol.dispose]()
        rmSync(file, { force: true })
      },
    }
  }

  /** Removes versions that no installation starts and no process runs. */
  removeUnused(): void {
    const kept = [...this.#used(), ...this.#held(), version]
    for (const name of this.#names()) if (isVersion(name) && !kept.includes(name)) this.remove(name)
  }

  /** Renames the folder first: a folder that exists is complete. */
  remove(name: string): void {
    if (!existsSync(this.folderOf(name))) return
    const gone = `.part-gone-${name}`
    this.#remove(gone)
    renameSync(this.folderOf(name), join(this.#folder, gone))
    this.#remove(gone)
  }

  /** The version was tried and didn't run well. */
  isRefused(name: string): boolean {
    return existsSync(this.#refusal(name))
  }

  refuse(name: string): void {
    writeFileSync(this.#refusal(name), '')
  }

  accept(name: string): void {
    rmSync(this.#refusal(name), { force: true })
  }

  /** The highest version of all signed offers. */
  highest(): string | undefined {
    return this.#versionIn('highest')
  }

  async recordOffer(name: string): Promise<void> {
    const known = this.highest()
    if (known !== undefined && compareVersions(name, known) <= 0) return
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    await writeWhole(join(this.#folder, 'highest'), (write) => write(`${name}\n`))
  }

  #used(): string[] {
    return this.#names().flatMap((name) => (name.startsWith('for-') ? (this.#versionIn(name) ?? []) : []))
  }

  /** A killed process holds nothing any more. */
  #held(): string[] {
    return this.#names().flatMap((file) => {
      const { name } = heldFile.exec(file)?.groups ?? {}
      if (name === undefined) return []
      const left = lockRun(join(this.#folder, file))
      left?.[Symbol.dispose]()
      if (left) this.#remove(file)
      return left ? [] : [name]
    })
  }

  #versionIn(file: string): string | undefined {
    const path = join(this.#folder, file)
    const text = existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
    return isVersion(text) ? text : undefined
  }

  #names(): string[] {
    return existsSync(this.#folder) ? readdirSync(this.#folder) : []
  }

  #refusal(name: string): string {
    return join(this.#folder, `refused-${name}`)
  }

  #remove(name: string): void {
    rmSync(join(this.#folder, name), { recursive: true, force: true })
  }
}
