// SPDX-License-Identifier: AGPL-3.0-or-later
// What scripts/lanes.sh leaves of each step: its output, whether it failed or still ran, and its runner's report.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyReport, type StepReport } from './failure.ts'
import { reportOfGoogleTest } from './gtest.ts'

export interface FailedStep {
  name: string
  /** The status with which it ended; undefined if it was ended from outside. */
  status?: number | undefined
  report: StepReport
  output: string
}

const mark = /^\.(.+)\.(failed|running)$/

export function failedSteps(logs: string, root: string): FailedStep[] {
  return readdirSync(logs).flatMap((file) => {
    const [, name = '', state] = mark.exec(file) ?? []
    if (!name) return []
    const output = readFileSync(join(logs, name), 'utf8')
    const step = { name, report: readReport(join(logs, 'reports', `${name}.json`), root), output }
    return [state === 'failed' ? { ...step, status: Number(readFileSync(join(logs, file), 'utf8')) } : step]
  })
}

/** The report of a runner; empty if it wrote none, such as a compiler or a program that crashed. */
export function readReport(file: string, root: string): StepReport {
  if (!existsSync(file)) return emptyReport
  const json = readFileSync(file, 'utf8')
  return json.includes('"testsuites"') ? reportOfGoogleTest(json, root) : JSON.parse(json)
}
