// SPDX-License-Identifier: AGPL-3.0-or-later
// The real server with a database of its own, as a process that can be killed.
import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerTo, type components, createApi } from '@rmirror/shared/api'
import { askDatabase, type Database, makeDatabase } from '../../../tests/world/database.ts'
import { onFreePort } from '../../../tests/world/free-port.ts'
import { kill, type Program, start } from '../../../tests/world/programs.ts'

const serverProgram = join(import.meta.dirname, '../../../build/native/rmirror-server')

interface LogLine {
  event: string
  port?: number
  method?: string
  path?: string
  status?: number
}

type Role = 'api' | 'all'

let marks = 0

export class TestServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'rmirror-server-'))
  readonly #database: Database = makeDatabase()
  readonly #settings: Record<string, string>
  readonly #log: LogLine[] = []
  readonly #news = new EventEmitter()
  #port = 0
  #program: Program | undefined

  readonly #role: Role

  private constructor(settings: Record<string, string>, role: Role) {
    this.#settings = settings
    this.#role = role
  }

  /** Without a worker no page is transcribed. */
  static async start(settings: Record<string, string> = {}, role: Role = 'api'): Promise<TestServer> {
    const server = new TestServer(settings, role)
    await onFreePort((port) => {
      server.#port = port
      return server.resume()
    })
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Where it stores files. */
  get dataFolder(): string {
    return this.#folder
  }

  /** Restarts it at the same address, with additional settings. */
  async resume(more: Record<string, string> = {}): Promise<void> {
    const settings = {
      RMIRROR_LISTEN: `127.0.0.1:${this.#port}`,
      RMIRROR_DATABASE_URL: this.#database.url,
      RMIRROR_DATA_DIR: this.#folder,
      RMIRROR_DASHBOARD_DIR: '',
      RMIRROR_PUBLIC_URL: 'http://dashboard.test',
      RMIRROR_LOG_LEVEL: 'debug',
      // libpqxx leaks memory on a lost connection, which isn't the test's concern.
      ASAN_OPTIONS: 'detect_leaks=0',
      ...this.#settings,
      ...more,
    }
    this.#program = await start(serverProgram, ['--role', this.#role], settings, (text) => this.#hear(text))
  }

  /** True for the line that states its port. */
  #hear(text: string): boolean {
    const line = JSON.parse(text) as LogLine
    this.#log.push(line)
    this.#news.emit('line')
    if (line.event !== 'listening') return false
    this.#port = line.port ?? 0
    return true
  }

  async kill(): Promise<void> {
    const program = this.#program
    this.#program = undefined
    if (program) await kill(program)
  }

  async stop(): Promise<void> {
    await this.kill()
    this.#database[Symbol.dispose]()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** As a user does in the dashboard. */
  async choose(accessToken: string, body: components['schemas']['NewSyncSelection']): Promise<void> {
    const person = createApi({ server: this.url, token: () => accessToken })
    await answerTo(person.PUT('/api/v1/sync/selection', { body }))
  }

  ask(sql: string): string {
    return askDatabase(this.#database.url, sql)
  }

  /**
   * The requests since the last were forgotten, as "PUT /api/…". A log line may arrive after the answer to its request,
   * but never after the line of a later request: so this sends one of its own and waits for its line.
   */
  async requests(): Promise<string[]> {
    const mark = `/mark/${++marks}`
    await new Promise((resolve, reject) => {
      get(`${this.url}${mark}`, { agent: false }, (answer) => answer.resume().once('end', resolve)).once(
        'error',
        reject,
      )
    })
    while (!this.#asked().includes(`GET ${mark}`)) await once(this.#news, 'line')
    return this.#asked().filter((request) => !request.startsWith('GET /mark/'))
  }

  /** Resolves when `count` requests of this method were answered since the last were forgotten. */
  async answered(method: string, count: number): Promise<void> {
    while (this.#asked().filter((request) => request.startsWith(`${method} `)).length < count)
      await once(this.#news, 'line')
  }

  /** Same for one request, such as "GET /api/v1/quota". */
  async answeredOne(wanted: string): Promise<void> {
    while (!this.#asked().includes(wanted)) await once(this.#news, 'line')
  }

  async forgetRequests(): Promise<void> {
    await this.requests()
    this.#log.length = 0
  }

  #asked(): string[] {
    return this.#log.filter(({ event }) => event === 'request').map(({ method, path }) => `${method} ${path}`)
  }
}

export interface TestUser {
  email: string
  /** For what only a person may do; the agent's token isn't sufficient. */
  accessToken: string
  /** The agent's token. */
  token: string
}

export async function signUp(server: TestServer, email = 'ann@example.org'): Promise<TestUser> {
  const stranger = createApi({ server: server.url })
  const account = { email, password: 'a notebook on the desk' }
  const { access_token } = await answerTo(stranger.POST('/api/v1/auth/signup', { body: account }))
  const person = createApi({ server: server.url, token: () => access_token })
  const issued = await answerTo(person.POST('/api/v1/auth/agent-token', { body: { name: 'desk' } }))
  return { email, accessToken: access_token, token: issued.access_token }
}
