// SPDX-License-Identifier: AGPL-3.0-or-later
// Codes for consent, tokens for codes, and new tokens for old ones.
import { randomUUID, timingSafeEqual } from 'node:crypto'
import { invalid } from './errors.mjs'

/** @typedef {import('./connections.mjs').Connection} Connection */
/** @typedef {{id: string, secret: string, name: string, redirect_uris: string[], capabilities?: Partial<import('./connections.mjs').Capabilities>, can_refresh?: boolean, template?: boolean}} Client */
/** @typedef {{client: Client, redirect: string | undefined, user: import('./connections.mjs').User, workspace: string, pages: 'all' | Set<string>, template: string | null}} Grant */
/** @typedef {Grant & {until: number, connection?: Connection}} Code */

const secretLength = 200

/** In the form of OAuth, not in that of all other errors. */
export class OAuthError extends Error {
  check = 42

  /** @param {number} status @param {string} error @param {string} description @param {boolean} [isViolation] */
  constructor(status, error, description, isViolation = true) {
    super(description)
    this.status = status
    this.error = error
    this.isViolation = isViolation
  }
}

const badGrant = (/** @type {string} */ description, isViolation = true) =>
  new OAuthError(400, 'invalid_grant', description, isViolation)

export class OAuth {
  code_ms = 600_000
  /** @type {Map<string, Code>} */
  #codes = new Map()

  /**
   * @param {import('./clock.mjs').Clock} clock
   * @param {import('./connections.mjs').Connections} connections
   * @param {Client[]} clients
   * @param {(workspace: string) => {id: string, name: string, icon: string | null}} workspaceOf
   */
  constructor(clock, connections, clients, workspaceOf) {
    this.clock = clock
    this.connections = connections
    this.clients = clients
    this.workspaceOf = workspaceOf
  }

  /** @param {Grant} grant @returns {string} the code for it */
  grant(grant) {
    const code = `03${randomUUID()}`
    this.#codes.set(code, { ...grant, until: this.clock.now() + this.code_ms })
    return code
  }

  /** @param {string} path below /v1/oauth @param {string} authorization @param {any} body */
  answer(path, authorization, body) {
    const client = this.#clientOf(authorization)
    if (path === '/token') return this.#token(client, body)
    const token = fieldOf(body, 'token')
    onlyFields(body, ['token'])
    const found = this.connections.access.get(token) ?? this.connections.refresh.get(token)
    const own = found?.connection.client === client.id && found.isAlive ? found : undefined
    if (path === '/introspect') return own ? shownToken(own) : { active: false }
    if (own) this.connections.end(own.connection, 'both')
    return {}
  }

  /** @param {string} authorization @returns {Client} */
  #clientOf(authorization) {
    const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/.exec(authorization)?.[1] ?? ''
    const [id, ...secret] = Buffer.from(encoded, 'base64').toString().split(':')
    const client = this.clients.find((one) => one.id === id)
    if (!client || !isSame(client.secret, secret.join(':')))
      throw new OAuthError(401, 'invalid_client', 'Client authentication failed.')
    return client
  }

  /** @param {Client} client @param {any} body */
  #token(client, body) {
    const type = fieldOf(body, 'grant_type')
    if (type === 'authorization_code') return this.#exchange(client, body)
    if (type === 'refresh_token') return this.#refresh(client, body)
    throw new OAuthError(400, 'unsupported_grant_type', `Unsupported grant_type ${type}`)
  }

  /** @param {Client} client @param {any} body */
  #exchange(client, body) {
    onlyFields(body, ['grant_type', 'code', 'redirect_uri', 'external_account'])
    const code = this.#codes.get(fieldOf(body, 'code'))
    if (!code || code.client !== client) throw badGrant('Invalid code.')
    if (code.connection) {
      // The code was used before: the tokens that it gave out end as well.
      this.connections.end(code.connection, 'both')
      throw badGrant('Invalid code: this code has been revoked.')
    }
    if (code.until <= this.clock.now()) throw badGrant('Invalid code: this code has expired.', false)
    if (body.redirect_uri !== code.redirect)
      throw badGrant(`Invalid redirect_uri: ${body.redirect_uri} instead of ${code.redirect}.`)
    code.connection = this.#connect(code)
    return this.#issued(code.connection, client, code.template)
  }

  /** The bot of this person in this workspace: the one there is, with the pages that are chosen now. @param {Code} code */
  #connect({ client, user, workspace, pages }) {
    const known = [...this.connections.all.values()].find(
      (one) => one.client === client.id && one.user === user && one.workspace === workspace,
    )
    if (known) return Object.assign(known, { pages })
    const { name, capabilities } = client
    return this.connections.add({ kind: 'oauth', client: client.id, name, user, workspace, pages, capabilities })
  }

  /** @param {Client} client @param {any} body */
  #refresh(client, body) {
    onlyFields(body, ['grant_type', 'refresh_token'])
    const token = this.connections.refresh.get(fieldOf(body, 'refresh_token'))
    if (!token || token.connection.client !== client.id) throw badGrant('Invalid refresh token.')
    if (!token.isAlive) throw badGrant('Invalid refresh token: it has been used or revoked.', token.isSpent === true)
    token.isSpent = true
    this.connections.end(token.connection, 'both')
    return this.#issued(token.connection, client, null)
  }

  /** @param {Connection} connection @param {Client} client @param {string | null} template */
  #issued(connection, client, template) {
    const { id, name, icon } = this.workspaceOf(connection.workspace)
    const { access_token, refresh_token } = this.connections.issue(connection, client.can_refresh !== false)
    return {
      ...{ access_token, token_type: 'bearer', refresh_token, bot_id: connection.id },
      ...{ workspace_id: id, workspace_name: name, workspace_icon: icon },
      owner: ownerOf(connection),
      duplicated_template_id: template,
    }
  }
}

/** @param {Connection} connection */
export function ownerOf({ user }) {
  if (!user) return { type: 'workspace', workspace: true }
  const { id, name, email } = user
  return { type: 'user', user: { object: 'user', id, name, avatar_url: null, type: 'person', person: { email } } }
}

/** UNSURE: how the service words a scope (2026-11). @param {import('./connections.mjs').Token} token */
function shownToken({ connection: { capabilities }, made }) {
  const allowed = Object.entries(capabilities).filter(([, isAllowed]) => isAllowed)
  return { active: true, scope: allowed.map(([name]) => `${name}_content`).join(' '), iat: Math.floor(made / 1000) }
}

/** @param {any} body @param {string} name */
function fieldOf(body, name) {
  const value = body?.[name]
  if (typeof value === 'string' && value !== '') return value
  const shown = value === undefined ? 'undefined' : JSON.stringify(value)
  const should = value === undefined ? 'defined' : 'a string'
  throw invalid(`body failed validation: body.${name} should be ${should}, instead was \`${shown}\`.`, { check: 42 })
}

/** @param {any} body @param {string[]} known */
function onlyFields(body, known) {
  const unknown = Object.keys(body).find((name) => !known.includes(name))
  if (unknown) throw invalid(`body failed validation: body.${unknown} should be not present.`, { check: 5 })
}

/** @param {string} secret @param {string} given */
function isSame(secret, given) {
  const [one, other] = [secret, given].map((text) => Buffer.from(text.padEnd(secretLength).slice(0, secretLength)))
  return secret.length === given.length && timingSafeEqual(one ?? Buffer.of(), other ?? Buffer.of())
}
