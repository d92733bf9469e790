// SPDX-License-Identifier: AGPL-3.0-or-later
// A browser, as the server meets it: it keeps cookies and comes from an address of its own.
import type { Answer, Api, Question } from './answers.ts'

export const password = 'correct horse battery staple'

/** For a server that is to believe the addresses of browsers. */
export const behindProxy = { RMIRROR_TRUSTED_PROXIES: '127.0.0.1' }

interface Given {
  address?: string
  userAgent?: string
}

export class Browser {
  /** Opens what its session may open. */
  token = ''
  readonly cookies = new Map<string, string>()
  readonly #api: Api
  readonly #given: Given

  constructor(api: Api, given: Given = {}) {
    this.#api = api
    this.#given = given
  }

  static async signUp(api: Api, email: string, given: Given = {}): Promise<Browser> {
    const browser = new Browser(api, given)
    await browser.ask('POST /api/v1/auth/signup', { json: { email, password } })
    return browser
  }

  async ask(operation: string, question: Question = {}, path?: string): Promise<Answer> {
    const headers: Record<string, string> = { ...question.headers }
    if (this.cookies.size > 0) headers.cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    if (this.#given.address) headers['x-forwarded-for'] = this.#given.address
    if (this.#given.userAgent) headers['user-agent'] = this.#given.userAgent
    const token = this.token ? { token: this.token } : {}
    const answer = await this.#api.ask(operation, { ...token, ...question, headers }, path)
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) this.cookies.set(name, value)
      else this.cookies.delete(name)
    }
    if (answer.status < 300 && answer.body.access_token && answer.body.user) this.token = answer.body.access_token
    return answer
  }

  async signIn(email: string, typed = password): Promise<Answer> {
    return this.ask('POST /api/v1/auth/login', { json: { email, password: typed } })
  }

  refresh(): Promise<Answer> {
    return this.ask('POST /api/v1/auth/refresh')
  }

  /** Whether its token opens anything. */
  async isSignedIn(): Promise<boolean> {
    return (await this.ask('GET /api/v1/me')).status === 200
  }

  /** The token of a device that is connected in this browser. */
  async connectDevice(name = 'desk'): Promise<string> {
    return (await this.ask('POST /api/v1/auth/agent-token', { json: { name } })).body.access_token
  }

  changePassword(next: string, more: { current?: string; revoke_devices?: boolean } = {}): Promise<Answer> {
    return this.ask('PATCH /api/v1/me', { json: { password: { current: password, ...more, new: next } } })
  }

  async sessions(): Promise<{ id: string; browser: string; is_current: boolean }[]> {
    return (await this.ask('GET /api/v1/auth/sessions')).body.sessions
  }
}
