// SPDX-License-Identifier: AGPL-3.0-or-later
// What the runners report of tests that pass, fail, or leave an error behind that no test is blamed for.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { patience } from '../world/patience.ts'
import type { StepReport } from './failure.ts'
import { reportOfGoogleTest } from './gtest.ts'

const root = new URL('../..', import.meta.url).pathname
const reporters = import.meta.dirname

let folder: string

// Inside the checkout, where the runners are found.
beforeEach(() => {
  mkdirSync(join(root, 'build'), { recursive: true })
  folder = mkdtempSync(join(root, 'build/reporters-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

function run(
  files: Record<string, string>,
  program: string,
  words: string[],
): { status: number | null; report: StepReport } {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  const report = join(folder, 'report.json')
  const env = { ...process.env, STEP_REPORT: report, VITEST: undefined, FORCE_COLOR: undefined }
  const { status } = spawnSync(join(root, 'node_modules/.bin', program), words, { cwd: folder, env })
  return { status, report: JSON.parse(readFileSync(report, 'utf8')) }
}

const runVitest = (tests: string) =>
  run(
    {
      'a.test.js': `import { beforeAll, describe, expect, it } from 'vitest'\n${tests}`,
      'vitest.config.js': `export default ${JSON.stringify({ test: patience })}`,
    },
    'vitest',
    ['run', '--reporter', join(reporters, 'vitest-reporter.ts')],
  )

const seconds = expect.any(Number)

describe('vitest', () => {
  it('reports which tests failed and why', () => {
    const { status, report } = runVitest(`
      describe('a page', () => { it('is read', () => { expect(1).toBe(2) }); it('is kept', () => {}) })`)
    expect(status).toBe(1)
    const error = 'expected 1 to be 2 // Object.is equality'
    expect(report).toEqual({
      passed: 1,
      failures: [{ project: '', file: 'a.test.js', test: 'a page > is read', seconds, error }],
      running: [],
    })
  })

  it('reports a hook that failed, and a file that could not be loaded', () => {
    const hook = `describe('a page', () => { beforeAll(() => { throw new Error('no page') }); it('is read', () => {}) })`
    expect(runVitest(hook).report.failures).toEqual([
      { project: '', file: 'a.test.js', test: 'a page', seconds: 0, error: 'no page' },
    ])
    expect(runVitest(`throw new Error('no file')`).report.failures).toEqual([
      { project: '', file: 'a.test.js', test: '(the file itself)', seconds: 0, error: 'no file' },
    ])
  })

  it('reports an error that no test is blamed for, with its stack and the file that ran', () => {
    const { status, report } = runVitest(`
      it('ends', () => new Promise((resolve) => { setTimeout(() => { resolve(); throw new Error('too late') }) }))`)
    expect(status).toBe(1)
    expect(report.passed).toBe(1)
    expect(report.failures).toEqual([
      {
        project: '',
        file: 'a.test.js',
        test: '',
        seconds: 0,
        error: expect.stringMatching(/^Error: too late\n.*a\.test\.js/s),
      },
    ])
  })
})

describe('Playwright', () => {
  it('reports which flows failed, and errors outside any', () => {
    const config = `export default { testDir: '.', reporter: [['${join(reporters, 'playwright-reporter.ts')}']] }`
    const flow = `import { expect, test } from '@playwright/test'
test('passes', () => {})
test('fails', () => { expect(1).toBe(2) })`
    const { status, report } = run({ 'playwright.config.ts': config, 'a.spec.ts': flow }, 'playwright', ['test'])
    expect(status).toBe(1)
    expect(report.passed).toBe(1)
    expect(report.failures).toEqual([
      {
        project: '',
        file: expect.stringMatching(/a\.spec\.ts$/),
        line: 3,
        test: 'fails',
        seconds,
        error: expect.stringContaining('toBe'),
      },
    ])
    const broken = run({ 'a.spec.ts': `throw new Error('no flow')` }, 'playwright', ['test'])
    expect(broken.report.failures[0]).toMatchObject({ test: '', error: expect.stringContaining('no flow') })
  })
})

describe('GoogleTest', () => {
  it('reports which tests failed', () => {
    const test = { classname: 'Page', file: join(root, 'tests/a_test.cpp'), time: '0.5s', result: 'COMPLETED' }
    const tests = [
      { ...test, name: 'is_read', failures: [{ failure: 'a_test.cpp:3\nExpected equality' }] },
      { ...test, name: 'is_kept' },
      { ...test, name: 'is_left_out', result: 'SUPPRESSED' },
    ]
    expect(reportOfGoogleTest(JSON.stringify({ testsuites: [{ testsuite: tests }] }), root)).toEqual({
      passed: 1,
      failures: [
        {
          project: '',
          file: 'tests/a_test.cpp',
          test: 'Page.is_read',
          seconds: 0.5,
          error: 'a_test.cpp:3\nExpected equality',
        },
      ],
      running: [],
    })
  })
})
