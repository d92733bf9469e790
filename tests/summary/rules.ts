// SPDX-License-Identifier: AGPL-3.0-or-later
// Which failed tests may be tried again: docs/decisions/0114-second-attempts.md says why these may not.
import { hangLimits } from '../world/patience.ts'
import type { Failure } from './failure.ts'
import type { FailedStep } from './steps.ts'

export const maxRetried = 3

/** The steps whose runners can run a single test again. */
export const retriedSteps = ['native-tests', 'server-tests', 'vitest', 'contract', 'timed', 'browser']

export interface Facts {
  /** Tests that passed by a second attempt before, by file and name. */
  passedLater: Set<string>
  /** Files that the last commits changed. */
  changed: Set<string>
  sourceOf: (file: string) => string
}

export const keyOf = ({ file, test }: Failure) => `${file} > ${test}`

/** Why this run can't be saved by second attempts; undefined if it can. */
export function reasonAgainstRun(steps: FailedStep[]): string | undefined {
  for (const { name, status, report, output } of steps) {
    if (status === undefined) return `${name} was ended, because it took too long`
    if (!retriedSteps.includes(name)) return `${name} can’t be tried again`
    if (status !== 1) return `${name} ended with status ${status}, not by failed tests`
    if (report.failures.length === 0) return `${name} reported no failed test`
    if (report.failures.some(({ test }) => !test)) return 'an error happened outside any test'
    if (/Sanitizer|: runtime error: /.test(output)) return `a sanitizer reported a fault in ${name}`
  }
  const count = steps.flatMap(({ report }) => report.failures).length
  return count > maxRetried ? `more than ${maxRetried} tests failed` : undefined
}

const places: [RegExp, string][] = [
  [/^tests\/attack\//, 'it is an attack'],
  [/^tests\/(architecture|golden|parity|wasm|summary)\/|golden/i, 'its result is always the same'],
]

const contents: [RegExp, string][] = [
  [/SIGKILL|kill -9|\bkill\w*\(/, 'it kills processes'],
  [/\b(spend|dollars|quota|charged|stripe)\b/i, 'it counts money'],
  [/exactly once|nothing twice|\btwice\b|CHAOS_/i, 'it proves that things are delivered exactly once'],
]

const errors: [RegExp, string][] = [
  [/violation/i, 'an emulator counted a violation'],
  [/SIG[A-Z]{3,}|signal|ends before it is ready/, 'a process ended unasked'],
]

/** Why a failed test gets no second attempt; undefined if it gets one. */
export function reasonAgainst(failure: Failure, facts: Facts): string | undefined {
  const { file, error, seconds } = failure
  if (facts.passedLater.has(keyOf(failure))) return 'it passed by a second attempt before'
  if (facts.changed.has(file)) return 'its file was changed recently'
  if (seconds * 1000 >= hangLimits.poll) return 'it hung'
  const found = (rows: [RegExp, string][], text: string) => rows.find(([pattern]) => pattern.test(text))?.[1]
  return found(places, file) ?? found(errors, error) ?? found(contents, facts.sourceOf(file))
}
