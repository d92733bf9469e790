// SPDX-License-Identifier: AGPL-3.0-or-later
// Two writes to one parent at once: the second is refused.
import { NotionError } from './errors.mjs'

export class Conflicts {
  /** Whose write is under way, by the id of what is written to. @type {Map<string, string>} */
  #busy = new Map()

  /**
   * @param {string | undefined} parent nothing where writes do not disturb each other
   * @param {string} connection
   * @returns {() => void} to be called when the write is done
   */
  begin(parent, connection) {
    if (parent === undefined) return () => {}
    const holder = this.#busy.get(parent)
    if (holder !== undefined) {
      const message = 'Conflict occurred while saving. Please try again.'
      // Another connection's write is nothing that a careful client can know of.
      const how = { check: 38, isViolation: holder === connection }
      throw new NotionError(409, 'conflict_error', message, undefined, how)
    }
    this.#busy.set(parent, connection)
    return () => this.#busy.delete(parent)
  }
}

/**
 * What a call writes to. Rows of a database do not disturb each other.
 * @param {string} method @param {string} path below /v1 @param {any} body
 */
export function parentOf(method, path, body) {
  const id =
    method === 'POST' && path === '/pages'
      ? body?.parent?.page_id
      : method === 'PATCH' || method === 'DELETE' || path.endsWith('/move')
        ? path.split('/')[2]
        : undefined
  return typeof id === 'string' ? id.replaceAll('-', '').toLowerCase() : undefined
}
