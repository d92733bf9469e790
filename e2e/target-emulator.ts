// SPDX-License-Identifier: AGPL-3.0-or-later
// A service that gets notes, as an emulator in a process of its own.
import { type Program, start } from '../tests/world/programs.ts'

export class TargetEmulator implements AsyncDisposable {
  readonly address: string
  readonly #program: Program

  private constructor(program: Program) {
    this.#program = program
    this.address = JSON.parse(program.said).address
  }

  static async start(
    name: 'git' | 'github' | 'readwise' | 'todoist' | 'webdav' | 'webhook',
    ...words: string[]
  ): Promise<TargetEmulator> {
    const args = ['e2e/emulators/serve-target.mjs', name, ...words]
    const isReady = (text: string) => text.startsWith('{') && 'address' in JSON.parse(text)
    return new TargetEmulator(await start(process.execPath, args, {}, isReady))
  }

  /** What goes wrong with the next calls, and what it needs to know. */
  async configure(what: 'accounts' | 'clients' | 'faults' | 'secrets', body: unknown): Promise<void> {
    const answer = await fetch(`${this.address}/emulator/${what}`, { method: 'PUT', body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(await answer.text())
  }

  /** What it was sent. */
  async state<State>(): Promise<State> {
    return (await fetch(`${this.address}/emulator/state`)).json() as Promise<State>
  }

  /** What the server should not have sent. */
  async violations(): Promise<unknown[]> {
    return ((await (await fetch(`${this.address}/emulator/log`)).json()) as { violations: unknown[] }).violations
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program[Symbol.asyncDispose]()
  }
}
