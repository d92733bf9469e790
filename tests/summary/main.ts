// SPDX-License-Identifier: AGPL-3.0-or-later
// Ends a run of scripts/test: tries failed tests again where the rules allow it, and prints the summary. Fails if the run
// did: `tsx tests/summary/main.ts build/test-logs SECONDS`, with the seconds that second attempts may take.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Attempts, passesSixTimes } from './attempts.ts'
import type { Failure } from './failure.ts'
import { lastLines } from './last-lines.ts'
import { addRows, reasonsAgainst } from './records.ts'
import { keyOf } from './rules.ts'
import { type FailedStep, failedSteps, readReport } from './steps.ts'

const root = process.env.CHECKOUT ?? new URL('../..', import.meta.url).pathname
const [logs = '', seconds = '0'] = process.argv.slice(2)

const steps = failedSteps(logs, root)
const passedLater = steps.length > 0 ? await retried(steps) : []
if (passedLater) {
  if (passedLater.length > 0) printSecondAttempts(passedLater)
  console.log(`\n${passedTests() + passedLater.length} passed, 0 failed`)
} else {
  console.log(`\n${lastLines(steps)}`)
  process.exitCode = 1
}

/** The tests that failed by chance; undefined if one of them didn't, or may not be tried again. */
async function retried(failed: FailedStep[]): Promise<Failure[] | undefined> {
  const reasons = process.env.STRICT === '1' ? ['STRICT is set'] : reasonsAgainst(root, failed)
  if (reasons.length > 0) {
    console.log(`\nNo second attempts: ${reasons.join('; ')}.`)
    return undefined
  }
  const folder = join(logs, 'second-attempts')
  mkdirSync(folder, { recursive: true })
  const attempts: Attempts = { root, folder, until: Date.now() + Number(seconds) * 1000 }
  for (const { name, report } of failed)
    for (const failure of report.failures) {
      console.log(`\nTrying again, six times: ${keyOf(failure)}`)
      if (!(await passesSixTimes(name, failure, attempts))) {
        console.log(`It failed again; the outputs are in ${folder}.`)
        return undefined
      }
    }
  const failures = failed.flatMap(({ report }) => report.failures)
  addRows(root, failures, new Date())
  return failures
}

function printSecondAttempts(failures: Failure[]): void {
  console.log('\n== Failed once, then passed six times of six')
  for (const failure of failures) console.log(`\n${keyOf(failure)}\n${failure.error.split('\n').slice(-20).join('\n')}`)
  console.log('\nCommit their rows in tests/second-attempts.tsv; each goes with the commit that mends its test.')
  writeFileSync(join(logs, 'second-attempts.json'), JSON.stringify(failures.map(keyOf)))
}

function passedTests(): number {
  const reports = readdirSync(join(logs, 'reports')).map((file) => readReport(join(logs, 'reports', file), root))
  const fuzzers = readFileSync(join(logs, 'fuzz'), 'utf8').match(/(, no finding|, planted bug found)$/gm) ?? []
  return reports.reduce((sum, { passed }) => sum + passed, fuzzers.length)
}
