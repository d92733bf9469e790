// SPDX-License-Identifier: AGPL-3.0-or-later
// One vault of a running watch: brings it up to date, reports what was done and what prevents it, each once.
import { setTimeout as wait } from 'node:timers/promises'
import { ApiProblem, NotOurServer, NotReached } from '@rmirror/shared/api'
import type { KeptVault } from '@rmirror/shared/local-page'
import type { VaultFiles } from '@rmirror/shared/vault'
import { CommandError } from '../../errors.ts'
import { ChangedMeanwhile, VaultFolder } from '../../vault/vault-folder.ts'
import { optionsFor, planFor } from '../../vault/vault-options.ts'
import { findingSentence, planSentence } from '../../vault/vault-report.ts'
import type { VaultSource } from '../../vault/vault-source.ts'
import type { Notify } from '../events.ts'
import type { Memory } from '../memory.ts'
import { keptVaults } from '../run-state.ts'

/** A vault that can't be written is tried again after this. */
export const recheckMs = 5 * 60_000
/** After a change, others are likely to follow. */
export const quietMs = 2_000
/** A person may write to the vault at the same time. */
const maxCollisions = 3

export interface KeeperTools {
  /** All vaults of the watch. */
  folders: readonly string[]
  /** Undefined without an account: what is known of the vaults is forgotten with the watch. */
  memory?: Memory
  /** When aborted, nothing new is read. */
  stop: AbortSignal
  /** Aborts writing. */
  signal: AbortSignal
  notify: Notify
  now(): number
}

export const rest = (ms: number, signal: AbortSignal) => wait(ms, undefined, { signal }).catch(() => undefined)

export class VaultKeeper<Source extends VaultSource> {
  problem: string | null = null
  readonly #folder: string
  readonly #tools: KeeperTools
  readonly #isOfAccount: boolean
  readonly #reported = new Set<string>()
  #state: KeptVault

  constructor(folder: string, tools: KeeperTools, { isOfAccount }: { isOfAccount: boolean }) {
    this.#folder = folder
    this.#tools = tools
    this.#isOfAccount = isOfAccount
    const known = tools.memory && keptVaults(tools.memory).find((each) => each.folder === folder)
    this.#state = known ?? { folder, problem: null, updated_at: null, notes: 0, kept: 0 }
  }

  /**
   * Returns the source; undefined if the vault couldn't be written, which is reported. Rejects if the server doesn't
   * answer, and when stopped.
   */
  async update(open: (folder: VaultFolder) => Promise<Source>): Promise<Source | undefined> {
    const { stop, notify } = this.#tools
    try {
      const source = await this.#write(open)
      if (this.problem !== null) notify({ kind: 'vault-back', folder: this.#folder })
      this.problem = null
      return source
    } catch (error) {
      stop.throwIfAborted()
      if (error instanceof ApiProblem || error instanceof NotReached || error instanceof NotOurServer) throw error
      const reason = error instanceof Error ? error.message : String(error)
      if (this.problem !== reason) notify({ kind: 'vault-lost', folder: this.#folder, reason })
      this.problem = reason
      this.#remember({ problem: reason })
      return undefined
    }
  }

  async #write(open: (folder: VaultFolder) => Promise<Source>, collisions = 0): Promise<Source> {
    const { stop, signal, notify, now } = this.#tools
    const folder = new VaultFolder(this.#folder)
    const files = await folder.read()
    this.#refuseToBeginAnew(files)
    const source = await open(folder)
    try {
      const plan = planFor(source.library, files, optionsFor(files, {}))
      await folder.carryOut(plan, files, {
        ...{ bytesOf: source.bytesOf, signal, onWritten: () => undefined },
        onAssetFailure: ({ path }, error) => this.#reportMissing(path, error),
      })
      if (plan.notes.size + plan.assets.length + plan.moves.length + plan.deletes.length > 0)
        notify({ kind: 'vault', folder: this.#folder, says: planSentence(plan, false) })
      for (const finding of plan.findings) this.#report(findingSentence(finding, this.#isOfAccount))
      const kept = plan.findings.filter(({ kind }) => kind === 'changed').length
      const notes = Object.keys(plan.state.notes).length
      this.#remember({ problem: null, updated_at: new Date(now()).toISOString(), notes, kept })
      return source
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || collisions >= maxCollisions) throw error
    } finally {
      await source.close()
    }
    await rest(quietMs, stop)
    stop.throwIfAborted()
    return this.#write(open, collisions + 1)
  }

  /** The place of a disk that isn't connected looks like an empty vault. */
  #refuseToBeginAnew({ notes, others }: VaultFiles): void {
    if (notes.size + others.length > 0 || this.#state.notes === 0) return
    throw new CommandError(
      `it is gone or empty. Is its disk connected? If you emptied it yourself, run "rmirror vault ${this.#folder}" once.`,
    )
  }

  #reportMissing(path: string, error: unknown): void {
    const isOfServer = error instanceof ApiProblem || error instanceof NotReached || error instanceof NotOurServer
    if (isOfServer && !(error instanceof ApiProblem && error.status === 404)) throw error
    this.#report(`${path} can't be made: ${error instanceof Error ? error.message : String(error)}`, true)
  }

  /** Each sentence once. */
  #report(says: string, isTrouble = false): void {
    if (this.#reported.has(says)) return
    this.#reported.add(says)
    this.#tools.notify({ kind: 'vault', folder: this.#folder, says, isTrouble })
  }

  /** Vaults that are no longer kept are forgotten. */
  #remember(facts: Partial<KeptVault>): void {
    const { memory, folders } = this.#tools
    this.#state = { ...this.#state, ...facts }
    if (!memory) return
    const others = keptVaults(memory).filter(({ folder }) => folder !== this.#folder && folders.includes(folder))
    memory.setFact('vaults', JSON.stringify([...others, this.#state]))
  }
}
