// SPDX-License-Identifier: AGPL-3.0-or-later
// Asks a running server, and holds each answer to what the contract says of that operation.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect } from 'vitest'
import { faultsOf } from '../world/contract.ts'
import type { Json } from './openapi.ts'

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: the contract says what it is, and ask() holds it to that.
  body: any
  /** The body as it came. */
  bytes: Uint8Array
}

export interface Question {
  token?: string
  json?: Json
  /** The body, when it is no JSON. */
  bytes?: Uint8Array<ArrayBuffer>
  headers?: Record<string, string>
}

export class Api {
  readonly #server: string
  readonly #headers: Record<string, string>

  /** `headers` go with every request. */
  constructor(server: string, headers: Record<string, string> = {}) {
    this.#server = server
    this.#headers = headers
  }

  /** `operation` is by its route, such as "GET /api/v1/me"; `path` when the route has parameters. */
  async ask(operation: string, question: Question = {}, path = operation.split(' ')[1] ?? ''): Promise<Answer> {
    const headers = new Headers({ ...this.#headers, ...question.headers })
    if (question.token) headers.set('authorization', `Bearer ${question.token}`)
    if (question.json !== undefined) headers.set('content-type', 'application/json')
    const [method = ''] = operation.split(' ')
    const body = question.json === undefined ? (question.bytes ?? null) : JSON.stringify(question.json)
    // While a test waits for psql, the server may close a connection that was idle for long. fetch() has to see that
    // before it uses it again: in the second turn of the event loop, because the first may not look at sockets any more.
    await nextTurn()
    await nextTurn()
    const answer = await fetch(`${this.#server}${path}`, { method, headers, body })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const text = new TextDecoder().decode(bytes)
    const type = answer.headers.get('content-type') ?? ''
    const given: Answer = {
      status: answer.status,
      headers: answer.headers,
      body: type.includes('json') ? JSON.parse(text) : text,
      bytes,
    }
    expect(faultsOf(operation, { status: answer.status, type, text })).toEqual([])
    return given
  }
}

/** The cookie that an answer sets, for the header of the next request. */
export function cookieOf({ headers }: Pick<Answer, 'headers'>): string {
  return headers.getSetCookie()[0]?.split(';')[0] ?? ''
}
