// SPDX-License-Identifier: AGPL-3.0-or-later
// What goes wrong with the next calls, and whether they have their effect before it does.

/**
 * @typedef {object} Fault
 * @property {number} [status] of the answer; with html and bytes 200 unless given
 * @property {string | object} [body] text as it is, anything else as JSON
 * @property {Record<string, string>} [headers]
 * @property {number} [retry_after] seconds
 * @property {string} [redirect] an address, answered with 302 or `status`
 * @property {boolean} [html] a page such as a proxy shows instead of the service
 * @property {number} [bytes] an answer of this size
 * @property {boolean} [hang] never answers
 * @property {boolean} [drop] ends the connection without an answer
 * @property {number} [after_ms] waits before whatever is answered
 * @property {'reading' | 'effect' | 'answer'} [before] what it comes before: the body is read, the call has its effect
 *   (where nothing is said), or the answer to a call that was carried out
 * @property {number} [times] how many calls it befalls; 1
 * @property {string} [method] of the calls that it befalls; any
 * @property {string} [path] that these begin with; any
 * @property {string} [containing] befalls only calls whose body contains this
 * @property {string} [authorization] befalls only calls with this header
 */

const members = [
  ...['status', 'body', 'headers', 'retry_after', 'redirect', 'html', 'bytes', 'hang', 'drop', 'after_ms'],
  ...['before', 'times', 'method', 'path', 'containing', 'authorization'],
]
const moments = ['reading', 'effect', 'answer']

/** @template {Fault} [F=Fault] */
export class Faults {
  /** @type {{fault: F, left: number}[]} */
  #next = []
  #members

  /** @param {string[]} [more] that the faults of one service may say */
  constructor(more = []) {
    this.#members = [...members, ...more]
  }

  /** Replaces those that are left. @param {F[]} faults */
  set(faults) {
    if (!Array.isArray(faults)) throw new Error('A list of faults, please')
    for (const fault of faults) {
      const unknown = Object.keys(fault).find((name) => !this.#members.includes(name))
      if (unknown) throw new Error(`A fault has no ${unknown}`)
      if (fault.before && !moments.includes(fault.before)) throw new Error(`Before ${fault.before}?`)
    }
    this.#next = []
    for (const fault of faults) this.add(fault)
  }

  /** After those that are left. @param {F} fault */
  add(fault) {
    this.#next.push({ fault, left: fault.times ?? 1 })
  }

  /** Whether it was still to come. @param {F} fault */
  drop(fault) {
    const left = this.#next.length
    this.#next = this.#next.filter((next) => next.fault !== fault)
    return this.#next.length < left
  }

  /**
   * @param {import('node:http').IncomingMessage} request @param {Buffer | undefined} body none while it is not read
   * @returns {F | undefined}
   */
  take(request, body) {
    const next = this.#next.find(({ fault }) => befalls(fault, request, body))
    if (!next) return undefined
    next.left -= 1
    if (next.left === 0) this.#next.splice(this.#next.indexOf(next), 1)
    return next.fault
  }
}

/** @param {Fault} fault @param {import('node:http').IncomingMessage} request @param {Buffer | undefined} body */
function befalls(fault, { method, url = '', headers }, body) {
  if ((fault.before === 'reading') !== (body === undefined)) return false
  if (fault.method && fault.method !== method) return false
  if (!url.startsWith(fault.path ?? '')) return false
  if (fault.authorization && fault.authorization !== headers.authorization) return false
  return fault.containing === undefined || body?.includes(fault.containing) === true
}

const page = '<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>'

/** The answer that a fault puts in the place of the right one, unless it only delays. @param {Fault} fault */
export function answerOf({ status, body, headers = {}, retry_after, redirect, html, bytes }) {
  const later = retry_after === undefined ? {} : { 'retry-after': `${retry_after}` }
  const there = redirect === undefined ? {} : { location: redirect }
  const content = html ? page : bytes ? 'x'.repeat(bytes) : body
  if (status === undefined && content === undefined && redirect === undefined) return undefined
  return {
    status: status ?? (redirect ? 302 : 200),
    headers: { ...(html ? { 'content-type': 'text/html' } : {}), ...later, ...there, ...headers },
    body: content ?? (status && status >= 400 ? { detail: 'An emulated fault' } : ''),
  }
}
