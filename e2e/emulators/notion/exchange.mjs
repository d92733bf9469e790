// SPDX-License-Identifier: AGPL-3.0-or-later
// One request and its answer: reading the body within its limit, answering, and answering badly on purpose.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { bodyWithin } from '../body.mjs'
import { faultyAnswer } from './faults.mjs'

/** @typedef {import('./faults.mjs').Fault} Fault */
/** @typedef {{status: number, body?: unknown, headers?: Record<string, string>}} Answer bytes and text as they are, anything else as JSON */

export class Exchange {
  id = randomUUID()
  /** As soon as it is read; empty where it is far too large. @type {Buffer | undefined} */
  body
  /** Of whose token it is; known as soon as the token is read. @type {import('./connections.mjs').Connection | undefined} */
  connection
  /** What a fault has hidden: the answer to a call that was carried out. @type {Answer | undefined} */
  hidden
  /** The Retry-After that was answered, and why. @type {{value: string, reason: string} | undefined} */
  retryAfter
  /** Whether its sender cannot know if it was carried out. */
  isOutcomeUnknown = false
  #gone = new AbortController()

  /**
   * @param {import('./log.mjs').Log} log
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  constructor(log, request, response) {
    this.log = log
    this.request = request
    this.response = response
    this.method = request.method ?? ''
    const [path = '', ...query] = (request.url ?? '/').split('?')
    /** As it was sent: a URL would tidy it up. */
    this.path = path
    this.query = new URLSearchParams(query.join('?'))
    const version = request.headers['notion-version']
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
    const { id, method } = this
    this.entry = log.begin({
      ...{ id, method, path: request.url ?? '' },
      ...(token !== undefined && { token }),
      ...(version !== undefined && { version: `${version}` }),
    })
    response.once('close', () => {
      log.end()
      if (!response.writableFinished) this.entry.aborted = true
      this.#gone.abort()
    })
  }

  get token() {
    return this.entry.token
  }

  get isGone() {
    return this.#gone.signal.aborted
  }

  /** Ends early, by an error, when the client goes. @param {number} [ms] */
  async wait(ms = 0) {
    if (ms > 0) await sleep(ms, undefined, { signal: this.#gone.signal })
  }

  /** @param {number} max bytes @returns {Promise<Buffer | undefined>} */
  readBody(max) {
    return bodyWithin(this.request, max)
  }

  /** @param {Answer} answer */
  send({ status, body, headers = {} }) {
    const bytes = this.#bytesOf(body)
    this.#begin(status, body, headers, bytes.length)
    this.response.end(bytes)
  }

  /** @param {unknown} body */
  #bytesOf(body) {
    if (body instanceof Uint8Array) return Buffer.from(body)
    return Buffer.from(typeof body === 'string' ? body : JSON.stringify(this.#signed(body)))
  }

  /** Objects, lists and errors all tell the id of their request. @param {any} body */
  #signed(body) {
    return body && typeof body === 'object' && !Array.isArray(body) ? { ...body, request_id: this.id } : body
  }

  /** @param {number} status @param {any} body @param {Record<string, string>} headers @param {number} [length] */
  #begin(status, body, headers, length) {
    this.entry.status = status
    this.entry.ms = this.log.clock.now() - this.entry.at
    if (typeof body?.code === 'string') this.entry.code = body.code
    const reason = body?.additional_data?.rate_limit_reason
    if (reason) this.entry.reason = reason
    const later = headers['retry-after'] ?? headers['Retry-After']
    if (later !== undefined) this.retryAfter = { value: later, reason: reason ?? '' }
    // What the network before the service answers bears no mark of the service.
    const isEdge = 'cf-ray' in headers
    const own = { 'content-type': 'application/json; charset=utf-8', 'x-notion-request-id': this.id }
    const size = length === undefined ? {} : { 'content-length': `${length}` }
    this.response.writeHead(status, { ...(isEdge ? {} : own), ...headers, ...size })
  }

  /**
   * Whether a fault has taken the place of the answer.
   * @param {Fault} fault @param {Answer} [carriedOut] what is answered otherwise
   */
  async isDisturbedBy(fault, carriedOut) {
    this.entry.fault = Object.keys(fault)
    await this.wait(fault.after_ms)
    if (fault.hang) await this.#hang()
    else if (fault.drop) this.response.destroy()
    else if (fault.endless) await this.#sendWithoutEnd()
    else if (fault.cut && carriedOut) await this.#sendHalf(carriedOut)
    else {
      const answer = faultyAnswer(fault, carriedOut?.body)
      if (answer) this.send(answer)
      return answer !== undefined
    }
    return true
  }

  /** Until the client goes or the emulator closes. */
  async #hang() {
    if (this.isGone) return
    await new Promise((resolve) => this.#gone.signal.addEventListener('abort', resolve, { once: true }))
  }

  async #sendWithoutEnd() {
    this.#begin(200, undefined, {})
    await this.#write('{"object":"list","results":[')
    while (!this.isGone) {
      await this.#write(`"${'x'.repeat(16_384)}",`)
      await this.wait(1)
    }
  }

  /** @param {Answer} answer */
  async #sendHalf({ status, body, headers = {} }) {
    const bytes = this.#bytesOf(body)
    this.#begin(status, body, headers, bytes.length)
    await this.#write(bytes.subarray(0, bytes.length / 2))
    this.response.destroy()
  }

  /** Waits until what was written is taken. @param {string | Buffer} piece */
  async #write(piece) {
    await new Promise((resolve, reject) =>
      this.response.write(piece, (error) => (error ? reject(error) : resolve(undefined))),
    )
  }
}
