// SPDX-License-Identifier: AGPL-3.0-or-later
// The committed list of tests that failed once and passed later, and what the checkout says about failed tests.
import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Failure } from './failure.ts'
import { type Facts, keyOf, reasonAgainst, reasonAgainstRun } from './rules.ts'
import type { FailedStep } from './steps.ts'

/** How many of the last commits make a test too new to be tried again. */
const recentCommits = 30

export interface Row {
  test: string
  commit: string
  /** As 2026-12-01. */
  date: string
  error: string
}

const fileOf = (root: string) => join(root, 'tests/second-attempts.tsv')

/** The rows below the file's heading. */
export function rowsOf(root: string): Row[] {
  const lines = readFileSync(fileOf(root), 'utf8').trimEnd().split('\n').slice(1)
  return lines.map((line) => {
    const [test = '', commit = '', date = '', error = ''] = line.split('\t')
    return { test, commit, date, error }
  })
}

export function addRows(root: string, failures: Failure[], today: Date): void {
  const commit = git(root, 'rev-parse', '--short', 'HEAD')?.trim() ?? ''
  const date = today.toISOString().slice(0, 10)
  for (const failure of failures) {
    const [error = ''] = failure.error.split('\n')
    const cells = [keyOf(failure), commit, date, error]
    appendFileSync(fileOf(root), `${cells.map((cell) => cell.replaceAll('\t', ' ')).join('\t')}\n`)
  }
}

/** Undefined without a history, as in an archive of the sources. */
function factsOf(root: string): Facts | undefined {
  const changed = git(root, 'log', '-n', `${recentCommits}`, '--name-only', '--format=')
  if (changed === undefined) return undefined
  return {
    passedLater: new Set(rowsOf(root).map(({ test }) => test)),
    changed: new Set(changed.split('\n')),
    sourceOf: (file) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : ''),
  }
}

/** Why nothing is tried again; empty if everything that failed is. */
export function reasonsAgainst(root: string, steps: FailedStep[]): string[] {
  const general = reasonAgainstRun(steps)
  if (general) return [general]
  const facts = factsOf(root)
  if (!facts) return ['without a history, nobody knows which tests are new']
  return steps.flatMap(({ report }) =>
    report.failures.flatMap((failure) => {
      const reason = reasonAgainst(failure, facts)
      return reason ? [`${keyOf(failure)}: ${reason}`] : []
    }),
  )
}

function git(root: string, ...words: string[]): string | undefined {
  try {
    return execFileSync('git', ['-C', root, ...words], { encoding: 'utf8', maxBuffer: 100_000_000 })
  } catch {
    return undefined
  }
}
