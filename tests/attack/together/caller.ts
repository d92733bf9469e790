// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests from one address of this machine, as if from a network of its own.
import { once } from 'node:events'
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { connect, type Socket } from 'node:net'

export interface Asked {
  token?: string
  json?: unknown
  bytes?: Uint8Array
  headers?: Record<string, string>
  /** Its answer is waited for even when all else is over. */
  isAwaited?: boolean
}

export interface Answered {
  status: number
  headers: IncomingMessage['headers']
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: what it is says the route that was asked.
  body: any
}

/** How long an attacker waits for an answer, in milliseconds. */
const attackersPatience = 30_000

/** The status of a request whose connection ended before its answer. */
export const noAnswer = 0

export class Caller implements Disposable {
  /** How often each status was answered. */
  readonly statuses = new Map<number, number>()
  readonly address: string
  /** How many requests were begun, and connections opened by `open`. */
  begun = 0
  readonly #server: URL
  readonly #patience: number
  readonly #agent: Agent
  readonly #sockets = new Set<Socket>()
  readonly #calls = new Set<ClientRequest>()
  #isOver = false

  /** `patience`: a request without an answer after this many milliseconds counts as not answered. */
  constructor(server: string, address: string, patience = attackersPatience) {
    this.#server = new URL(server)
    this.#patience = patience
    this.address = address
    this.#agent = new Agent({ keepAlive: true, maxSockets: 50, localAddress: address })
  }

  /** Nothing is asked any more, and little of what was asked is waited for. */
  [Symbol.dispose](): void {
    this.#isOver = true
    for (const call of this.#calls) call.destroy()
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Never throws: an answer that does not come has the status `noAnswer`. `operation`: "GET /api/v1/me". */
  async ask(operation: string, { token, json, bytes, headers = {}, isAwaited = false }: Asked = {}): Promise<Answered> {
    const [method, path] = operation.split(' ')
    const body = json === undefined ? bytes : Buffer.from(JSON.stringify(json))
    const all: Record<string, string> = { ...headers }
    if (token) all.authorization = `Bearer ${token}`
    if (json !== undefined) all['content-type'] = 'application/json'
    if (body) all['content-length'] = `${body.length}`
    const { hostname, port } = this.#server
    const none: Answered = { status: noAnswer, headers: {}, text: '', body: undefined }
    if (this.#isOver) return none
    this.begun++
    const answer = await new Promise<Answered>((resolve) => {
      const fail = () => resolve(none)
      const call = request(
        { hostname, port, method, path, headers: all, agent: this.#agent, timeout: this.#patience },
        (response) => {
          const pieces: Buffer[] = []
          response.on('data', (piece) => pieces.push(piece))
          response.on('error', fail)
          response.on('end', () => resolve(answered(response, Buffer.concat(pieces).toString())))
        },
      )
      if (!isAwaited) this.#calls.add(call)
      call.on('error', fail)
      call.on('close', () => this.#calls.delete(call))
      call.on('timeout', () => call.destroy())
      call.end(body)
    })
    if (!this.#isOver) this.count(answer.status)
    return answer
  }

  /** A connection on which `bytes` are sent; the answer is only read if the caller listens. */
  async open(bytes: string | Uint8Array = '', { isAwaited = false } = {}): Promise<Socket> {
    const { hostname, port } = this.#server
    const socket = connect({ host: hostname, port: Number(port), localAddress: this.address }).pause()
    if (!isAwaited) this.#sockets.add(socket)
    if (this.#isOver) socket.destroy()
    else this.begun++
    socket.on('error', () => {})
    socket.once('close', () => this.#sockets.delete(socket))
    await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => {})
    if (bytes.length > 0 && !socket.destroyed) socket.write(bytes)
    return socket
  }

  /** The status of the first answer on a connection of its own, on which `bytes` are sent. */
  async send(bytes: string | Uint8Array): Promise<number> {
    const socket = await this.open(bytes)
    const status = await new Promise<number>((resolve) => {
      socket.once('data', (piece) => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(piece.toString())?.[1] ?? noAnswer)))
      socket.once('close', () => resolve(noAnswer))
      if (socket.closed) resolve(noAnswer)
      socket.resume()
    })
    socket.destroy()
    this.count(status)
    return status
  }

  count(status: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1)
  }
}

function answered(response: IncomingMessage, text: string): Answered {
  const { statusCode: status = noAnswer, headers } = response
  const isJson = headers['content-type']?.includes('json') ?? false
  return { status, headers, text, body: isJson && text ? JSON.parse(text) : undefined }
}
