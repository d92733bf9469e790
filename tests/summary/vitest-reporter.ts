// SPDX-License-Identifier: AGPL-3.0-or-later
// Reports failed tests, failed hooks and errors that no test is blamed for, such as a loop that outlived its test. What a
// run that is ended from outside has found by then is reported, too.
import { relative } from 'node:path'
import type { SerializedError } from 'vitest'
import type { Reporter, TestModule, TestSuite } from 'vitest/node'
import { type Failure, writeReport } from './failure.ts'

const textOf = (errors: readonly SerializedError[]) => errors.map(({ message }) => message).join('\n')

export default class VitestReporter implements Reporter {
  readonly #root = process.cwd()
  readonly #running = new Set<string>()
  readonly #failures: Failure[] = []
  #passed = 0

  onTestModuleStart(module: TestModule): void {
    this.#running.add(this.#pathOf(module))
    this.#write()
  }

  onTestModuleEnd(module: TestModule): void {
    this.#running.delete(this.#pathOf(module))
    this.#passed += [...module.children.allTests('passed')].length
    for (const test of module.children.allTests('failed'))
      this.#note(module, test.fullName, test.result().errors ?? [], test.diagnostic()?.duration)
    for (const suite of [module, ...module.children.allSuites()])
      if (suite.errors().length > 0) this.#note(module, nameOf(suite), suite.errors())
    this.#write()
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    for (const { VITEST_TEST_PATH: path, stack, message } of unhandled) {
      const file = typeof path === 'string' ? relative(this.#root, path) : ''
      this.#failures.push({ project: '', file, test: '', seconds: 0, error: stack ?? message })
    }
    this.#write()
  }

  #note(module: TestModule, test: string, errors: readonly SerializedError[], milliseconds = 0): void {
    const file = this.#pathOf(module)
    this.#failures.push({
      project: module.project.name,
      file,
      test,
      seconds: milliseconds / 1000,
      error: textOf(errors),
    })
  }

  #pathOf(module: TestModule): string {
    return relative(this.#root, module.moduleId)
  }

  #write(): void {
    writeReport({ passed: this.#passed, failures: this.#failures, running: [...this.#running] })
  }
}

function nameOf(entity: TestSuite | TestModule): string {
  return entity.type === 'module' ? '(the file itself)' : entity.fullName
}
