// SPDX-License-Identifier: AGPL-3.0-or-later
// Todoist's OAuth, as of November 2026: the consent screen, tokens that last an hour, refresh tokens that change with
// each use, and revocation (RFC 7009). A test that has no browser adds to the address what a person would press:
// allow=1 or deny=1, and user, whose account it is.

import { randomBytes } from 'node:crypto'
import { NotTaken, Refusal } from './service.mjs'

/** @typedef {import('./service.mjs').Asked} Asked */
/** @typedef {import('./service.mjs').Answer} Answer */
/** @typedef {{id: string, secret: string, redirect_uri: string, refreshes?: boolean}} Client one with `refreshes` false is an old one, whose tokens last */
/** @typedef {{client: Client, user: string, scopes: string[]}} Grant */
/** @typedef {{grant: Grant, usedAt: number | null, access: string | null}} RefreshToken */

const scopesKnown = ['task:add', 'data:read', 'data:read_write', 'data:delete', 'project:delete', 'backups:read']
const asked = ['client_id', 'scope', 'state', 'redirect_uri']
const pressed = ['allow', 'deny', 'user']
const graceMs = 60_000
const accessSeconds = 3600

const newSecret = () => randomBytes(20).toString('hex')
const escaped = (/** @type {unknown} */ text) =>
  `${text}`.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** A client's own fault. @param {number} status @param {string} error */
const wrong = (status, error) => new Refusal(status, error, {}, { error, http_code: status })
/** What may happen to the most careful. @param {string} error */
const ended = (error) => new NotTaken(400, error, {}, { error, http_code: 400 })

export class OAuth {
  /** @type {Client[]} */
  clients = []
  /** @type {Map<string, {grant: Grant, redirect: string | null}>} */
  #codes = new Map()
  /** @type {Map<string, Grant>} */
  #access = new Map()
  /** @type {Map<string, RefreshToken>} */
  #refresh = new Map()

  /** Whose token this is; undefined if it is none of these, or isn't valid any more. @param {string} token */
  grantOf(token) {
    return this.#access.get(token)
  }

  /** The tokens of a person that are valid. @param {string} user */
  tokensOf(user) {
    return [...this.#access].filter(([, grant]) => grant.user === user).map(([token]) => token)
  }

  /** An hour passes ("access"), or the person removes the app in Todoist's settings. @param {string} user @param {'access' | 'grant'} what */
  end(user, what) {
    for (const token of this.tokensOf(user)) this.#access.delete(token)
    if (what === 'access') return
    for (const [token, { grant }] of this.#refresh) if (grant.user === user) this.#refresh.delete(token)
  }

  clear() {
    for (const map of [this.#codes, this.#access, this.#refresh]) map.clear()
  }

  /** undefined: not about OAuth. @param {Asked} call @returns {Answer | undefined} */
  answer(call) {
    const { method, url } = call
    if (url.pathname === '/oauth/authorize' && method === 'GET') return this.#consent(url.searchParams)
    if (url.pathname === '/oauth/access_token' && method === 'POST') return this.#issue(fieldsOf(call))
    if (url.pathname === '/api/v1/revoke' && method === 'POST') return this.#revoke(call)
    return undefined
  }

  /** @param {URLSearchParams} query @returns {Answer} */
  #consent(query) {
    for (const name of query.keys())
      if (![...asked, ...pressed].includes(name)) throw wrong(400, `authorize knows no ${name}`)
    const client = this.clients.find(({ id }) => id === query.get('client_id'))
    if (!client) throw wrong(400, 'invalid_application_status')
    const redirect = query.get('redirect_uri')
    if (redirect !== null && redirect !== client.redirect_uri) throw wrong(400, 'redirect_uri_mismatch')
    const scopes = (query.get('scope') ?? '').split(',')
    if (!scopes.every((scope) => scopesKnown.includes(scope))) throw wrong(400, 'invalid_scope')
    const state = query.get('state')
    if (!state) throw wrong(400, 'authorize without a state')
    // Todoist's documentation shows no state when a person denies.
    if (query.has('deny')) return redirected(client, { error: 'access_denied' })
    if (!query.has('allow')) return { status: 200, headers: { 'content-type': 'text/html' }, body: page(query) }
    const code = newSecret()
    this.#codes.set(code, { grant: { client, user: query.get('user') ?? 'ann', scopes }, redirect })
    return redirected(client, { state, code })
  }

  /** @param {URLSearchParams} fields @returns {Answer} */
  #issue(fields) {
    const client = this.clients.find(({ id }) => id === fields.get('client_id'))
    if (!client || client.secret !== fields.get('client_secret')) throw ended('incorrect_application_credentials')
    const type = fields.get('grant_type') ?? 'authorization_code'
    if (type === 'refresh_token') return this.#renew(client, fields.get('refresh_token') ?? '')
    if (type !== 'authorization_code') throw wrong(400, 'unsupported_grant_type')
    const code = fields.get('code') ?? ''
    const known = this.#codes.get(code)
    if (known?.grant.client !== client) throw ended('bad_authorization_code')
    if (known.redirect !== null && fields.get('redirect_uri') !== known.redirect)
      throw wrong(400, 'redirect_uri_mismatch')
    this.#codes.delete(code)
    return this.#tokens(known.grant)
  }

  /** @param {Grant} grant @returns {Answer} */
  #tokens(grant) {
    const access_token = newSecret()
    this.#access.set(access_token, grant)
    const body = { access_token, token_type: 'Bearer' }
    if (grant.client.refreshes === false) return { status: 200, body }
    const refresh_token = newSecret()
    this.#refresh.set(refresh_token, { grant, usedAt: null, access: null })
    return { status: 200, body: { ...body, refresh_token, expires_in: accessSeconds, scope: grant.scopes.join(' ') } }
  }

  /** The second use within a minute gets the same token, and no refresh token. @param {Client} client @param {string} token @returns {Answer} */
  #renew(client, token) {
    const known = this.#refresh.get(token)
    if (known?.grant.client !== client) throw ended('invalid_grant')
    const now = Date.now()
    if (known.usedAt === null) {
      const answer = this.#tokens(known.grant)
      known.usedAt = now
      known.access = /** @type {{access_token: string}} */ (answer.body).access_token
      return answer
    }
    if (now > known.usedAt + graceMs) throw ended('invalid_grant')
    return { status: 200, body: { access_token: known.access, token_type: 'Bearer', expires_in: accessSeconds } }
  }

  /** @param {Asked} call @returns {Answer} */
  #revoke(call) {
    const [id, secret] = Buffer.from(/^Basic (\S+)$/.exec(call.headers.authorization ?? '')?.[1] ?? '', 'base64')
      .toString()
      .split(':')
    if (!this.clients.some((client) => client.id === id && client.secret === secret)) throw wrong(401, 'invalid_client')
    const token = fieldsOf(call).get('token') ?? ''
    if (this.#refresh.has(token)) throw wrong(403, 'Only access tokens are revoked')
    this.#access.delete(token)
    return { status: 200, body: {} }
  }
}

/** Of a form or of JSON, whose names Todoist takes as well. @param {Asked} call */
function fieldsOf({ headers, body }) {
  if (headers['content-type']?.startsWith('application/json')) return new URLSearchParams(JSON.parse(body.toString()))
  if (headers['content-type'] !== 'application/x-www-form-urlencoded')
    throw wrong(415, `A body of ${headers['content-type']}`)
  return new URLSearchParams(body.toString())
}

/** @param {Client} client @param {Record<string, string>} result @returns {Answer} */
function redirected({ redirect_uri }, result) {
  const url = new URL(redirect_uri)
  for (const [name, value] of Object.entries(result)) url.searchParams.set(name, value)
  return { status: 302, headers: { location: url.href }, body: '' }
}

/** @param {URLSearchParams} query */
function page(query) {
  const hidden = [...query].map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
  return `<!doctype html><html lang="en"><title>Todoist</title><form>${hidden.join('')}
<h1>Grant access?</h1>
<button name="allow" value="1">Agree</button> <button name="deny" value="1">Cancel</button></form></html>`
}
