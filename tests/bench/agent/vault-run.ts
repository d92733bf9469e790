// SPDX-License-Identifier: AGPL-3.0-or-later
// The figures of a vault, by any way to it.
import { median } from '../median.ts'

const unchangedRuns = 3

export interface VaultFigures {
  full: { ms: number; requests: number; files: number; megabytes?: number }
  /** The time is a median; requests and files are the most of any run. */
  unchanged: VaultRun
}

export interface VaultRun {
  ms: number
  requests: number
  written: number
}

/** Several runs in one. */
export async function unchangedRun(run: () => Promise<VaultRun>): Promise<VaultRun> {
  const runs: VaultRun[] = []
  while (runs.length < unchangedRuns) runs.push(await run())
  const most = (name: 'requests' | 'written') => Math.max(...runs.map((each) => each[name]))
  return { ms: median(runs.map((each) => each.ms)), requests: most('requests'), written: most('written') }
}
