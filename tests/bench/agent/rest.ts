// SPDX-License-Identifier: AGPL-3.0-or-later
// What a process costs while it has nothing to do.
import { setTimeout as wait } from 'node:timers/promises'
import { memoryOf } from '../../world/memory.ts'
import { processorSeconds } from '../../world/processor-time.ts'

export interface Rest {
  /** Of one processor, all threads together. */
  percent: number
  /** The most of all seconds. */
  megabytes: number
}

const mostSecondsUntilRest = 60

/** Resolves once it used no processor time for a second. */
export async function untilRest(pid: number): Promise<void> {
  for (let second = 0; second < mostSecondsUntilRest; second++) {
    const before = processorSeconds(pid)
    await wait(1000)
    if (processorSeconds(pid) === before) return
  }
  throw new Error(`The process was busy for ${mostSecondsUntilRest} s`)
}

export async function restOf(pid: number, seconds: number): Promise<Rest> {
  const [begun, before] = [performance.now(), processorSeconds(pid)]
  let megabytes = 0
  for (let second = 0; second < seconds; second++) {
    await wait(1000)
    megabytes = Math.max(megabytes, memoryOf(pid).now)
  }
  const passed = (performance.now() - begun) / 1000
  return { percent: (100 * (processorSeconds(pid) - before)) / passed, megabytes }
}
