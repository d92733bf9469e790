// SPDX-License-Identifier: AGPL-3.0-or-later
// The state of a run, for other processes: the status command reads it during a run or afterwards.
import { existsSync } from 'node:fs'
import { compareVersions, isVersion } from '@rmirror/shared/api'
import type { KeptVault, RunState, SourceState } from '@rmirror/shared/local-page'
import type { Source } from '../sources/source.ts'
import { version } from '../version.ts'
import { lockRun } from './lock.ts'
import { Memory } from './memory.ts'
import { pausedUntil } from './pause.ts'
import type { StateFiles } from './state-folder.ts'

const nothing: RunState = {
  ...{ is_running: false, paused_until: null, sources: [], vaults: [], problem: null, last_sync_at: null },
  ...{ notebooks: 0, pages_to_send: 0, unreadable: 0, update: null },
}

export function readRunState(files: StateFiles, now = Date.now()): RunState {
  if (!existsSync(files.memory)) return nothing
  const { memory } = Memory.open(files.memory)
  try {
    return runStateOf(memory, isRunning(files), now)
  } finally {
    memory.close()
  }
}

export function runStateOf(memory: Memory, isRunning: boolean, now = Date.now()): RunState {
  return {
    is_running: isRunning,
    paused_until: pausedUntil(memory, now)?.toISOString() ?? null,
    sources: JSON.parse(memory.fact('sources') ?? '[]') as SourceState[],
    vaults: keptVaults(memory),
    problem: memory.fact('problem') ?? null,
    last_sync_at: memory.fact('synced-at') ?? null,
    ...memory.counts(),
    update: offeredUpdate(memory) ?? null,
  }
}

export function keptVaults(memory: Memory): KeptVault[] {
  return JSON.parse(memory.fact('vaults') ?? '[]') as KeptVault[]
}

/** The version that the server offers, if it is newer than this one. */
export function offeredUpdate(memory: Memory): string | undefined {
  const offered = memory.fact('update-offered')
  return offered !== undefined && isVersion(offered) && compareVersions(offered, version) > 0 ? offered : undefined
}

/** Deletions that weren't announced, because there were too many; the user has to confirm them. */
export function deletionsAsked(memory: Memory): { address: string; gone: number } | null {
  const [, address = '', gone] = /^(.*) (\d+)$/.exec(memory.fact('asked-deletions') ?? '') ?? []
  return gone === undefined || memory.fact('allowed-deletions') !== undefined ? null : { address, gone: Number(gone) }
}

export function isRunning(files: StateFiles): boolean {
  const lock = lockRun(files.lock)
  lock?.[Symbol.dispose]()
  return lock === undefined
}

/** Called after each scan. */
export function noteSources(sources: Source[], unreadableSources: ReadonlyMap<string, string>, memory: Memory): void {
  const states = sources.map(({ kind, address }) => ({
    kind,
    address,
    problem: unreadableSources.get(address) ?? null,
  }))
  memory.setFact('sources', JSON.stringify(states satisfies SourceState[]))
}
