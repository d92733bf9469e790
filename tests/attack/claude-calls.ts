// SPDX-License-Identifier: AGPL-3.0-or-later
// People who call Claude through a server, with an emulator of Claude that counts for itself.
import Anthropic, { type ClientOptions } from '@anthropic-ai/sdk'
import { expect } from 'vitest'
import { startClaude } from '../../e2e/emulators/claude/claude.mjs'
import { Api } from '../contract/answers.ts'
import { signUp } from '../contract/library.ts'
import { png } from '../emulators/images.ts'
import { askDatabase, kill, type Program, startDatabase, startServer } from '../world/programs.ts'

export type Call = Anthropic.MessageCreateParamsNonStreaming

const key = 'sk-ours'
export const model = 'claude-haiku-5-5'

export const saying = (content: Anthropic.MessageParam['content'], more: Partial<Call> = {}): Call => ({
  ...{ model, max_tokens: 1000, messages: [{ role: 'user', content }] },
  ...more,
})

export const picture = (grey: number): Anthropic.ImageBlockParam => ({
  type: 'image',
  source: { type: 'base64', media_type: 'image/png', data: png(grey).toString('base64') },
})

export interface Person {
  token: string
  client(options?: ClientOptions): Anthropic
  quota(): Promise<{ used: number; reserved: number; tokens: Record<'limit' | 'used' | 'reserved' | 'left', number> }>
  /** Asks as no client would, and answers status, headers and body. */
  post(body: object, headers?: Record<string, string>): Promise<{ status: number; headers: Headers; message: string }>
}

export class Calls implements AsyncDisposable {
  readonly claude: Awaited<ReturnType<typeof startClaude>>
  readonly #database: Program
  readonly #settings: Record<string, string>
  #server: Program

  private constructor(
    claude: Awaited<ReturnType<typeof startClaude>>,
    database: Program,
    server: Program,
    settings: Record<string, string>,
  ) {
    this.claude = claude
    this.#database = database
    this.#server = server
    this.#settings = settings
  }

  static async start(more: Record<string, string> = {}): Promise<Calls> {
    const claude = await startClaude({ keys: [key] })
    const database = await startDatabase()
    const settings = { RMIRROR_ANTHROPIC_API_KEY: key, RMIRROR_TEST_ANTHROPIC_BASE_URL: claude.address, ...more }
    return new Calls(claude, database, await startServer(database.said, settings, 'native', 'api'), settings)
  }

  get api(): Api {
    return new Api(this.#server.said)
  }

  get databaseUrl(): string {
    return this.#database.said
  }

  ask(sql: string): string {
    return askDatabase(this.#database.said, sql)
  }

  async person(email: string): Promise<Person> {
    return this.with(await signUp(this.api, email))
  }

  /** The person with this token. */
  with(token: string): Person {
    const baseURL = () => `${this.#server.said}/api/claude`
    return {
      token,
      client: (options = {}) => new Anthropic({ baseURL: baseURL(), apiKey: token, maxRetries: 0, ...options }),
      quota: async () => (await this.api.ask('GET /api/v1/quota', { token })).body,
      post: async (body, headers = {}) => {
        const defaultHeaders = {
          'x-api-key': token,
          'anthropic-version': '2026-10-21',
          'content-type': 'application/json',
        }
        const answer = await fetch(`${baseURL()}/v1/messages`, {
          method: 'POST',
          headers: { ...defaultHeaders, ...headers },
          body: JSON.stringify(body),
        })
        const said = JSON.parse(await answer.text())
        return { status: answer.status, headers: answer.headers, message: said.error?.message ?? '' }
      },
    }
  }

  /** Ends as by kill -9, and is there again at another address. */
  async killServer(): Promise<void> {
    await kill(this.#server)
    this.#server = await startServer(this.#database.said, this.#settings, 'native', 'api')
  }

  /** Ends as by SIGTERM, and is there again at another address. `stops` is called once it takes no more requests. */
  async stopServer(stops?: () => void): Promise<void> {
    const ended = this.#server[Symbol.asyncDispose]()
    if (stops) {
      const answers = () =>
        fetch(`${this.#server.said}/healthz`).then(
          () => true,
          () => false,
        )
      await expect.poll(answers).toBe(false)
      stops()
    }
    await ended
    this.#server = await startServer(this.#database.said, this.#settings, 'native', 'api')
  }

  /** Until this many calls have reached Claude. */
  async reach(count: number): Promise<void> {
    await expect.poll(() => this.claude.log.requests.length).toBe(count)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]()
    await this.#database[Symbol.asyncDispose]()
    await this.claude.close()
  }
}
