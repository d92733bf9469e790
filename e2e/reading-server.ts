// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that has pages read, by an emulator of Claude that reads what it is told.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Page } from '@playwright/test'

const root = join(import.meta.dirname, '..')
const key = 'sk-of-the-tests'

export class ReadingServer {
  readonly #programs: ChildProcess[] = []
  #claude = ''
  address = ''

  static async start(): Promise<ReadingServer> {
    const server = new ReadingServer()
    const claude = await server.#run(process.execPath, ['e2e/emulators/claude/serve.mjs', '--key', key], {}, 'address')
    server.#claude = String(claude.address)
    const settings = {
      RMIRROR_LISTEN: '127.0.0.1:0',
      RMIRROR_ANTHROPIC_API_KEY: key,
      RMIRROR_ANTHROPIC_BASE_URL: server.#claude,
      RMIRROR_RATE_LIMITS: 'off',
    }
    const { port } = await server.#run('scripts/test-server', [], settings, 'port')
    server.address = `http://127.0.0.1:${port}`
    return server
  }

  /** What is read on the pages that are synced from here, by their uuid. Their images are made in the browser. */
  async readsPages(page: Page, texts: Record<string, string>): Promise<void> {
    const byDigest: Record<string, string> = {}
    let told = Promise.resolve()
    await page.route('**/image?*', async (route) => {
      const request = route.request()
      const text = texts[request.url().split('/').at(-2) ?? '']
      const digest = request.headers()['content-digest']
      if (text !== undefined && digest) {
        byDigest[Buffer.from(digest.slice('sha-256=:'.length), 'base64').toString('hex')] = text
        told = told.then(() => this.#tell(byDigest))
        await told
      }
      await route.continue()
    })
  }

  async #tell(texts: Record<string, string>): Promise<void> {
    await fetch(`${this.#claude}/emulator/texts`, { method: 'PUT', body: JSON.stringify(texts) })
  }

  /** What was wrong with the requests that the server made of Claude. */
  async violations(): Promise<unknown[]> {
    return (await (await fetch(`${this.#claude}/emulator/log`)).json()).violations
  }

  async stop(): Promise<void> {
    for (const program of this.#programs.reverse()) {
      const ended = program.exitCode === null && program.signalCode === null && once(program, 'exit')
      program.kill()
      await ended
    }
  }

  /** Resolves with the first line of JSON that has this member. */
  async #run(program: string, args: string[], settings: object, member: string): Promise<Record<string, unknown>> {
    const env = { ...process.env, ...settings }
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
    this.#programs.push(child)
    const lines = createInterface({ input: child.stdout })
    const told = new Promise<Record<string, unknown>>((resolve, reject) => {
      lines.on('line', (text) => {
        const line = text.startsWith('{') ? JSON.parse(text) : {}
        if (member in line) resolve(line)
      })
      lines.on('close', () => reject(new Error(`${program} ended`)))
    })
    return told
  }
}
