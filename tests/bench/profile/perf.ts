// SPDX-License-Identifier: AGPL-3.0-or-later
// Stacks of a native program, from what `perf record` has written.
import { execFileSync } from 'node:child_process'
import { perfFrequency } from '../../world/programs.ts'
import { add, type Stacks } from './stacks.ts'

/** `file`: perf's data. */
export function stacksOfPerf(file: string): Stacks {
  const words = ['script', '-i', file, '-F', 'comm,ip,sym', '--no-inline']
  return stacksIn(
    execFileSync('perf', words, { encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'ignore'] }),
  )
}

/** Each sample is the name of its thread, a line per frame from the innermost on, and an empty line. */
export function stacksIn(text: string): Stacks {
  const stacks: Stacks = new Map()
  for (const sample of text.split('\n\n')) {
    const [thread, ...frames] = sample.split('\n').filter((line) => line.trim() !== '')
    if (thread === undefined) continue
    const names = frames.map((line) => /^\s*[0-9a-f]+ (.*)$/.exec(line)?.[1] ?? '?')
    add(stacks, [thread.trim(), ...names.reverse()], 1000 / perfFrequency)
  }
  return stacks
}
