// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: the part of the server that signs people in, for one person and one session. It is strict about the order
// of things. It keeps the cookie itself, because Node's fetch has no place for cookies.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const user = { id: '0190', email: 'ann@example.org', full_name: '', created_at: '2026-11-20T12:00:00.000Z' }
const device = {
  id: '0191',
  name: 'desk',
  created_at: user.created_at,
  expires_at: user.created_at,
  last_used_at: null,
}

interface Heard {
  method: string
  path: string
  authorization: string | undefined
}

export class AccountServer {
  readonly requests: Heard[] = []
  hasSession = false
  #issued = 0
  #valid = ''
  #port = 0
  readonly #server = createServer((request, response) => void this.#answer(request, response))

  static async start(): Promise<AccountServer> {
    const server = new AccountServer()
    await server.resume()
    return server
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  expireTokens(): void {
    this.#valid = ''
  }

  endSession(): void {
    this.#valid = ''
    this.hasSession = false
  }

  /** Nobody answers at its address. */
  async pause(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async resume(): Promise<void> {
    await once(this.#server.listen(this.#port, '127.0.0.1'), 'listening')
    this.#port = (this.#server.address() as AddressInfo).port
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const part of request.setEncoding('utf8')) body += part
    const { method = '', url: path = '', headers } = request
    this.requests.push({ method, path, authorization: headers.authorization })
    const say = (status: number, members: object) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(members))
    const refuse = () => say(401, { type: 'about:blank', title: 'Unauthorized', status: 401, detail: 'No.' })
    switch (`${method} ${path}`) {
      case 'POST /api/v1/auth/login':
        return void (JSON.parse(body).password === 'quite bony lantern' ? say(200, this.#enter()) : refuse())
      case 'POST /api/v1/auth/refresh':
        return void (this.hasSession ? say(200, this.#enter()) : refuse())
      case 'POST /api/v1/auth/logout':
        this.endSession()
        return void response.writeHead(204).end()
      case 'GET /api/v1/auth/agent-tokens':
        return void (headers.authorization === `Bearer ${this.#valid}`
          ? say(200, { items: [device], next: null })
          : refuse())
      default:
        say(500, {})
    }
  }

  #enter(): object {
    this.hasSession = true
    this.#valid = `token-${++this.#issued}`
    return { access_token: this.#valid, token_type: 'Bearer', expires_in: 900, user }
  }
}
