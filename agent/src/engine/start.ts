// SPDX-License-Identifier: AGPL-3.0-or-later
// Sets up what a run needs; disposing the run closes the memory and the lock.
import { availableParallelism } from 'node:os'
import { type Api, defaultRetryPolicy, type RetryPolicy } from '@rmirror/shared/api'
import { type Connection, connect } from '../account/connection.ts'
import { CommandError, NoSource } from '../errors.ts'
import { openSources, type SourceSettings } from '../sources/index.ts'
import { RenewedCore } from '../workers/core.ts'
import type { Notify } from './events.ts'
import { lockRun } from './lock.ts'
import { Memory } from './memory.ts'
import { settleCopy } from './memory-copy.ts'
import type { RoundTools } from './round.ts'
import { accountOf, type StateFiles, stateFiles } from './state-folder.ts'

export interface Run extends Disposable {
  tools: RoundTools
  files: StateFiles
  connection: Connection
}

/**
 * A watch gives a request up soon, because it waits between its rounds, and reports meanwhile what keeps it. A single
 * sync is followed by no other round.
 */
export const retryPolicies = {
  watch: { ...defaultRetryPolicy, maxAttempts: 3, maxAttemptsUntilFirstAnswer: 1 },
  sync: { ...defaultRetryPolicy, maxAttemptsUntilFirstAnswer: 1 },
} satisfies Record<string, RetryPolicy>
/** How long pages in progress may take once the program is to end. */
const graceMs = 10_000
/** Memory of the program itself and of each thread, as measured on large pages. */
const ownMb = 150
const threadMb = 90

export interface RunOptions {
  server: string | undefined
  retryPolicy: RetryPolicy
  sources: Omit<SourceSettings, 'cache'>
  memoryMb: number
  /** Delete nothing on the server. */
  keepsDeleted: boolean
  signal: AbortSignal
  notify: Notify
  /** A run without sources has something else to do. */
  mayLackSources?: boolean
  /** An older version waits to see whether this one is healthy. */
  isOnTrial?: boolean
}

/** Undefined if another process runs for this account. Rejects with a CommandError if this computer isn't signed in. */
export async function startRun({
  server,
  retryPolicy,
  sources: settings,
  memoryMb,
  keepsDeleted,
  signal,
  notify,
  mayLackSources = false,
  isOnTrial = false,
}: RunOptions): Promise<Run | undefined> {
  const connection = await connect(server, retryPolicy)
  const files = stateFiles(connection.server, accountOf(connection.credential.token))
  const lock = lockRun(files.lock)
  if (!lock) return undefined
  const sources = await openSources({ ...settings, cache: files.cache })
  if (sources.length === 0 && !mayLackSources) {
    lock[Symbol.dispose]()
    throw new NoSource()
  }
  if (!isOnTrial) settleCopy(files.memory)
  const { memory, wasDamaged } = Memory.open(files.memory)
  if (wasDamaged) notify({ kind: 'memory-damaged' })
  const hard = new AbortController()
  signal.addEventListener('abort', () => setTimeout(() => hard.abort(signal.reason), graceMs).unref(), { once: true })
  const threads = Math.max(1, Math.min(availableParallelism(), Math.floor((memoryMb - ownMb) / threadMb)))
  return {
    connection,
    files,
    tools: {
      ...{ sources, memory, threads, keepsDeleted, notify },
      core: new RenewedCore(),
      connect: reconnecting(connection, files, retryPolicy),
      stop: signal,
      signal: hard.signal,
      now: Date.now,
    },
    [Symbol.dispose]() {
      for (const source of sources) source.close?.()
      memory.close()
      lock[Symbol.dispose]()
    },
  }
}

/** Notices a login during the run; a login to another account needs another run. */
function reconnecting(first: Connection, files: StateFiles, retryPolicy: RetryPolicy): () => Promise<Api> {
  let current = first
  return async () => {
    const next = await connect(first.server, retryPolicy)
    const { token } = next.credential
    if (stateFiles(next.server, accountOf(token)).memory !== files.memory)
      throw new CommandError('this computer was signed in to another account. Start "rmirror watch" again.')
    if (token !== current.credential.token) current = next
    return current.api
  }
}
