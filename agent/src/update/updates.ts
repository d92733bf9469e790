// SPDX-License-Identifier: AGPL-3.0-or-later
// Updates while a watch runs: checked once a day, downloaded during rounds, and started between two of them.
import type { LocalUpdate } from '@rmirror/shared/local-page'
import type { Notify } from '../engine/events.ts'
import type { Memory } from '../engine/memory.ts'
import { offeredUpdate } from '../engine/run-state.ts'
import { CommandError } from '../errors.ts'
import { version } from '../version.ts'
import { commandFor, type Installation } from './installation.ts'
import { findUpdate } from './offer.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { Release } from './release.ts'
import { answerRequest, readRequest, writeRequest } from './update-request.ts'
import type { Versions } from './versions.ts'

export interface UpdateWorld {
  server: string
  memory: Memory
  installation: Installation
  versions: Versions
  /** Install newer versions without asking. */
  isAutomatic: boolean
  /** File for requests of "rmirror update". */
  askFile: string
  notify: Notify
  /** Starts the next round now. */
  wake(): void
  now(): number
}

const dayMs = 24 * 60 * 60_000
/** Delay after a failed check. */
const retryIntervalMs = 60 * 60_000

export class Updates implements AsyncDisposable {
  readonly #world: UpdateWorld
  readonly #ending = new AbortController()
  #busy: Promise<void> | undefined
  #isInstalling = false
  #failedAt = Number.NEGATIVE_INFINITY
  #prepared: Prepared | undefined

  constructor(world: UpdateWorld) {
    this.#world = world
  }

  /** A newer version is installed and waits to be started. */
  get isPrepared(): boolean {
    return this.#prepared !== undefined
  }

  /** Returns what was prepared; the caller disposes of it. */
  take(): Prepared | undefined {
    const prepared = this.#prepared
    this.#prepared = undefined
    return prepared
  }

  /** For the page. */
  get offered(): LocalUpdate | null {
    const { memory, installation, server } = this.#world
    const offered = offeredUpdate(memory)
    if (offered === undefined) return null
    const command = commandFor(installation, offered, server)
    const way = command === undefined ? 'automatic' : 'command'
    return { version: offered, way, ...(command && { command }), is_under_way: this.#isInstalling }
  }

  /** Called before each round. */
  look(): void {
    const { memory, now, installation } = this.#world
    if (this.#busy || this.#prepared || installation.kind === 'checkout' || !installation.key) return
    const checkedAt = Number(memory.fact('update-checked-at') ?? 0)
    if (now() - checkedAt < dayMs && now() >= checkedAt) return
    if (now() - this.#failedAt < retryIntervalMs) return
    this.#do(async () => {
      try {
        const release = await this.#find()
        if (release && this.#mayInstall(release)) await this.#prepare(release)
      } catch (error) {
        this.#failedAt = now()
        // The rounds report that the server can't be reached.
        if (!(error instanceof CommandError)) return
        memory.setFact('update-checked-at', String(now()))
        throw error
      }
      memory.setFact('update-checked-at', String(now()))
    })
  }

  /** Handles a request of a command, if there is one. */
  handleRequests(): void {
    const { askFile } = this.#world
    const asked = readRequest(askFile)
    if (!asked || asked.isReceived || asked.ended) return
    writeRequest(askFile, { ...asked, isReceived: true })
    this.begin()
  }

  /** Starts an update at the user's request. */
  begin(): void {
    if (this.#isInstalling) return
    this.#isInstalling = true
    this.#do(async () => {
      const release = await this.#find()
      if (release) return this.#prepare(release)
      this.#isInstalling = false
      answerRequest(this.#world.askFile, { isWell: true, says: `rMirror ${version} is the newest version.` })
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort(new Error('the watch ends'))
    await this.#busy
    this.take()?.[Symbol.dispose]()
  }

  #do(work: () => Promise<void>): void {
    const done = (this.#busy ?? Promise.resolve())
      .then(() => (this.#prepared ? undefined : work()))
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        if (this.#busy === done) this.#busy = undefined
        if (this.#prepared) this.#world.wake()
      })
    this.#busy = done
  }

  async #find(): Promise<Release | undefined> {
    const { server, installation, versions, memory, notify } = this.#world
    if (installation.kind === 'checkout' || !installation.key) throw new CommandError('This package takes no updates.')
    const release = await findUpdate(server, { key: installation.key, versions, signal: this.#ending.signal })
    if (memory.fact('update-offered') === release?.version) return release
    memory.setFact('update-offered', release?.version)
    if (release) {
      const command = commandFor(installation, release.version, server) ?? 'rmirror update'
      notify({ kind: 'update-offered', version: release.version, command })
    }
    return release
  }

  #mayInstall(release: Release): boolean {
    const { isAutomatic, installation, versions } = this.#world
    if (!isAutomatic || installation.kind !== 'archive' || installation.base === undefined) return false
    return !versions.isRefused(release.version)
  }

  async #prepare(release: Release): Promise<void> {
    const { server, versions, notify } = this.#world
    this.#isInstalling = true
    this.#prepared = await prepare(release, { server, versions, signal: this.#ending.signal })
    notify({ kind: 'updating', version: release.version })
  }

  #fail(error: unknown): void {
    const { notify, askFile } = this.#world
    this.#isInstalling = false
    const reason = error instanceof Error ? error.message : String(error)
    answerRequest(askFile, { isWell: false, says: reason })
    if (!this.#ending.signal.aborted) notify({ kind: 'update-failed', version, reason })
  }
}
