// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { hangLimits } from '../world/patience.ts'
import type { Failure } from './failure.ts'
import { type Facts, reasonAgainst, reasonAgainstRun } from './rules.ts'
import type { FailedStep } from './steps.ts'

const failure = (more: Partial<Failure> = {}): Failure => ({
  project: 'contract',
  file: 'tests/contract/search.test.ts',
  test: 'a word > is found',
  seconds: 2,
  error: 'expected 1 to be 2',
  ...more,
})

function step(failures: Failure[], more: Partial<FailedStep> = {}): FailedStep {
  return { name: 'contract', status: 1, report: { passed: 9, failures, running: [] }, output: '', ...more }
}

describe('a run', () => {
  it('of which up to three tests failed, in whichever steps, may be saved', () => {
    expect(reasonAgainstRun([step([failure(), failure()]), step([failure()], { name: 'browser' })])).toBeUndefined()
  })

  it.each([
    ['four failures', [step([failure(), failure()]), step([failure(), failure()])], 'more than 3 tests failed'],
    ['an error outside any test', [step([failure(), failure({ test: '' })])], 'an error happened outside any test'],
    ['a step that hung', [step([], { status: undefined })], 'contract was ended, because it took too long'],
    ['a build', [step([], { name: 'server-build' })], 'server-build can’t be tried again'],
    ['a fuzzer', [step([], { name: 'fuzz' })], 'fuzz can’t be tried again'],
    ['parity', [step([], { name: 'parity' })], 'parity can’t be tried again'],
    [
      'a crash',
      [step([], { name: 'server-tests', status: 134 })],
      'server-tests ended with status 134, not by failed tests',
    ],
    ['a runner that says nothing', [step([])], 'contract reported no failed test'],
    [
      'a sanitizer',
      [step([failure()], { output: '==1==ERROR: AddressSanitizer: heap-use-after-free' })],
      'a sanitizer reported a fault in contract',
    ],
    [
      'undefined behaviour',
      [step([failure()], { output: 'a.cpp:3:5: runtime error: signed integer overflow' })],
      'a sanitizer reported a fault in contract',
    ],
  ])('with %s may not', (_, steps, reason) => {
    expect(reasonAgainstRun(steps)).toBe(reason)
  })
})

describe('a failed test', () => {
  const facts: Facts = { passedLater: new Set(), changed: new Set(), sourceOf: () => 'it("is found", () => {})' }

  it('gets a second attempt', () => {
    expect(reasonAgainst(failure(), facts)).toBeUndefined()
  })

  it.each([
    [{ file: 'tests/attack/a1-slow.test.ts' }, 'it is an attack'],
    [{ file: 'tests/architecture/rooms.test.ts' }, 'its result is always the same'],
    [{ file: 'tests/wasm/core.test.ts' }, 'its result is always the same'],
    [{ file: 'tests/core/golden_test.cpp' }, 'its result is always the same'],
    [{ seconds: hangLimits.poll / 1000 }, 'it hung'],
    [{ error: 'expected [ { check: 3 } ] to equal [] violations' }, 'an emulator counted a violation'],
    [{ error: 'the agent was ended by SIGSEGV' }, 'a process ended unasked'],
    [{ error: 'Error: nginx ends before it is ready' }, 'a process ended unasked'],
  ])('gets none if %o', (more, reason) => {
    expect(reasonAgainst(failure(more), facts)).toBe(reason)
  })

  it.each([
    ["child.kill('SIGKILL')", 'it kills processes'],
    ['await kill(worker)', 'it kills processes'],
    ['await reading.killServer()', 'it kills processes'],
    ['expect(usage.dollars).toBe(2)', 'it counts money'],
    ["it('charges the quota', …)", 'it counts money'],
    ["it('delivers everything, and nothing twice')", 'it proves that things are delivered exactly once'],
  ])('gets none if its file has %s', (source, reason) => {
    expect(reasonAgainst(failure(), { ...facts, sourceOf: () => source })).toBe(reason)
  })

  it('gets none if it had one, or its file is new', () => {
    const key = 'tests/contract/search.test.ts > a word > is found'
    expect(reasonAgainst(failure(), { ...facts, passedLater: new Set([key]) })).toMatch(/before$/)
    expect(reasonAgainst(failure(), { ...facts, changed: new Set([failure().file]) })).toMatch(/recently$/)
  })
})
