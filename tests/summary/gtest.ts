// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads what GoogleTest writes with --gtest_output=json.
import { relative } from 'node:path'
import type { StepReport } from './failure.ts'

interface GoogleTest {
  testsuites: {
    testsuite: {
      name: string
      classname: string
      file: string
      result: string
      /** Such as "0.5s". */
      time: string
      failures?: { failure: string }[]
    }[]
  }[]
}

export function reportOfGoogleTest(json: string, root: string): StepReport {
  const tests = (JSON.parse(json) as GoogleTest).testsuites.flatMap(({ testsuite }) => testsuite)
  const ended = tests.filter(({ result }) => result === 'COMPLETED')
  const failed = ended.filter(({ failures }) => failures)
  return {
    passed: ended.length - failed.length,
    failures: failed.map(({ name, classname, file, time, failures = [] }) => ({
      project: '',
      file: relative(root, file),
      test: `${classname}.${name}`,
      seconds: Number.parseFloat(time),
      error: failures.map(({ failure }) => failure).join('\n'),
    })),
    running: [],
  }
}
