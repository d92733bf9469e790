// SPDX-License-Identifier: AGPL-3.0-or-later
// One request and its answer: reading the body within its limit, answering, and answering badly on purpose.
import { setTimeout as sleep } from 'node:timers/promises'
import { bodyWithin } from '../body.mjs'
import { newId } from './answer.mjs'
import { Bill, dollarsOf, tokensOf, withUsageFault } from './bill.mjs'
import { readableFrom } from './browsers.mjs'
import { errorBody, errorType, Refusal } from './checks.mjs'
import { messageOf } from './faults.mjs'
import { modelOf } from './models.mjs'
import { encoded, eventsOf } from './stream.mjs'

/** @typedef {import('./faults.mjs').Fault} Fault */

export class Exchange {
  id = newId('req')
  key = ''
  /** The request's hash; known when its body is. */
  hash = ''
  #isOurEnd = false
  #bill = new Bill()
  #gone = new AbortController()

  /**
   * @param {import('./emulator.mjs').Emulator} emulator
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  constructor(emulator, request, response) {
    this.emulator = emulator
    this.request = request
    this.response = response
    this.url = new URL(request.url ?? '/', 'http://emulator')
    this.entry = emulator.log.begin({ id: this.id, method: request.method ?? '', path: this.url.pathname })
    response.once('close', () => {
      emulator.log.end()
      if (!response.writableFinished && !this.#isOurEnd) {
        this.entry.aborted = true
        this.#noteBill()
      }
      this.#gone.abort()
    })
  }

  get isGone() {
    return this.#gone.signal.aborted
  }

  #noteBill() {
    const { usage } = this.#bill
    const model = modelOf(this.entry.model ?? '')
    this.entry.owed = usage && tokensOf(usage)
    this.entry.dollars = usage && model ? dollarsOf(model, usage) : null
  }

  /** Ends early, by an error, when the client goes. @param {number} [ms] */
  async wait(ms = 0) {
    if (ms > 0) await sleep(ms, undefined, { signal: this.#gone.signal })
  }

  /** Ends early, by an error, when the client goes. @param {Promise<unknown>} released */
  async holdUntil(released) {
    await Promise.race([released, this.hang()])
    this.#gone.signal.throwIfAborted()
  }

  /** Until the client goes or the emulator closes. */
  hang() {
    return new Promise((resolve) =>
      this.#gone.signal.addEventListener('abort', () => resolve(undefined), { once: true }),
    )
  }

  /** @param {number} max bytes */
  async readBody(max) {
    const body = await bodyWithin(this.request, max)
    if (!body) throw new Refusal(3, 'Request exceeds the maximum size', 413)
    return body
  }

  /** @param {number} check @param {string} detail */
  soft(check, detail) {
    this.emulator.log.violation(check, detail, this.id, true)
  }

  /** @param {Record<string, string>} more */
  #headers(more) {
    return {
      'request-id': this.id,
      'anthropic-organization-id': 'e0000000-0000-4000-8000-000000000000',
      ...readableFrom(this.request),
      ...(this.key && this.emulator.rates.headers(this.key, this.emulator.script.requestsPerMinute)),
      ...more,
    }
  }

  /** @param {number} status @param {Record<string, string>} headers @param {number} [length] */
  #begin(status, headers, length) {
    this.entry.status = status
    const size = length === undefined ? {} : { 'content-length': `${length}` }
    this.response.writeHead(status, { ...this.#headers(headers), ...size })
  }

  /** @param {number} status @param {any} body text as it is, anything else as JSON @param {Record<string, string>} [headers] */
  send(status, body, headers = {}) {
    const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
    this.#begin(status, { 'content-type': 'application/json', ...headers }, bytes.length)
    this.response.end(bytes)
  }

  /** @param {number} status @param {string} message @param {{type?: string | undefined, details?: object | undefined, retryAfter?: number | undefined, headers?: Record<string, string>}} [more] */
  sendError(status, message, { type = errorType(status), details, retryAfter, headers = {} } = {}) {
    if (retryAfter !== undefined) this.emulator.rates.sendAway(this.hash, retryAfter)
    const later = retryAfter === undefined ? {} : { 'retry-after': `${retryAfter}` }
    this.send(status, errorBody(type, message, this.id, details), { ...later, ...headers })
  }

  /** Whether the fault has taken the place of the answer. @param {Fault | undefined} fault */
  async isDisturbedBy(fault) {
    if (!fault) return false
    if (fault.hang) await this.hang()
    else if (fault.drop) this.#drop()
    else if (fault.body !== undefined) this.send(fault.status ?? 200, fault.body, fault.headers ?? {})
    else if (fault.status !== undefined && fault.status >= 400) this.#sendFault(fault.status, fault)
    else if (fault.error_mid_stream && !this.entry.stream) this.#sendFault(529, fault)
    else return false
    return true
  }

  /** @param {number} status @param {Fault} fault */
  #sendFault(status, { type, message = messageOf(status), details, retry_after: retryAfter, headers = {} }) {
    this.sendError(status, message, { type, details, retryAfter, headers })
  }

  /** @param {any} message @param {Fault | undefined} fault */
  async sendMessage(message, fault) {
    if (this.entry.stream) return this.#sendEvents(withUsageFault([...eventsOf(message)], fault?.usage), fault)
    if (!fault?.drop_mid_stream && !fault?.hang_mid_stream) {
      this.entry.owed = tokensOf(message.usage)
      const answer = fault?.usage === 'missing' ? { ...message, usage: undefined } : message
      return this.send(200, answer, fault?.headers)
    }
    const bytes = Buffer.from(JSON.stringify(message))
    this.#begin(200, { 'content-type': 'application/json' }, bytes.length)
    await this.#write(bytes.subarray(0, bytes.length / 2))
    await this.#breakOff(fault)
  }

  /** @param {{type: string}[]} events @param {Fault | undefined} fault */
  async #sendEvents(events, fault) {
    const breaks = fault?.drop_mid_stream || fault?.hang_mid_stream || fault?.error_mid_stream
    this.#begin(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      ...fault?.headers,
    })
    for (const event of breaks ? events.slice(0, Math.ceil(events.length / 2)) : events) {
      await this.wait(fault?.between_ms)
      this.#bill.take(event)
      await this.#write(encoded(event))
    }
    if (fault?.error_mid_stream) {
      const error = { type: fault.type ?? 'overloaded_error', message: fault.message ?? 'Overloaded' }
      await this.#write(encoded({ ...errorBody(error.type, error.message, this.id), type: 'error' }))
    } else if (breaks) return this.#breakOff(fault)
    else this.#noteBill()
    this.response.end()
  }

  /** @param {Fault | undefined} fault */
  async #breakOff(fault) {
    if (fault?.hang_mid_stream) await this.hang()
    else this.#drop()
  }

  #drop() {
    this.#isOurEnd = true
    this.response.destroy()
  }

  /** Waits until what was written is taken. @param {string | Buffer} piece */
  async #write(piece) {
    await new Promise((resolve, reject) =>
      this.response.write(piece, (error) => (error ? reject(error) : resolve(undefined))),
    )
  }
}
