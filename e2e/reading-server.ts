// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that has pages transcribed by an emulator of Claude, which answers with the texts that a test sets.
import { createHash } from 'node:crypto'
import type { Page } from '@playwright/test'
import { type Program, start } from '../tests/world/programs.ts'

const key = 'sk-of-the-tests'

/** Markdown, and what it has marks for, by shared/ocr/schema.json without the image. */
type Told = string | { markdown: string; drawings: object[] }

export class ReadingServer implements AsyncDisposable {
  readonly #programs: Program[] = []
  #claude = ''
  readonly #texts: Record<string, Told> = {}
  /** Of the images that were sent of each page, by its uuid. */
  readonly #digests = new Map<string, string[]>()
  /** What its log calls errors. */
  readonly errors: string[] = []
  address = ''

  static async start(more: Record<string, string> = {}): Promise<ReadingServer> {
    const server = new ReadingServer()
    const claude = await server.#run(process.execPath, ['e2e/emulators/claude/serve.mjs', '--key', key], {}, 'address')
    server.#claude = String(claude.address)
    const settings = {
      RMIRROR_LISTEN: '127.0.0.1:0',
      RMIRROR_ANTHROPIC_API_KEY: key,
      RMIRROR_TEST_ANTHROPIC_BASE_URL: server.#claude,
      RMIRROR_TEST_RATE_LIMITS: 'off',
      ...more,
    }
    const { port } = await server.#run('scripts/test-server', [], settings, 'port').catch(async (error) => {
      await server[Symbol.asyncDispose]()
      throw error
    })
    server.address = `http://127.0.0.1:${port}`
    return server
  }

  /** What is read on the pages that are synced from here, by their uuid. Their images are made in the browser. */
  async readsPages(page: Page, texts: Record<string, Told>): Promise<void> {
    let configured = Promise.resolve()
    await page.route('**/image?*', async (route) => {
      const request = route.request()
      const uuid = request.url().split('/').at(-2) ?? ''
      const text = texts[uuid]
      const stated = request.headers()['content-digest']
      if (text !== undefined && stated) {
        const digest = Buffer.from(stated.slice('sha-256=:'.length), 'base64').toString('hex')
        this.#digests.set(uuid, [...(this.#digests.get(uuid) ?? []), digest])
        this.#texts[digest] = text
        configured = configured.then(() => this.#configure())
        await configured
      }
      await route.continue()
    })
  }

  /** Sets the transcription of an image that another client sends. */
  async readsImage(png: Uint8Array, text: string): Promise<void> {
    this.#texts[createHash('sha256').update(png).digest('hex')] = text
    await this.#configure()
  }

  /** The same images are read otherwise from now on. */
  async readsAnew(uuid: string, text: string): Promise<void> {
    for (const digest of this.#digests.get(uuid) ?? []) this.#texts[digest] = text
    await this.#configure()
  }

  async #configure(): Promise<void> {
    await fetch(`${this.#claude}/emulator/texts`, { method: 'PUT', body: JSON.stringify(this.#texts) })
  }

  /** What goes wrong in the next requests that the server makes of Claude. */
  async fails(faults: object[]): Promise<void> {
    await fetch(`${this.#claude}/emulator/script`, { method: 'PUT', body: JSON.stringify(faults) })
  }

  /** What was wrong with the requests that the server made of Claude. */
  async violations(): Promise<unknown[]> {
    return (await (await fetch(`${this.#claude}/emulator/log`)).json()).violations
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const program of this.#programs.reverse()) await program[Symbol.asyncDispose]()
  }

  /** Resolves with the first line of JSON that has this member. */
  async #run(program: string, args: string[], settings: object, member: string): Promise<Record<string, unknown>> {
    const env = { ...(process.env as Record<string, string>), ...settings }
    const started = await start(program, args, env, (text) => {
      const line = text.startsWith('{') ? JSON.parse(text) : {}
      if (line.level === 'error') this.errors.push(text)
      return member in line
    })
    this.#programs.push(started)
    return JSON.parse(started.said)
  }
}
