// SPDX-License-Identifier: AGPL-3.0-or-later
// How `make test` ends, with lanes of a few small tests in a checkout of their own.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { patience } from '../world/patience.ts'

const root = new URL('../..', import.meta.url).pathname

let checkout: string

function write(files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(checkout, name)), { recursive: true })
    writeFileSync(join(checkout, name), content)
  }
}

const git = (...words: string[]) =>
  execFileSync('git', ['-C', checkout, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words])

const inCheckout = { name: 'contract', include: ['*.test.js'], ...patience }

// Inside this checkout, where the runners are found.
beforeEach(() => {
  mkdirSync(join(root, 'build'), { recursive: true })
  checkout = mkdtempSync(join(root, 'build/run-'))
  write({
    'vitest.config.js': `export default ${JSON.stringify({ test: { projects: [{ test: inCheckout }] } })}`,
    'tests/second-attempts.tsv': 'test\tcommit\tdate\terror\n',
  })
  mkdirSync(join(checkout, 'tests/summary'))
  for (const reporter of ['vitest-reporter.ts', 'playwright-reporter.ts'])
    symlinkSync(join(import.meta.dirname, reporter), join(checkout, 'tests/summary', reporter))
  git('init', '--quiet')
  git('commit', '--quiet', '--allow-empty', '--message', 'begin')
})

afterEach(() => rmSync(checkout, { recursive: true }))

/** The script that runs the steps as lanes. `before`: lines for it. */
function scriptOf(steps: Record<string, string>, before = ''): string {
  const lanes = Object.entries(steps).map(([name, command]) => `lane${name}_lane() { step ${name} ${command}; }`)
  return `
set -euo pipefail
cd '${checkout}'
heading() { echo "== $*"; }
logs=build/test-logs
mkdir -p $logs
touch $logs/fuzz
source '${root}scripts/lanes.sh'
${lanes.join('\n')}
${before}
run_lanes 600 ${Object.keys(steps)
    .map((name) => `lane${name}`)
    .join(' ')} || true
tsx '${root}tests/summary/main.ts' $logs 600`
}

function environment(): NodeJS.ProcessEnv {
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`
  const left = { VITEST: undefined, FORCE_COLOR: undefined, STRICT: undefined }
  return { ...process.env, ...left, PATH: path, CHECKOUT: checkout }
}

function run(steps: Record<string, string>, before?: string): { status: number | null; lines: string[] } {
  const options = { cwd: checkout, env: environment(), encoding: 'utf8' } as const
  const { status, stdout } = spawnSync('bash', ['-c', scriptOf(steps, before)], options)
  return { status, lines: stdout.trimEnd().split('\n') }
}

const contract = 'vitest run --reporter default --reporter tests/summary/vitest-reporter.ts'

const testWith = (body: string) => `import { existsSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
it('is read', async () => { ${body} })`

const endOf = (lines: string[]) => lines.slice(lines.indexOf('Failed:'))

const rows = () => readFileSync(join(checkout, 'tests/second-attempts.tsv'), 'utf8').trimEnd().split('\n').slice(1)

it('passes, and says how many tests did', () => {
  write({ 'a.test.js': testWith('expect(1).toBe(1)') })
  const { status, lines } = run({ contract })
  expect(lines.at(-1)).toBe('1 passed, 0 failed')
  expect(status).toBe(0)
})

it('passes if the only failed test then passes six times, says so and gives it a row', () => {
  write({ 'a.test.js': testWith(`if (!existsSync('seen')) { writeFileSync('seen', ''); throw new Error('not yet') }`) })
  const { status, lines } = run({ contract })
  expect(lines.slice(lines.indexOf('== Failed once, then passed six times of six'))).toEqual([
    '== Failed once, then passed six times of six',
    '',
    'a.test.js > is read',
    'not yet',
    '',
    'Commit their rows in tests/second-attempts.tsv; each goes with the commit that mends its test.',
    '',
    '1 passed, 0 failed',
  ])
  expect(status).toBe(0)
  const commit = `${git('rev-parse', '--short', 'HEAD')}`.trim()
  expect(rows()).toEqual([`a.test.js > is read\t${commit}\t${new Date().toISOString().slice(0, 10)}\tnot yet`])

  rmSync(join(checkout, 'seen'))
  const again = run({ contract })
  expect(again.status).toBe(1)
  expect(again.lines).toContain('No second attempts: a.test.js > is read: it passed by a second attempt before.')
})

it('fails if a test always does, and names it last', () => {
  write({ 'a.test.js': testWith('expect(1).toBe(2)') })
  const { status, lines } = run({ contract })
  expect(status).toBe(1)
  expect(lines).toContain('Trying again, six times: a.test.js > is read')
  expect(endOf(lines)).toEqual([
    'Failed:',
    'contract: a.test.js > is read',
    '    expected 1 to be 2 // Object.is equality',
  ])
  expect(rows()).toEqual([])
})

it('fails if a test passes only at times', () => {
  const body = `const seen = (name) => existsSync(name) || writeFileSync(name, '')
    if (!seen('1')) throw new Error('first'); if (!seen('2')) return; if (!seen('3')) throw new Error('third')`
  write({ 'a.test.js': testWith(body) })
  expect(run({ contract }).status).toBe(1)
})

it('tries nothing again after an error outside any test, and names it', () => {
  const body = `setTimeout(() => { throw new Error('too late') }); await new Promise((resolve) => setTimeout(resolve, 50))`
  write({ 'a.test.js': testWith(body) })
  const { status, lines } = run({ contract })
  expect(status).toBe(1)
  expect(lines).toContain('No second attempts: an error happened outside any test.')
  expect(endOf(lines).slice(0, 3)).toEqual([
    'Failed:',
    'contract: an error outside any test, while a.test.js ran',
    '    Error: too late',
  ])
})

it('ends what hangs, and says what still ran', () => {
  write({ 'a.test.js': testWith('await new Promise(() => {})') })
  // The time is up as soon as the test runs.
  const early = `sleep() { until grep -qs 'a[.]test' $logs/reports/contract.json; do command sleep 0.1; done; }`
  const { status, lines } = run({ contract }, early)
  expect(status).toBe(1)
  expect(endOf(lines)).toEqual([
    'Failed:',
    'contract: was ended, because it took too long',
    '    These still ran: a.test.js',
  ])
})

it('says that the server of the flows could not start', () => {
  write({
    'playwright.config.ts': `export default {
      reporter: [['./tests/summary/playwright-reporter.ts']],
      webServer: { command: 'echo Address already in use >&2; exit 1', url: 'http://127.0.0.1:9/' },
    }`,
    'a.spec.ts': `import { test } from '@playwright/test'\ntest('passes', () => {})`,
  })
  const { status, lines } = run({ browser: 'playwright test' })
  expect(status).toBe(1)
  expect(lines).toContain('No second attempts: an error happened outside any test.')
  expect(endOf(lines).slice(0, 3)).toEqual([
    'Failed:',
    'browser: an error outside any test',
    expect.stringContaining('was not able to start'),
  ])
})

/** The command of each process. */
function commandsIn(proc: string): string[] {
  return readdirSync(proc).flatMap((pid) => {
    try {
      return /^\d+$/.test(pid) ? [readFileSync(join(proc, pid, 'cmdline'), 'utf8')] : []
    } catch {
      // It has just ended.
      return []
    }
  })
}

it('ends what it started when it is interrupted', async () => {
  write({ 'a.test.js': testWith('await new Promise(() => {})') })
  const child = spawn('bash', ['-c', scriptOf({ contract })], { cwd: checkout, env: environment(), stdio: 'ignore' })
  const report = join(checkout, 'build/test-logs/reports/contract.json')
  await expect.poll(() => existsSync(report) && readFileSync(report, 'utf8')).toContain('a.test.js')
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended).toEqual([130, null])
  expect(commandsIn('/proc')).not.toContainEqual(expect.stringContaining(checkout))
})
