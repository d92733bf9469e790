// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps vaults up to date with the account while a watch runs: after each change there, and every hour for what happened
// in the vault. Failures are retried and end nothing.
import { type Api, ApiProblem, type Change, ChangesForgotten, changesSince } from '@rmirror/shared/api'
import { type AccountSource, vaultFromAccount } from '../../vault/from-account.ts'
import { Backoff } from '../backoff.ts'
import { pausedUntil } from '../pause.ts'
import type { RoundTools } from '../round.ts'
import { quietMs, recheckMs, rest, VaultKeeper } from './vault-keeper.ts'

const hourMs = 60 * 60_000

const shown: ReadonlySet<Change['kind']> = new Set(['notebook', 'page', 'highlight', 'todo'])

export interface VaultTools extends Pick<RoundTools, 'connect' | 'memory' | 'stop' | 'signal' | 'notify' | 'now'> {
  folders: readonly string[]
}

/** Resolves when `stop` is aborted. */
export async function keepVaults(tools: VaultTools): Promise<void> {
  const { folders, connect, memory, stop, now } = tools
  if (folders.length === 0) return
  const vaults = folders.map((folder) => new VaultKeeper<AccountSource>(folder, tools, { isOfAccount: true }))
  const backoff = new Backoff()
  while (!stop.aborted)
    try {
      const api = await connect()
      let cursor: string | undefined
      const isPaused = pausedUntil(memory, now()) !== undefined
      for (const vault of isPaused ? [] : vaults) {
        const source = await vault.update((folder) => vaultFromAccount(api, { folder, mayWrite: true, signal: stop }))
        cursor = source?.cursor ?? cursor
      }
      backoff.succeeded()
      const isWell = !isPaused && vaults.every(({ problem }) => problem === null)
      await changeAfter(cursor, isWell ? hourMs : recheckMs, api, tools)
    } catch (error) {
      if (stop.aborted) return
      // The rounds report what keeps them from the server.
      await rest(backoff.failed(error instanceof ApiProblem ? error.retryAfterMs : 0), stop)
    }
}

/** Resolves after a change of the library, and after this time at the latest. */
async function changeAfter(cursor: string | undefined, maxMs: number, api: Api, tools: VaultTools): Promise<void> {
  const { stop, now } = tools
  if (cursor === undefined) return rest(maxMs, stop)
  const until = now() + maxMs
  try {
    for await (const { items } of changesSince({ api, since: cursor, signal: stop })) {
      if (items.some(({ kind }) => shown.has(kind))) return rest(quietMs, stop)
      if (now() >= until) return
    }
  } catch (error) {
    if (!(error instanceof ChangesForgotten)) throw error
  }
}
