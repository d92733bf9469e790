// SPDX-License-Identifier: AGPL-3.0-or-later
// Who asked for what and when, and what was wrong with it.
import { countsOf } from '../counts.mjs'
import { checks } from './checks.mjs'

const maxEntries = 200_000

/**
 * @typedef {object} Entry
 * @property {number} at milliseconds of the Unix epoch by the emulator's clock
 * @property {string} id the x-notion-request-id that was answered
 * @property {string} method
 * @property {string} path with its query
 * @property {string} [version]
 * @property {string} [token]
 * @property {string} [connection] the id of its bot
 * @property {number | null} status null while there is no answer
 * @property {string} [code] of an error
 * @property {string} [reason] of a rate limit
 * @property {string[]} [fault] the names of what went wrong on purpose
 * @property {boolean} [aborted] the answer did not arrive whole
 * @property {number} [ms] until the answer was sent
 */

/** @typedef {{at: number, check: number, name: string, detail: string, request: string, soft?: boolean, repeatable?: boolean}} Violation */

export class Log {
  /** @type {Entry[]} */
  requests = []
  /** @type {Violation[]} */
  violations = []
  /** Of webhooks. @type {{at: number, url: string, status: number | null, body: any}[]} */
  deliveries = []
  most_in_flight = 0
  #inFlight = 0

  /** @param {import('./clock.mjs').Clock} clock */
  constructor(clock) {
    this.clock = clock
  }

  /** @param {Omit<Entry, 'at' | 'status'>} entry @returns {Entry} */
  begin(entry) {
    /** @type {Entry} */
    const begun = { at: this.clock.now(), status: null, ...entry }
    if (this.requests.length < maxEntries) this.requests.push(begun)
    this.#inFlight += 1
    this.most_in_flight = Math.max(this.most_in_flight, this.#inFlight)
    return begun
  }

  end() {
    this.#inFlight -= 1
  }

  /** @param {number} check @param {string} detail @param {string} request its id @param {{soft?: boolean, repeatable?: boolean}} [more] soft: nothing was refused */
  violation(check, detail, request, more = {}) {
    const name = checks[/** @type {keyof typeof checks} */ (check)] ?? checks[0]
    if (this.violations.length < maxEntries)
      this.violations.push({ at: this.clock.now(), check, name, detail, request, ...more })
  }

  clear() {
    this.requests = []
    this.violations = []
    this.deliveries = []
    this.most_in_flight = this.#inFlight
  }

  /** How often each check was failed, by its number. */
  counts() {
    return countsOf(this.violations)
  }

  /** When each connection called, in milliseconds and in order. */
  #timesOfCalls() {
    /** @type {Map<string, number[]>} */
    const times = new Map()
    for (const { at, connection } of this.requests) {
      if (connection === undefined) continue
      const known = times.get(connection)
      if (known) known.push(at)
      else times.set(connection, [at])
    }
    return times
  }

  /** Calls of each connection, by the second of the Unix epoch. */
  callsBySecond() {
    /** @type {Record<string, Record<number, number>>} */
    const counts = {}
    for (const [connection, times] of this.#timesOfCalls()) {
      /** @type {Record<number, number>} */
      const seconds = {}
      for (const at of times) seconds[Math.floor(at / 1000)] = (seconds[Math.floor(at / 1000)] ?? 0) + 1
      counts[connection] = seconds
    }
    return counts
  }

  /** The most calls that each connection made within any span so long. @param {number} span milliseconds */
  maxWithin(span) {
    /** @type {Record<string, number>} */
    const max = {}
    for (const [connection, times] of this.#timesOfCalls()) {
      let first = 0
      let best = 0
      for (const [last, at] of times.entries()) {
        while ((times[first] ?? at) <= at - span) first += 1
        best = Math.max(best, last - first + 1)
      }
      max[connection] = best
    }
    return max
  }

  /** @param {number} windowMs in which calls are limited */
  shown(windowMs) {
    const { requests, violations, deliveries, most_in_flight } = this
    return {
      ...{ requests, violations, deliveries, most_in_flight },
      counts: this.counts(),
      calls_by_second: this.callsBySecond(),
      most_within_a_window: this.maxWithin(windowMs),
    }
  }
}
