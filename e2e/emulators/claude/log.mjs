// SPDX-License-Identifier: AGPL-3.0-or-later
// Who asked for what, and what was wrong with it.
import { countsOf } from '../counts.mjs'
import { checks } from './checks.mjs'

const maxEntries = 200_000

/**
 * @typedef {object} Entry
 * @property {number} at milliseconds of the Unix epoch
 * @property {string} id the request-id that was answered
 * @property {string} method
 * @property {string} path
 * @property {string} [model]
 * @property {boolean} [stream]
 * @property {string} [custom_id] of a request in a batch
 * @property {import('./pictures.mjs').Picture[]} images
 * @property {{title: string, text: string}[]} [documents]
 * @property {string[]} [owner_words] what the owners of the pages tell about them
 * @property {boolean} [may_act] it was given tools
 * @property {number | null} status null while there is no answer
 * @property {string} [stop_reason]
 * @property {any} [usage]
 * @property {number | null} [owed] tokens that its sender owes; null if the sender left before any count was sent
 * @property {number | null} [dollars]
 * @property {string[]} [fault] the names of what went wrong on purpose
 * @property {boolean} [aborted] the client went before its answer was whole
 */

/** @typedef {{check: number, name: string, detail: string, soft: boolean, request: string}} Violation */

export class Log {
  /** @type {Entry[]} */
  requests = []
  /** @type {Violation[]} */
  violations = []
  most_in_flight = 0
  #inFlight = 0

  /** @param {Omit<Entry, 'at' | 'images' | 'status'>} entry @returns {Entry} */
  begin(entry) {
    /** @type {Entry} */
    const begun = { at: Date.now(), images: [], status: null, owed: 0, ...entry }
    if (this.requests.length < maxEntries) this.requests.push(begun)
    this.#inFlight += 1
    this.most_in_flight = Math.max(this.most_in_flight, this.#inFlight)
    return begun
  }

  end() {
    this.#inFlight -= 1
  }

  /** @param {number} check @param {string} detail @param {string} request its id @param {boolean} [soft] nothing was refused */
  violation(check, detail, request, soft = false) {
    const name = checks[/** @type {keyof typeof checks} */ (check)]
    if (this.violations.length < maxEntries) this.violations.push({ check, name, detail, soft, request })
  }

  clear() {
    this.requests = []
    this.violations = []
    this.most_in_flight = this.#inFlight
  }

  /** How often each check was failed, by its number. */
  counts() {
    return countsOf(this.violations)
  }

  /** Tokens that are owed for all requests; NaN if one of them is unknown. */
  get owed() {
    return this.requests.reduce((sum, { owed }) => sum + (owed === null ? Number.NaN : (owed ?? 0)), 0)
  }

  toJSON() {
    const { requests, violations, most_in_flight, owed } = this
    return { requests, violations, counts: this.counts(), most_in_flight, owed }
  }
}
