// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import type { Failure } from './failure.ts'
import { lastLines } from './last-lines.ts'
import type { FailedStep } from './steps.ts'

const failure = (more: Partial<Failure>): Failure => ({
  project: 'contract',
  file: 'tests/contract/a.test.ts',
  test: 'a',
  seconds: 1,
  error: 'No\nat x:1',
  ...more,
})

function step(failures: Partial<Failure>[], more: Partial<FailedStep> = {}): FailedStep {
  const report = { passed: 0, failures: failures.map(failure), running: [] }
  return { name: 'contract', status: 1, report, output: '', ...more }
}

describe('the last lines of a failed run', () => {
  it('name the test that failed, with the first lines of its error', () => {
    const error = '\u001b[31mexpected 1 to be 2\u001b[39m\n\n  at tests/attack/b.test.ts:3\n  at elsewhere'
    const failed = { project: 'attack', file: 'tests/attack/b.test.ts', test: 'a page > is read', error }
    expect(lastLines([step([failed])]).split('\n')).toEqual([
      'Failed:',
      'contract, attack: tests/attack/b.test.ts > a page > is read',
      '    expected 1 to be 2',
      '    at tests/attack/b.test.ts:3',
    ])
  })

  it('name an error that no test is blamed for, the file that ran and its own place', () => {
    const error = 'ReferenceError: document is not defined\n at node_modules/react/a.js:1\n at web/src/feed.ts:74'
    const failed = { project: '', file: 'web/src/a.test.tsx', test: '', error }
    expect(lastLines([step([failed], { name: 'vitest' })])).toBe(`Failed:
vitest: an error outside any test, while web/src/a.test.tsx ran
    ReferenceError: document is not defined
    at web/src/feed.ts:74`)
  })

  it('show the errors in the output of a step that runs no tests, or its end', () => {
    const build = { name: 'server-build', status: 2, output: 'compiling\na.cpp:1: error: no such name\nstopped\n' }
    expect(lastLines([step([], build)])).toBe(
      'Failed:\nserver-build: ended with status 2\n    a.cpp:1: error: no such name',
    )
    expect(lastLines([step([], { output: 'first\nkilled\n' })])).toMatch(/^ {4}first\n {4}killed$/m)
  })

  it('name what still ran in a step that took too long, beside what had failed', () => {
    const report = { passed: 3, failures: [failure({ test: 'b' })], running: ['tests/contract/c.test.ts'] }
    expect(lastLines([step([], { status: undefined, report })])).toBe(`Failed:
contract: tests/contract/a.test.ts > b
    No
    at x:1
contract: was ended, because it took too long
    These still ran: tests/contract/c.test.ts`)
  })

  it.each([
    [6, 19, 'No'],
    [9, 19, 'No'],
    [18, 19, 'a18'],
    [19, 20, 'a19'],
    [40, 20, 'and 22 more'],
  ])('of %i failures are %i', (count, lines, contained) => {
    const text = lastLines([step(Array.from({ length: count }, (_, i) => ({ test: `a${i + 1}` })))])
    expect(text.split('\n')).toHaveLength(lines)
    expect(text).toContain(contained)
  })

  it('are no wider than a terminal', () => {
    const text = lastLines([step([{ test: 'long '.repeat(100) }])])
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(160)
  })
})
