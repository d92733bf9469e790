// SPDX-License-Identifier: AGPL-3.0-or-later
// What went wrong in one step of `make test`, as its runner reports it to a file of `build/test-logs/reports`.
import { writeFileSync } from 'node:fs'

export interface Failure {
  /** Project of vitest; empty for other runners. */
  project: string
  /** Relative to the checkout. Of an error that no test is blamed for: the file that ran, if the runner knows it. */
  file: string
  /** Of a flow: the line where it begins. */
  line?: number
  /** Names of the suites and of the test, joined as the runner joins them; empty if no test is blamed. */
  test: string
  seconds: number
  /** The message, and for an error that no test is blamed for its stack. */
  error: string
}

export interface StepReport {
  passed: number
  failures: Failure[]
  /** Files that haven't ended; of a step that was ended from outside, those that may have hung. */
  running: string[]
}

export const emptyReport: StepReport = { passed: 0, failures: [], running: [] }

/** Writes the report to the file that `scripts/test` names; does nothing for runs without one. */
export function writeReport(report: StepReport): void {
  const file = process.env.STEP_REPORT
  if (file) writeFileSync(file, JSON.stringify(report))
}
