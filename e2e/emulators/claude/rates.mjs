// SPDX-License-Identifier: AGPL-3.0-or-later
// How much of its minute each key has used, who is to come back later, and who comes back too early.
import { createHash } from 'node:crypto'
import { Refusal } from './checks.mjs'

const windowMs = 60_000
const defaultLimits = { requests: 4000, 'input-tokens': 2_000_000, 'output-tokens': 400_000 }
const maxWaiting = 50_000
/** A timer of the client may be this much ahead of ours. */
const slackMs = 20

export class Rates {
  /** @type {Map<string, {until: number, requests: number, 'input-tokens': number, 'output-tokens': number}>} */
  #windows = new Map()
  /** Until when each request is to wait, by its hash. @type {Map<string, number>} */
  #waiting = new Map()

  /** @param {string} key */
  #window(key) {
    const known = this.#windows.get(key)
    if (known && known.until > Date.now()) return known
    const window = { until: Date.now() + windowMs, requests: 0, 'input-tokens': 0, 'output-tokens': 0 }
    this.#windows.set(key, window)
    return window
  }

  /** Counts a request. @param {string} key @param {number} [max] a minute @returns {number | undefined} seconds to wait, when it is one too many */
  count(key, max = Number.POSITIVE_INFINITY) {
    const window = this.#window(key)
    window.requests += 1
    return window.requests > max ? Math.ceil((window.until - Date.now()) / 1000) : undefined
  }

  /** @param {string} key @param {any} usage */
  spend(key, usage) {
    const window = this.#window(key)
    window['input-tokens'] += usage.input_tokens + usage.cache_creation_input_tokens
    window['output-tokens'] += usage.output_tokens
  }

  /** @param {string} key @param {number} [requests] a minute */
  headers(key, requests = defaultLimits.requests) {
    const window = this.#window(key)
    const limits = { ...defaultLimits, requests }
    const rows = Object.entries(limits).map(([name, limit]) => ({
      name,
      limit,
      remaining: Math.max(0, limit - window[/** @type {keyof typeof defaultLimits} */ (name)]),
    }))
    const tokens = rows.filter(({ name }) => name !== 'requests')
    const sum = (/** @type {'limit' | 'remaining'} */ member) => tokens.reduce((total, row) => total + row[member], 0)
    rows.push({ name: 'tokens', limit: sum('limit'), remaining: sum('remaining') })
    const reset = new Date(window.until).toISOString().replace(/\.\d+/, '')
    return Object.fromEntries(
      rows.flatMap(({ name, limit, remaining }) => [
        [`anthropic-ratelimit-${name}-limit`, `${limit}`],
        [`anthropic-ratelimit-${name}-remaining`, `${remaining}`],
        [`anthropic-ratelimit-${name}-reset`, reset],
      ]),
    )
  }

  /** @param {string} request its hash @param {number} seconds */
  sendAway(request, seconds) {
    if (this.#waiting.size >= maxWaiting) this.#waiting.clear()
    this.#waiting.set(request, performance.now() + seconds * 1000)
  }

  /** How many milliseconds too early a request is here again. @param {string} request its hash */
  comesEarly(request) {
    const early = (this.#waiting.get(request) ?? 0) - performance.now()
    if (early <= 0) this.#waiting.delete(request)
    return early > slackMs ? Math.ceil(early) : 0
  }
}

/** @param {string} key @param {string} path @param {Buffer} body */
export function hashOfRequest(key, path, body) {
  return createHash('sha256').update(`${key} ${path} `).update(body).digest('hex')
}

/** @param {import('node:http').IncomingHttpHeaders} headers */
export function keyOf(headers) {
  const key = headers['x-api-key'] ?? /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
  if (!key || Array.isArray(key)) throw new Refusal(1, 'x-api-key header is required', 401)
  return key
}
