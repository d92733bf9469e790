// SPDX-License-Identifier: AGPL-3.0-or-later
// A server with settings of its own, for people who are not at home on the one that all flows share.
import { type Program, start } from '../tests/world/programs.ts'

export class OwnServer implements AsyncDisposable {
  readonly address: string
  /** What an invitation's link has behind its address. */
  readonly invitation: string
  readonly #program: Program

  private constructor(program: Program, port: number, invitation: string) {
    this.#program = program
    this.address = `http://127.0.0.1:${port}`
    this.invitation = invitation
  }

  /** `role`: with `all` it works as well, so that what is queued is done. */
  static async start(settings: Record<string, string>, role: 'api' | 'all' = 'api'): Promise<OwnServer> {
    const env = {
      ...(process.env as Record<string, string>),
      RMIRROR_LISTEN: '127.0.0.1:0',
      RMIRROR_TEST_RATE_LIMITS: 'off',
    }
    let invitation = ''
    const invites = settings.RMIRROR_SIGNUP === 'invited' ? ['--invite'] : []
    const words = [...invites, '--role', role]
    const program = await start('scripts/test-server', words, { ...env, ...settings }, (text) => {
      invitation ||= /\/sign-up#invitation=\S+/.exec(text)?.[0] ?? ''
      return text.startsWith('{') && 'port' in JSON.parse(text)
    })
    return new OwnServer(program, JSON.parse(program.said).port, invitation)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program[Symbol.asyncDispose]()
  }
}
