// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from 'node:fs'

/** Megabytes of memory that a process holds now, and the most that it ever held. */
export function memoryOf(process: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${process}/status`, 'utf8')
  const megabytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') }
}
