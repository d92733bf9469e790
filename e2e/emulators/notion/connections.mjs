// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may come in: connections (each a bot in a workspace), the tokens of each, and what becomes of these.
import { randomBytes, randomUUID } from 'node:crypto'

/** @typedef {{read: boolean, insert: boolean, update: boolean}} Capabilities */
/** @typedef {{id: string, name: string, email: string, workspaces: string[]}} User */

/**
 * @typedef {object} Connection
 * @property {string} id of its bot
 * @property {string} name
 * @property {string} workspace its id
 * @property {'internal' | 'personal' | 'oauth'} kind
 * @property {User | undefined} user its owner; internal connections have none
 * @property {string | undefined} client of OAuth
 * @property {Capabilities} capabilities
 * @property {'all' | Set<string>} pages
 */

/** @typedef {{connection: Connection, isAlive: boolean, isSpent?: boolean, made: number}} Token */

/**
 * @typedef {object} InitialToken a token that is there from the beginning
 * @property {string} token
 * @property {string} [workspace] its id; the first
 * @property {'internal' | 'personal'} [kind]
 * @property {string} [user] whose a personal one is
 * @property {string} [name]
 * @property {string[]} [pages] all when they are not named
 * @property {Partial<Capabilities>} [capabilities]
 */

const everything = { read: true, insert: true, update: true }
const newToken = (/** @type {string} */ prefix) => `${prefix}${randomBytes(24).toString('base64url')}`

export class Connections {
  /** @type {Map<string, Connection>} */
  all = new Map()
  /** @type {Map<string, Token>} */
  access = new Map()
  /** @type {Map<string, Token>} */
  refresh = new Map()

  /** @param {import('./clock.mjs').Clock} clock */
  constructor(clock) {
    this.clock = clock
  }

  /** @param {Omit<Connection, 'id' | 'capabilities'> & {capabilities?: Partial<Capabilities> | undefined}} connection */
  add(connection) {
    /** @type {Connection} */
    const added = { ...connection, id: randomUUID(), capabilities: { ...everything, ...connection.capabilities } }
    this.all.set(added.id, added)
    return added
  }

  /** @param {Connection} connection @param {string} token */
  admit(connection, token) {
    this.access.set(token, { connection, isAlive: true, made: this.clock.now() })
  }

  /** Those before are not touched. @param {Connection} connection @param {boolean} canRefresh */
  issue(connection, canRefresh) {
    const pair = { access_token: newToken('ntn_'), refresh_token: canRefresh ? newToken('nrt_') : null }
    this.admit(connection, pair.access_token)
    if (pair.refresh_token) this.refresh.set(pair.refresh_token, { connection, isAlive: true, made: this.clock.now() })
    return pair
  }

  /** Ends all tokens of a connection. @param {Connection} connection @param {'access' | 'both'} which */
  end(connection, which) {
    for (const tokens of which === 'both' ? [this.access, this.refresh] : [this.access])
      for (const token of tokens.values()) if (token.connection === connection) token.isAlive = false
  }

  /** @param {string} name of its bot, or one of its tokens */
  find(name) {
    const connection = this.all.get(name) ?? (this.access.get(name) ?? this.refresh.get(name))?.connection
    if (!connection) throw new Error(`No connection is ${name}`)
    return connection
  }

  toJSON() {
    const tokens = (/** @type {Map<string, Token>} */ all, /** @type {Connection} */ connection) =>
      [...all].filter(([, token]) => token.connection === connection && token.isAlive).map(([name]) => name)
    return [...this.all.values()].map((connection) => ({
      ...connection,
      pages: connection.pages === 'all' ? 'all' : [...connection.pages],
      access_tokens: tokens(this.access, connection),
      refresh_tokens: tokens(this.refresh, connection),
    }))
  }
}
