// SPDX-License-Identifier: AGPL-3.0-or-later
// The strict emulator of Claude as a program, for tests of what runs in browsers.
import { type Program, start } from './programs.ts'

export interface SeenByClaude {
  requests: { path: string; status: number | null; owner_words?: string[]; images?: { sha256: string }[] }[]
  violations: { check: number; detail: string }[]
}

export class ClaudeEmulator implements AsyncDisposable {
  readonly address: string
  readonly #program: Program

  private constructor(program: Program) {
    this.#program = program
    this.address = JSON.parse(program.said).address
  }

  /** Only this key is known. */
  static async start(key: string): Promise<ClaudeEmulator> {
    const emulator = new URL('../../e2e/emulators/claude/serve.mjs', import.meta.url).pathname
    const env = process.env as Record<string, string>
    return new ClaudeEmulator(
      await start(process.execPath, [emulator, '--key', key], env, (text) => text.startsWith('{')),
    )
  }

  /** What goes wrong in the next requests. */
  async script(faults: object[]): Promise<void> {
    await this.#control('PUT', 'script', JSON.stringify(faults))
  }

  /** The images that were shown so far read so from now on. */
  async readsAnew(told: object): Promise<void> {
    const images = (await this.seen()).requests.flatMap(({ images = [] }) => images)
    const texts = Object.fromEntries(images.map(({ sha256 }) => [sha256, told]))
    await this.#control('PUT', 'texts', JSON.stringify(texts))
  }

  async seen(): Promise<SeenByClaude> {
    return (await this.#control('GET', 'log')).json()
  }

  /** What was seen, and what was to go wrong. */
  async forget(): Promise<void> {
    await this.#control('DELETE', 'log')
    await this.script([])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program[Symbol.asyncDispose]()
  }

  #control(method: string, door: string, body?: string): Promise<Response> {
    return fetch(`${this.address}/emulator/${door}`, { method, ...(body !== undefined && { body }) })
  }
}
