// SPDX-License-Identifier: AGPL-3.0-or-later
// A test server with the account routes of the real one, for one user and one session, the change feed, and what a test
// adds in `answers`. All answers must follow the API contract: `stop` throws if one didn't. The server keeps the cookie
// itself, because Node's fetch doesn't store cookies.
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { components } from '@rmirror/shared/api'
import { faultsOf, routeAt } from '../../../tests/world/contract.ts'
import { onFreePort } from '../../../tests/world/free-port.ts'

const ann: components['schemas']['Account'] = {
  ...{ id: '0190', email: 'ann@example.org', full_name: '', created_at: '2026-11-20T12:00:00.000Z' },
  ...{ name: null, language: null, time_zone: null, retention_days: null },
  ...{ first_steps_ended: true, has_password: true, is_admin: false },
}

interface RecordedReports {
  method: string
  path: string
  authorization: string | undefined
}

export interface Said {
  status?: number
  /** JSON, or the bytes of an image. */
  body: unknown
}

/** Answers requests of the signed-in user; undefined becomes a 404. */
type Answers = (method: string, path: string, body: Buffer, headers?: IncomingHttpHeaders) => Said | undefined

export class AccountServer {
  readonly requests: RecordedReports[] = []
  hasSession = false
  /** How many of the oldest changes have expired. */
  forgotten = 0
  answers: Answers = () => undefined
  /** Who may create an account. */
  signUpMode: 'open' | 'invited' | 'waitlist' | 'closed' = 'open'
  /** At which services people can sign in. */
  providers: { id: string; name: string }[] = []
  /** Answers what a guest's browser sends about them; undefined: signed in. */
  visits: (path: string, body: unknown) => Said | undefined = () => undefined
  canResetPassword = false
  /** How often somebody asked for the ways in. */
  waysAsked = 0
  /** Answers to requests that need no sign-in, besides those of signing in. */
  openAnswers: (path: string, body: Buffer) => Said | undefined = () => undefined
  /** The answer to a sign-up in place of success. */
  refusal: Said | undefined
  /** The bodies of all sign-ups. */
  signUps: unknown[] = []
  /** The bodies of all requests for an invitation. */
  waiting: unknown[] = []
  /** The user who signs in. */
  user = ann
  /** A newer server may answer what this contract lacks, so answers aren't checked. */
  isNewer = false
  /** How answers violated the contract. */
  readonly #faults = new Set<string>()
  readonly #news: unknown[] = []
  /** Requests that wait for changes. */
  readonly #listeners = new Set<() => void>()
  #issued = 0
  #valid = ''
  #port = 0
  // Idle connections are never closed: on a busy machine, a request could be sent on one that is just closing.
  readonly #server = createServer({ keepAliveTimeout: 0 }, (request, response) => void this.#hear(request, response))

  static async start(): Promise<AccountServer> {
    const server = new AccountServer()
    await onFreePort((port) => {
      server.#port = port
      return server.resume()
    })
    return server
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  expireTokens(): void {
    this.#valid = ''
  }

  get listeners(): number {
    return this.#listeners.size
  }

  /** Adds a change to the feed and answers waiting requests. */
  pushChange(change: object): void {
    this.#news.push(change)
    for (const answer of [...this.#listeners]) answer()
  }

  endSession(): void {
    this.#valid = ''
    this.hasSession = false
  }

  /** Stops listening, so that requests fail to connect. */
  async pause(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  async resume(): Promise<void> {
    await once(this.#server.listen(this.#port, '127.0.0.1'), 'listening')
  }

  stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
    if (this.#faults.size > 0) throw new Error([...this.#faults].join('\n'))
  }

  async #hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method = '', url: path = '', headers } = request
    this.requests.push({ method, path, authorization: headers.authorization })
    if (method === 'GET' && path.startsWith('/api/v1/changes') && this.#isLetIn(headers.authorization))
      return this.#sendChanges(Number(new URL(path, this.origin).searchParams.get('since')), request, response)
    this.#send(request, response, this.#answer(method, path, headers, Buffer.concat(chunks)))
  }

  #send({ method = '', url = '' }: IncomingMessage, response: ServerResponse, { status = 200, body }: Said): void {
    const isPicture = body instanceof Uint8Array
    const type = isPicture ? 'image/png' : status < 400 ? 'application/json' : 'application/problem+json'
    const content = isPicture ? body : status === 204 ? '' : JSON.stringify(body)
    const text = isPicture ? '' : String(content)
    const route = routeAt(method, url)
    const faults = route ? faultsOf(route, { status, type, text }) : [`the contract knows no ${method} ${url}`]
    if (!this.isNewer) for (const fault of faults) this.#faults.add(fault)
    if (status === 204) response.writeHead(status).end()
    else response.writeHead(status, { 'Content-Type': type }).end(content)
  }

  #isLetIn(authorization: string | undefined): boolean {
    return authorization === `Bearer ${this.#valid}`
  }

  #sendChanges(since: number, request: IncomingMessage, response: ServerResponse): void {
    if (since > 0 && since < this.forgotten) {
      this.#send(request, response, problem(410))
      return
    }
    const answer = () => {
      const next = String(this.#news.length)
      this.#send(request, response, { body: { items: this.#news.slice(since), next, more: false } })
      this.#listeners.delete(answer)
    }
    if (since < this.#news.length) answer()
    else this.#listeners.add(answer)
    response.on('close', () => this.#listeners.delete(answer))
  }

  #answer(method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): Said {
    switch (`${method} ${path}`) {
      case 'POST /api/v1/auth/login':
        return JSON.parse(String(body)).password === 'quite bony lantern' ? this.#enter() : problem(401)
      case 'GET /api/v1/auth/signup':
        this.waysAsked++
        return { body: { mode: this.signUpMode, password_reset: this.canResetPassword } }
      case 'GET /api/v1/auth/providers':
        return { body: { providers: this.providers } }
      case 'POST /api/v1/auth/signup':
        this.signUps.push(JSON.parse(String(body)))
        return this.refusal ?? { ...this.#enter(), status: 201 }
      case 'POST /api/v1/waitlist':
        this.waiting.push(JSON.parse(String(body)))
        return { status: 204, body: null }
      case 'POST /api/v1/auth/refresh':
        return this.hasSession ? this.#enter() : problem(401)
      case 'POST /api/v1/auth/logout':
        this.endSession()
        return { status: 204, body: null }
      default:
        if (path.startsWith('/api/v1/auth/providers/'))
          return this.visits(path, JSON.parse(String(body) || 'null')) ?? this.#enter()
        return this.openAnswers(path, body) ?? this.#answerSignedIn(method, path, headers, body)
    }
  }

  #answerSignedIn(method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): Said {
    if (!this.#isLetIn(headers.authorization)) return problem(401)
    return this.answers(method, path, body, headers) ?? problem(404)
  }

  #enter(): Said {
    this.hasSession = true
    this.#valid = `token-${++this.#issued}`
    return { body: { access_token: this.#valid, token_type: 'Bearer', expires_in: 900, user: this.user } }
  }
}

export function problem(status: number, members: object = {}): Said {
  return { status, body: { type: 'about:blank', title: 'No', status, detail: 'Not like this.', ...members } }
}
