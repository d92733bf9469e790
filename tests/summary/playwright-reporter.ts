// SPDX-License-Identifier: AGPL-3.0-or-later
// Reports failed flows, and errors outside any of them, such as a server that doesn't start.
import { relative } from 'node:path'
import type { Reporter, TestCase, TestError, TestResult } from '@playwright/test/reporter'
import { type Failure, writeReport } from './failure.ts'

const root = new URL('../..', import.meta.url).pathname

const textOf = (errors: TestError[]) => errors.map(({ message, value }) => message ?? value ?? '').join('\n')

export default class PlaywrightReporter implements Reporter {
  readonly #running = new Set<string>()
  readonly #failures: Failure[] = []
  #passed = 0

  onTestBegin(test: TestCase): void {
    this.#running.add(nameOf(test))
    this.#write()
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    this.#running.delete(nameOf(test))
    if (test.ok()) this.#passed++
    else
      this.#failures.push({
        project: '',
        file: relative(root, test.location.file),
        line: test.location.line,
        test: nameOf(test),
        seconds: result.duration / 1000,
        error: textOf(result.errors),
      })
    this.#write()
  }

  onError(error: TestError): void {
    this.#failures.push({ project: '', file: '', test: '', seconds: 0, error: error.stack ?? textOf([error]) })
    this.#write()
  }

  printsToStdio(): boolean {
    return false
  }

  #write(): void {
    writeReport({ passed: this.#passed, failures: this.#failures, running: [...this.#running] })
  }
}

/** Without the names of project and file, with which every path begins. */
function nameOf(test: TestCase): string {
  return test.titlePath().slice(3).join(' > ')
}
