// SPDX-License-Identifier: AGPL-3.0-or-later
// Text to paste into a request for help: the state of the run, without names, addresses, paths or tokens.
import { arch, platform, release } from 'node:os'
import type { Memory } from '../engine/memory.ts'
import { runStateOf } from '../engine/run-state.ts'
import { version } from '../version.ts'
import type { Log } from './log.ts'

interface Watch {
  memory: Memory
  log: Log
  /** Its address. */
  server: string
}

export function diagnosticsOf({ memory, log, server }: Watch): string {
  const run = runStateOf(memory, true)
  const sources = run.sources.map(({ kind, problem }) => (problem ? `${kind} (can't be read)` : kind))
  const rows: [string, string | number][] = [
    ['rMirror', version],
    ['Node', process.version],
    ['System', `${platform()} ${release()} ${arch()}`],
    ['Server', server.startsWith('https:') ? 'https' : 'http'],
    ['Sources', sources.join(', ') || 'none'],
    ['Paused', run.paused_until ? 'yes' : 'no'],
    ['Problem', run.problem ?? 'none'],
    ['Last sync', run.last_sync_at ?? 'never'],
    ['Notebooks and folders', run.notebooks],
    ['Pages to send', run.pages_to_send],
    ['Unreadable', run.unreadable],
    ['Running for', `${Math.round(process.uptime())} s`],
    ['Memory', `${Math.round(process.memoryUsage.rss() / 1_000_000)} MB`],
    ['Events', countsOf(log.counts)],
  ]
  return rows.map(([name, value]) => `${name}: ${value}\n`).join('')
}

function countsOf(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ')
}
