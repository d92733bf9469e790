// SPDX-License-Identifier: AGPL-3.0-or-later
// The strict emulator of services with OpenAI's chat completions as a program.
import { type Program, start } from './programs.ts'

export interface SeenByOpenAi {
  calls: string[]
  violations: string[]
  /** Of the answers. */
  statuses: number[]
  limits: { max_tokens?: number; max_completion_tokens?: number }[]
  /** The texts of each call for embeddings that was answered. */
  embedded: string[][]
}

export interface OpenAiOptions {
  as?: 'openai' | 'openrouter' | 'gemini' | 'ollama'
  /** Every key is known unless one is given. */
  key?: string
  /** Of the web page that may ask it; "*": any. */
  origin?: string
  /** A parameter that it doesn't know. */
  refuses?: string
}

export class OpenAiEmulator implements AsyncDisposable {
  /** Where a path such as /chat/completions follows. */
  readonly address: string
  readonly #program: Program

  private constructor(program: Program) {
    this.#program = program
    this.address = JSON.parse(program.said).address
  }

  static async start(options: OpenAiOptions = {}): Promise<OpenAiEmulator> {
    const emulator = new URL('../../e2e/emulators/openai/serve.mjs', import.meta.url).pathname
    const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
    const env = process.env as Record<string, string>
    return new OpenAiEmulator(await start(process.execPath, [emulator, ...words], env, (text) => text.startsWith('{')))
  }

  get origin(): string {
    return new URL(this.address).origin
  }

  /** What the next requests are answered, by names of shared/ocr/real-answers.json without the service's. */
  async says(...names: string[]): Promise<void> {
    await this.#control('says', JSON.stringify(names))
  }

  /** What goes wrong with the next embeddings (e2e/emulators/openai/embeddings.mjs), '' for none. */
  async faults(...names: string[]): Promise<void> {
    await this.#control('faults', JSON.stringify(names))
  }

  /** What images read as: Markdown by SHA-256. */
  async texts(texts: Record<string, string>): Promise<void> {
    await this.#control('texts', JSON.stringify(texts))
  }

  async seen(): Promise<SeenByOpenAi> {
    return (await this.#control('log')).json()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program[Symbol.asyncDispose]()
  }

  #control(door: string, body?: string): Promise<Response> {
    return fetch(`${this.origin}/emulator/${door}`, { method: body ? 'PUT' : 'GET', ...(body && { body }) })
  }
}
