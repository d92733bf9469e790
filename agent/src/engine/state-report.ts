// SPDX-License-Identifier: AGPL-3.0-or-later
// Reports this device's state for the dashboard's list of devices.
import { arch, platform } from 'node:os'
import type { Api } from '@rmirror/shared/api'
import type { Source } from '../sources/source.ts'
import { version } from '../version.ts'
import type { Memory } from './memory.ts'

const systems: Partial<Record<NodeJS.Platform, string>> = { darwin: 'macOS', linux: 'Linux', win32: 'Windows' }
/** Interval while nothing but the time of the last sync changes. */
const everyMs = 10 * 60_000

/** Best effort: a failed report is left for the next call. */
export function stateReporter(
  { sources, memory, now }: { sources: Source[]; memory: Memory; now(): number },
  connect: () => Promise<Api>,
): (problem: string | null) => Promise<void> {
  let reported = ''
  let reportedAt = 0
  return async (problem) => {
    const state = {
      version,
      platform: `${systems[platform()] ?? platform()} (${arch()})`,
      sources: [...new Set(sources.map(({ kind }) => kind))],
      problem,
    }
    if (JSON.stringify(state) === reported && now() - reportedAt < everyMs) return
    try {
      const body = { ...state, last_sync_at: memory.fact('synced-at') ?? null }
      const { response } = await (await connect()).PUT('/api/v1/auth/agent-token/state', { body })
      if (!response.ok) return
      reported = JSON.stringify(state)
      reportedAt = now()
    } catch {
      // Offline.
    }
  }
}
