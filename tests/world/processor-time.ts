// SPDX-License-Identifier: AGPL-3.0-or-later
// The processor time of processes, as the kernel counts it.
import { readdirSync, readFileSync } from 'node:fs'

/** The kernel's unit of processor time in /proc, the same on every Linux that Node runs on. */
const ticksPerSecond = 100

/** In user and in system mode. The name of the program, in brackets, may hold anything. */
function statOf(pid: number | string): { parent: number; own: number; ended: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  const at = (nth: number) => Number(fields[nth])
  return { parent: at(1), own: at(11) + at(12), ended: at(13) + at(14) }
}

/** All its threads together. */
export const processorSeconds = (pid: number): number => statOf(pid).own / ticksPerSecond

/** With its children, also those that have ended. */
export function processorSecondsWithChildren(pid: number): number {
  const { own, ended } = statOf(pid)
  let ticks = own + ended
  for (const other of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const { parent, own: theirs } = statOf(other)
      if (parent === pid) ticks += theirs
    } catch {
      // It has ended meanwhile.
    }
  }
  return ticks / ticksPerSecond
}
