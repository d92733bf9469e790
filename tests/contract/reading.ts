// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that has pages read by Claude's emulator, and a look at all three: what people see, what the database
// holds, what the emulator was asked.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { askDatabase, kill, type Program, start, startDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device, png } from './library.ts'

export interface Asked {
  at: number
  images: { sha256: string }[]
  status: number | null
  dollars?: number | null
  usage?: { service_tier: 'standard' | 'batch' }
  fault?: string[]
  /** The server was gone before the answer was whole. */
  aborted?: boolean
}

const edge = 200
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
export const pictureOf = (page: number) => png(page % 256, edge)
/** What the emulator knows the page's picture by. */
export const hashOf = (page: number) => sha256(pictureOf(page))
export const numbers = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)
export const of = (email: string) => `user_id = (SELECT id FROM users WHERE email = '${email}')`

export const put = (device: Device, page: number) => device.put(page, {}, '', pictureOf(page))

export async function push(device: Device, pages: number[]): Promise<void> {
  expect((await device.announce(pages)).status).toBe(200)
  for (const answer of await Promise.all(pages.map((page) => put(device, page)))) expect(answer.status).toBe(200)
}

export class Reading implements AsyncDisposable {
  readonly database: string
  readonly #claude: string
  readonly #settings: Record<string, string>
  readonly #programs: Program[]
  #server: Program

  private constructor(programs: Program[], server: Program, claude: string, settings: Record<string, string>) {
    this.#programs = programs
    this.#server = server
    this.#claude = claude
    this.#settings = settings
    this.database = programs[1]?.said ?? ''
  }

  static async start(more: Record<string, string> = {}): Promise<Reading> {
    const emulator = ['e2e/emulators/claude/serve.mjs', '--key', 'sk-ours']
    const programs = [await start(process.execPath, emulator, {}, (text) => text.startsWith('{'))]
    programs.push(await startDatabase())
    const claude = JSON.parse(programs[0]?.said ?? '').address
    const settings = {
      RMIRROR_TEST_ANTHROPIC_BASE_URL: claude,
      RMIRROR_ANTHROPIC_API_KEY: 'sk-ours',
      RMIRROR_FREE_PAGES: '1000',
      // All servers of this test share it.
      RMIRROR_DATA_DIR: mkdtempSync(join(tmpdir(), 'rmirror-reading-')),
      ...more,
    }
    return new Reading(programs, await startServer(programs[1]?.said ?? '', settings), claude, settings)
  }

  get url(): string {
    return this.#server.said
  }

  get api(): Api {
    return new Api(this.#server.said)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const program of [...this.#programs, this.#server].reverse()) await program[Symbol.asyncDispose]()
    rmSync(this.#settings.RMIRROR_DATA_DIR ?? '', { recursive: true })
  }

  /** Ends the server, and starts another with the same database and pictures. */
  async restart(more: Record<string, string> = {}, role: 'all' | 'api' = 'all'): Promise<void> {
    await this.#server[Symbol.asyncDispose]()
    this.#server = await startServer(this.database, { ...this.#settings, ...more }, 'native', role)
  }

  /** Kills the server as by kill -9, and starts another. */
  async killServer(): Promise<void> {
    await kill(this.#server)
    this.#server = await startServer(this.database, this.#settings)
  }

  /** Starts a worker that transcribes, beside the server; the caller ends it. */
  startWorker(more: Record<string, string> = {}): Promise<Program> {
    return startServer(this.database, { ...this.#settings, ...more }, 'native', 'worker')
  }

  ask(sql: string): string {
    return askDatabase(this.database, sql)
  }

  /** While the lock is held, no worker starts to transcribe one of the person's pages or stores a result. */
  lockLibrary(email: string): Promise<Program> {
    const lock = `SELECT 'locked' FROM users, lock_library(users.id) WHERE email = '${email}'`
    const words = [this.database, '-qtAX', '-v', 'ON_ERROR_STOP=1', '-c', 'BEGIN', '-c', lock, '-f', '-']
    return start('psql', words, {}, (text) => text === 'locked')
  }

  async configureClaude(method: string, door: string, body?: unknown): Promise<Response> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const answer = await fetch(`${this.#claude}/emulator/${door}`, init)
    if (!answer.ok) throw new Error(`${door}: ${await answer.text()}`)
    return answer
  }

  async claudesLog(): Promise<{ requests: Asked[]; violations: unknown[] }> {
    return (await this.configureClaude('GET', 'log')).json()
  }

  /** The pages whose pictures were shown, by their hashes, in the order in which they were. */
  async shown(): Promise<string[]> {
    const { requests } = await this.claudesLog()
    return requests.flatMap(({ images }) => images.map(({ sha256 }) => sha256))
  }

  /** Nothing goes wrong any more, and nothing was asked yet. */
  async beginAnew(): Promise<void> {
    await this.configureClaude('PUT', 'script', {})
    await this.configureClaude('DELETE', 'log')
  }

  states(email: string): string {
    return this.ask(
      `SELECT string_agg(ocr_status || ' ' || count, ', ' ORDER BY ocr_status)
       FROM (SELECT ocr_status, count(*) FROM pages WHERE ${of(email)} GROUP BY ocr_status) AS states`,
    )
  }

  usage(email: string): string {
    return this.ask(`SELECT used || ' used, ' || reserved || ' reserved' FROM quota_usage WHERE ${of(email)}`)
  }

  /** Makes items due now that only wait for a retry; pauses that a service asked for stay. */
  hurry(): void {
    this.ask(
      `UPDATE sync_queue SET run_after = now(), attempts = 1
       WHERE status = 'retry' AND run_after > now() AND error_class <> 'rate_limit'`,
    )
  }

  /** Looks again whenever something has changed, for what states() tells, until there is no hope. */
  async until(device: Device, email: string, wanted: RegExp, hopeless = /^$/): Promise<void> {
    let since = '0'
    for (let looks = 0; looks < 1000; looks++) {
      const now = this.states(email)
      if (wanted.test(now)) return
      if (hopeless.test(now)) break
      this.hurry()
      const news = await device.get('GET /api/v1/changes', `/api/v1/changes?since=${since}&wait=1`)
      since = news.body.next
    }
    throw new Error(`${this.states(email)}, not ${wanted}`)
  }

  /** Polls for a state that no event reports. */
  async look(until: () => boolean | Promise<boolean>, what: string): Promise<void> {
    for (let looks = 0; looks < 3000; looks++) {
      if (await until()) return
      this.hurry()
    }
    throw new Error(`Never seen: ${what}`)
  }

  untilAllAreRead(device: Device, email: string): Promise<void> {
    return this.until(device, email, /^completed \d+$/, /failed/)
  }

  untilAllHaveFailed(device: Device, email: string): Promise<void> {
    return this.until(device, email, /^failed \d+$/, /completed/)
  }

  signUp(email: string): Promise<Device> {
    return Device.signUp(this.api, email)
  }
}
