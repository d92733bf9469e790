// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs one test again: three times alone, and three times beside busy processors.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Failure } from './failure.ts'
import { readReport } from './steps.ts'

export interface Command {
  program: string
  words: string[]
  /** Where it runs, relative to the checkout. */
  folder: string
}

const googleTests: Record<string, string> = { 'native-tests': 'core_tests', 'server-tests': 'server_tests' }

export function commandOf(step: string, { project, file, line, test }: Failure): Command {
  const googleTest = googleTests[step]
  if (googleTest) return { program: `build/native/${googleTest}`, words: [`--gtest_filter=${test}`], folder: '.' }
  if (step === 'browser')
    return { program: 'playwright', words: ['test', `${file.replace(/^e2e\//, '')}:${line}`], folder: 'e2e' }
  // vitest joins the names of suites and tests by a space, and matches the pattern with that.
  const pattern = `^${test.replaceAll(' > ', ' ').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`
  const reporter = ['--reporter', 'default', '--reporter', 'tests/summary/vitest-reporter.ts']
  return { program: 'vitest', words: ['run', ...reporter, '--project', project, file, '-t', pattern], folder: '.' }
}

export interface Attempts {
  root: string
  /** An existing folder for reports and outputs. */
  folder: string
  /** In milliseconds since 1970; an attempt that still runs then has failed. */
  until: number
}

/** Whether the test passes six of six times. */
export async function passesSixTimes(step: string, failure: Failure, attempts: Attempts): Promise<boolean> {
  const command = commandOf(step, failure)
  for (const isBusy of [false, false, false, true, true, true]) {
    const loops = isBusy ? startBusyLoops() : []
    try {
      if (!(await passes(command, attempts))) return false
    } finally {
      for (const loop of loops) loop.kill('SIGKILL')
    }
  }
  return true
}

function startBusyLoops(): ChildProcess[] {
  return Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ['-e', 'for (;;);']))
}

let count = 0

async function passes({ program, words, folder }: Command, { root, folder: reports, until }: Attempts) {
  const file = join(reports, `${++count}.json`)
  const output = openSync(join(reports, `${count}.log`), 'w')
  const { NO_COLOR: _, ...environment } = process.env
  const child = spawn(program, words, {
    cwd: join(root, folder),
    env: { ...environment, AGENT_IS_BUILT: '1', STEP_REPORT: file, GTEST_OUTPUT: `json:${file}` },
    stdio: ['ignore', output, output],
    // A process group of its own, so that all that it started ends with it.
    detached: true,
  })
  closeSync(output)
  const end = setTimeout(() => killGroup(child), Math.max(0, until - Date.now()))
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  clearTimeout(end)
  // A filter that finds no test passes as well.
  return status === 0 && readReport(file, root).passed > 0
}

function killGroup({ pid }: ChildProcess): void {
  if (pid) process.kill(-pid, 'SIGKILL')
}
