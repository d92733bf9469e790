// SPDX-License-Identifier: AGPL-3.0-or-later
// The native core's times, by core_bench: a line for each file.
import { execFileSync } from 'node:child_process'
import type { OpenPageTimes, StageTimes } from './core-stages.ts'

/** The compilers that the native core is built with: Debian's own, and the family that builds everything else. */
export const builds = { gcc: 'release-gcc', clang: 'release' } as const
export type Compiler = keyof typeof builds

/** Milliseconds. */
export interface NativeTimes extends StageTimes, OpenPageTimes {
  all: number
}

/** Null for files that are no pages. */
export function nativeTimes(compiler: Compiler, rounds: number, paths: string[]): (NativeTimes | null)[] {
  const tool = new URL(`../../build/${builds[compiler]}/core_bench`, import.meta.url).pathname
  return execFileSync(tool, [String(rounds), ...paths], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => {
      const [all = -1, parse = -1, prepare = -1, facts = -1, draw = -1, encode = -1, tile = -1, pdf = -1] = line
        .split(' ')
        .map(Number)
      return all > 0 ? { all, parse, prepare, facts, draw, encode, tile, pdf } : null
    })
}
