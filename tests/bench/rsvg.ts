// SPDX-License-Identifier: AGPL-3.0-or-later
// librsvg as people run it: a program that turns one SVG into one PNG.
import { spawnSync } from 'node:child_process'

const runs = 3

/** Milliseconds of the processor's time, the shortest of some runs. */
export function rsvgTime(svg: string): number {
  let shortest = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run++) shortest = Math.min(shortest, once(svg))
  return shortest
}

function once(svg: string): number {
  const { status, stderr } = spawnSync('bash', ['-c', 'TIMEFORMAT="%3U %3S"; time rsvg-convert > /dev/null'], {
    input: svg,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  const [user, system] = stderr.trim().split(' ').map(Number)
  if (status !== 0 || user === undefined || system === undefined) throw new Error(`rsvg-convert failed: ${stderr}`)
  return 1000 * (user + system)
}
