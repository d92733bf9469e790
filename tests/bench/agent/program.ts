// SPDX-License-Identifier: AGPL-3.0-or-later
// The command line as it is installed, signed in to an account of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onFreePort } from '../../world/free-port.ts'
import { ask, signUp } from '../server/device.ts'
import type { Bench } from '../server/processes.ts'

const program = join(import.meta.dirname, '../../../agent/bin/rmirror.mjs')

/** Who runs it: an account, and a folder where the program keeps what it knows. */
export interface Computer {
  environment: Record<string, string>
  folder: string
  userId: string
  /** Their token in a browser, for a quarter of an hour. */
  person: string
}

/** `url`: of the server, or of a proxy in front of it. */
export async function newComputer(bench: Bench, folder: string, url = bench.url): Promise<Computer> {
  const person = await signUp(bench)
  const { id: userId } = await ask(bench, person, 'GET', 'me')
  const { access_token } = await ask(bench, person, 'POST', 'auth/agent-token', { name: 'desk' })
  const environment = {
    RMIRROR_TOKEN: access_token as string,
    RMIRROR_SERVER: url,
    RMIRROR_AGENT_KEYCHAIN: 'off',
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_CONFIG_HOME: join(folder, 'config'),
  }
  return { environment, folder, userId, person }
}

export interface Ran {
  /** From the start of Node to its end. */
  ms: number
  said: string
  /** The most that the process held at once. */
  megabytes: number
  /** Of all its threads. */
  processorMs: number
}

/** Once, to its end. */
export async function runProgram(
  { environment, folder }: Pick<Computer, 'environment' | 'folder'>,
  ...words: string[]
): Promise<Ran> {
  const begun = performance.now()
  const usageFile = join(folder, 'usage.json')
  const child = spawnNode(environment, ['--import', reportingUsage(usageFile), program, ...words])
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    said += text
  })
  const [status] = await once(child, 'close')
  if (status !== 0) throw new Error(`rmirror ${words.join(' ')}: ${status}\n${said}`)
  const ms = performance.now() - begun
  const usage: NodeJS.ResourceUsage = JSON.parse(readFileSync(usageFile, 'utf8'))
  const processorMs = (usage.userCPUTime + usage.systemCPUTime) / 1000
  return { ms, said, megabytes: usage.maxRSS / 1024, processorMs }
}

/** Its threads run this as well, and only the program itself shall report. */
function reportingUsage(file: string): string {
  const code = `import { isMainThread } from 'node:worker_threads'
    import { writeFileSync } from 'node:fs'
    if (isMainThread) process.on('exit', () =>
      writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.resourceUsage())))`
  return `data:text/javascript,${encodeURIComponent(code)}`
}

export interface Watch extends AsyncDisposable {
  pid: number
}

/** With its page, until it is disposed of. Resolves when it has looked at the folder. */
export function startWatch(computer: Computer, folder: string): Promise<Watch> {
  return onFreePort((port) => startWatchAt(port, computer, folder))
}

async function startWatchAt(port: number, { environment }: Computer, folder: string): Promise<Watch> {
  const words = [program, 'watch', folder, '--debug', '--port', `${port}`]
  const child = spawnNode(environment, words)
  if (!child.stderr) throw new Error('it has no standard error')
  const lines = createInterface(child.stderr)
  const watch = {
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
  const line = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => /Looked at|port \d+ can't be used/.test(line) && resolve(line))
    lines.once('close', () => reject(new Error('rmirror watch ended before it looked at the folder')))
  })
  if (line.includes('Looked at')) return watch
  await watch[Symbol.asyncDispose]()
  throw new Error(line)
}

function spawnNode(environment: Record<string, string>, words: string[]): ChildProcess {
  const env = { PATH: process.env.PATH ?? '', HOME: environment.XDG_CONFIG_HOME ?? '', ...environment }
  const folder = process.env.PROFILE_FOLDER
  const profiling = folder ? ['--cpu-prof', '--cpu-prof-dir', folder] : []
  return spawn(process.execPath, [...profiling, ...words], { env, stdio: ['ignore', 'ignore', 'pipe'] })
}
