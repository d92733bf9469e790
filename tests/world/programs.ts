// SPDX-License-Identifier: AGPL-3.0-or-later
// Programs that a test starts and that end with it: a database, the server, services beside it.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { makeDatabase } from './database.ts'

export { askDatabase } from './database.ts'

const root = new URL('../..', import.meta.url).pathname

type Environment = Record<string, string>

export interface Program extends AsyncDisposable {
  /** The first line that `line` finds something in, or the end of its output. */
  said: string
  pid: number
}

/** Ends when its standard input does, or at the latest by a signal. Lines after the first that is found are told too. */
export async function start(
  command: string,
  words: string[],
  environment: Environment,
  line: (text: string) => boolean,
): Promise<Program> {
  const child = spawn(command, words, {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const said = await new Promise<string>((resolve, reject) => {
    const lines = createInterface(child.stdout)
    lines.on('line', (text) => line(text) && resolve(text))
    lines.on('close', () => reject(new Error(`${command} ends before it is ready`)))
    child.on('error', reject)
  })
  return { said, pid: child.pid ?? 0, [Symbol.asyncDispose]: () => end(child) }
}

/** The program, with a folder that is deleted when it ends. */
export function withFolder(program: Program, folder: string): Program {
  return {
    ...program,
    async [Symbol.asyncDispose]() {
      await program[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.stdin?.end()
  child.kill('SIGTERM')
  await ended
}

/** As by kill -9. */
export async function kill(program: Program): Promise<void> {
  process.kill(program.pid, 'SIGKILL')
  await program[Symbol.asyncDispose]()
}

/** Samples a second of a profiled server. */
export const perfFrequency = 499

type Build = 'native' | 'release'

const serverOf = (build: Build) => `${root}build/${build}/rmirror-server`

/** A PostgreSQL cluster that can be ended; `said` is the URL of a database in it with the schema of a build. */
export async function startCluster(build: Build = 'native'): Promise<Program> {
  const cluster = await start('scripts/test-postgres', [], {}, (text) => text.startsWith('postgresql:'))
  execFileSync(serverOf(build), ['--migrate'], { env: { RMIRROR_DATABASE_URL: cluster.said } })
  return cluster
}

/** An empty database with the schema, in the cluster that all tests share; `said` is its URL. */
export async function startDatabase(): Promise<Program> {
  const database = makeDatabase()
  return { said: database.url, pid: 0, [Symbol.asyncDispose]: async () => database[Symbol.dispose]() }
}

/** A bucket that keeps what it is given in `folder`; `said` is its address. `cors`: a file of rules for web pages. */
export function startBucket(folder: string, port = '0', cors = ''): Promise<Program> {
  const environment = { FOLDER: folder, PORT: port, CORS: cors }
  return start(process.execPath, ['e2e/emulators/bucket.mjs'], environment, (text) => text.startsWith('http:'))
}

/** By which a server keeps its pictures there. */
export const settingsOfBucket = (address: string) => ({
  RMIRROR_S3_ENDPOINT: address,
  RMIRROR_S3_BUCKET: 'pages',
  RMIRROR_S3_ACCESS_KEY: 'S3RVER',
  RMIRROR_S3_SECRET_KEY: 'S3RVER',
})

/** The server of a build on a database with its schema, and a data folder that goes with it; `said` becomes its address. */
export async function startServer(
  databaseUrl: string,
  more: Environment = {},
  build: Build = 'native',
  role: 'all' | 'api' | 'worker' = 'all',
): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-data-'))
  const environment = {
    RMIRROR_DATA_DIR: folder,
    RMIRROR_DATABASE_URL: databaseUrl,
    RMIRROR_LISTEN: '127.0.0.1:0',
    RMIRROR_DASHBOARD_DIR: '',
    RMIRROR_JWT_SECRET: 'a secret of thirty-two characters',
    RMIRROR_TEST_RATE_LIMITS: 'off',
    // Statements of a build with sanitizers, beside other tests, take many times as long.
    ...(build === 'native' && { RMIRROR_TEST_STATEMENT_SECONDS: '20' }),
    ...more,
  }
  const [command, words] = commandOf(build, role)
  const program = await start(command, words, environment, (text) => text.includes('"listening"'))
  const { port } = JSON.parse(program.said)
  return { ...withFolder(program, folder), said: `http://127.0.0.1:${port}` }
}

let profiles = 0

/** Below perf if the run is profiled (scripts/profile). */
function commandOf(build: Build, role: string): [command: string, words: string[]] {
  const folder = process.env.PROFILE_FOLDER
  const words = ['--role', role]
  if (!folder || build !== 'release') return [serverOf(build), words]
  const record = ['record', '-q', '-e', 'cpu-clock', '-F', `${perfFrequency}`, '--call-graph', 'dwarf,16384']
  return ['perf', [...record, '-o', join(folder, `server-${++profiles}.perf`), '--', serverOf(build), ...words]]
}

/** A server on a database of its own; both end together. */
export interface Served extends AsyncDisposable {
  /** The URL of its database. */
  database: string
  /** Its address. */
  server: string
  pid: number
}

export async function serve(settings: Environment = {}, role: 'all' | 'api' = 'api'): Promise<Served> {
  const database = await startDatabase()
  const server = await startServer(database.said, settings, 'native', role).catch(async (error) => {
    await database[Symbol.asyncDispose]()
    throw error
  })
  return {
    database: database.said,
    server: server.said,
    pid: server.pid,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}
