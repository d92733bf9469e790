// SPDX-License-Identifier: AGPL-3.0-or-later
// What a process costs while it has nothing to do.
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { memoryOf } from '../../world/memory.ts'

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
    const before = ticksOf(pid)
    await wait(1000)
    if (ticksOf(pid) === before) return
  }
  throw new Error(`The process was busy for ${mostSecondsUntilRest} s`)
}

/** The kernel's unit of processor time in /proc, the same on every Linux that Node runs on. */
const ticksPerSecond = 100

export async function restOf(pid: number, seconds: number): Promise<Rest> {
  const [begun, before] = [performance.now(), ticksOf(pid)]
  let megabytes = 0
  for (let second = 0; second < seconds; second++) {
    await wait(1000)
    megabytes = Math.max(megabytes, memoryOf(pid).now)
  }
  const passed = (performance.now() - begun) / 1000
  return { percent: (100 * (ticksOf(pid) - before)) / ticksPerSecond / passed, megabytes }
}

/** In user and in system mode. The name of the program, in brackets, may hold anything. */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return Number(fields[11]) + Number(fields[12])
}
