// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes whose effect is unknown, and the clients that retry them without checking.
import { createHash } from 'node:crypto'
import { isRepeatable, isWrite } from './routes.mjs'

const maxWrites = 50_000
const uuid = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi

/** Statuses after which only reads and deletions may be repeated. */
export const doubtful = [500, 502, 503, 504]

/** @typedef {{connection: string, method: string, path: string, body: Buffer | undefined}} Call path below /v1; no body where it was not read */
/** @typedef {{why: string, isSaved: boolean, hasRead: boolean, connection: string, about: Set<string>}} UnknownOutcome */

export class BlindRetries {
  /** By the write. @type {Map<string, UnknownOutcome>} */
  #outcomes = new Map()

  /** @param {Call} call @param {string} why what its sender saw @param {boolean} isSaved whether it had its effect */
  noteUnknown(call, why, isSaved) {
    if (!isWrite(call.method, call.path) || call.method === 'DELETE') return
    const about = idsOf(call)
    // A new page that wasn't read can't be told from the next one.
    if (call.body === undefined && about.size === 0) return
    if (this.#outcomes.size >= maxWrites) this.#outcomes.clear()
    this.#outcomes.set(keyOf(call), { why, isSaved, hasRead: false, connection: call.connection, about })
  }

  /** What a call that is answered tells its sender about earlier ones. @param {Call} call */
  noteRead(call) {
    if (isWrite(call.method, call.path) || this.#outcomes.size === 0) return
    const seen = idsOf(call)
    for (const outcome of this.#outcomes.values()) {
      if (outcome.connection !== call.connection) continue
      if (call.path === '/search' || [...outcome.about].some((id) => seen.has(id))) outcome.hasRead = true
    }
  }

  /**
   * What is wrong with a call that was made before. Who has looked in between may repeat what had no effect.
   * @param {Call} call @returns {{detail: string, repeatable: boolean} | undefined}
   */
  judge(call) {
    const key = [keyOf(call), keyOf({ ...call, body: undefined })].find((one) => this.#outcomes.has(one)) ?? ''
    const outcome = this.#outcomes.get(key)
    if (!outcome) return undefined
    this.#outcomes.delete(key)
    if (outcome.hasRead && !outcome.isSaved) return undefined
    const effect = outcome.isSaved ? 'had been saved' : 'may have been saved'
    const repeatable = isRepeatable(call.method, call.path)
    return { detail: `${call.method} ${call.path} ${effect} and comes again after ${outcome.why}`, repeatable }
  }

  clear() {
    this.#outcomes.clear()
  }
}

/** @param {Call} call */
function keyOf({ connection, method, path, body }) {
  return createHash('sha256')
    .update(`${connection} ${method} ${path} `)
    .update(body ?? 'any')
    .digest('hex')
}

/** Of what is written to or read: the ids in the path, and of a new page its parent's. @param {Call} call */
function idsOf({ path, body }) {
  const parent = path === '/pages' ? (/"parent"\s*:\s*\{[^}]*\}/.exec(`${body}`)?.[0] ?? '') : ''
  return new Set(`${path} ${parent}`.match(uuid)?.map((id) => id.replaceAll('-', '').toLowerCase()))
}
