// SPDX-License-Identifier: AGPL-3.0-or-later
// How many calls fit into the fixed window of each connection, workspace and endpoint. Windows begin at
// unannounced times, each at its own.

/**
 * @typedef {object} Limits
 * @property {number} window_ms
 * @property {number} calls of one connection in a window
 * @property {Record<string, number>} connections calls in a window, by the id of a bot
 * @property {number | null} workspace calls of all connections of one workspace in its window; null: any
 * @property {number} workspace_window_ms
 * @property {Record<string, number>} endpoints calls of one connection in a window, by "POST /search"
 * @property {string[]} blocked ids of workspaces and bots from which nothing is taken
 */

/** @typedef {'public_api_request_rate_limit' | 'public_api_space_request_rate_limit' | 'public_api_endpoint_rate_limit' | 'public_api_request_blocked'} Reason */

/** Told to a connection that calls too often. @typedef {{reason: Reason, seconds: number | undefined}} Limited */

/** @returns {Limits} */
const defaultLimits = () => ({
  window_ms: 60_000,
  calls: 180,
  connections: {},
  workspace: null,
  workspace_window_ms: 300_000,
  endpoints: {},
  blocked: [],
})

export class Rates {
  limits = defaultLimits()
  /** @type {Map<string, {phase: number, index: number, count: number}>} */
  #windows = new Map()

  /** @param {import('./clock.mjs').Clock} clock */
  constructor(clock) {
    this.clock = clock
  }

  /** @param {Partial<Limits>} limits the others become as they usually are */
  set(limits) {
    const unknown = Object.keys(limits).find((name) => !(name in defaultLimits()))
    if (unknown) throw new Error(`There is no limit ${unknown}`)
    this.limits = { ...defaultLimits(), ...limits }
    this.#windows.clear()
  }

  /**
   * Counts a call.
   * @param {{connection: string, workspace: string, endpoint: string, callsOfPlan?: number | undefined}} call callsOfPlan: its
   *   connection's calls in a window, where that is not as all others'
   * @returns {Limited | undefined}
   */
  take({ connection, workspace, endpoint, callsOfPlan }) {
    const { limits } = this
    if (limits.blocked.includes(connection) || limits.blocked.includes(workspace))
      return { reason: 'public_api_request_blocked', seconds: undefined }
    const max = limits.connections[connection] ?? callsOfPlan ?? limits.calls
    const own = this.#count(connection, max, limits.window_ms)
    const shared = this.#count(workspace, limits.workspace, limits.workspace_window_ms)
    const narrow = this.#count(`${connection} ${endpoint}`, limits.endpoints[endpoint], limits.window_ms)
    if (shared !== undefined) return { reason: 'public_api_space_request_rate_limit', seconds: shared }
    if (own !== undefined) return { reason: 'public_api_request_rate_limit', seconds: own }
    return narrow === undefined ? undefined : { reason: 'public_api_endpoint_rate_limit', seconds: narrow }
  }

  /** @param {string} key @param {number | null | undefined} max @param {number} length @returns {number | undefined} seconds to the end of the window, when it is full */
  #count(key, max, length) {
    if (max === null || max === undefined) return undefined
    const window = this.#windows.get(key) ?? { phase: Math.random(), index: Number.NaN, count: 0 }
    this.#windows.set(key, window)
    const since = this.clock.now() + window.phase * length
    const index = Math.floor(since / length)
    if (index !== window.index) Object.assign(window, { index, count: 0 })
    window.count += 1
    return window.count > max ? Math.max(1, Math.ceil(((index + 1) * length - since) / 1000)) : undefined
  }
}
