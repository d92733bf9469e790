// SPDX-License-Identifier: AGPL-3.0-or-later
// OAuth apps at GitHub: the screen, codes that work once, and tokens. A test that has no browser adds to the address
// what a person would press: allow=1 or deny=1, and login, whose account it is.

import { createHash, randomBytes } from 'node:crypto'

/** @typedef {import('../targets/service.mjs').Asked} Asked */
/** @typedef {import('../targets/service.mjs').Answer} Answer */
/** @typedef {{id: string, secret: string, redirect_uri: string}} App */
/** @typedef {{login: string, scopes: string[]}} Grant */
/** @typedef {{grant: Grant, app: App, challenge: string, until: number}} Code */

const asked = ['client_id', 'redirect_uri', 'scope', 'state', 'code_challenge', 'code_challenge_method']
const pressed = ['allow', 'deny', 'login']
const codeMs = 10 * 60_000
const errorUri =
  'https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors'

const escaped = (/** @type {unknown} */ text) =>
  `${text}`.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** @param {string} error @returns {Answer} */
const failed = (error) => ({ status: 200, body: { error, error_description: error, error_uri: errorUri } })

export class OAuthApps {
  /** @type {App[]} */
  registered = []
  #accounts
  #violation
  /** @type {Map<string, Code>} */
  #codes = new Map()
  /** @type {Map<string, Grant>} */
  #tokens = new Map()

  /** @param {import('./accounts.mjs').Accounts} accounts @param {(call: Asked, detail: string) => void} violation */
  constructor(accounts, violation) {
    this.#accounts = accounts
    this.#violation = violation
  }

  /** How many were issued. */
  get tokens() {
    return this.#tokens.size
  }

  /** @param {string} token */
  grantOf(token) {
    return this.#tokens.get(token)
  }

  /** @param {Asked} call @returns {Answer} */
  screen(call) {
    const query = call.url.searchParams
    const app = this.registered.find(({ id }) => id === query.get('client_id'))
    const fault = this.#faultOf(query, app)
    if (!app || fault) {
      this.#violation(call, fault ?? 'An unknown app')
      return { status: 404, body: 'Not Found' }
    }
    const state = query.get('state') ?? ''
    const denied = { error: 'access_denied', error_description: 'The user has denied your application access.' }
    if (query.has('deny')) return redirected(app, { ...denied, error_uri: errorUri, state })
    if (!query.has('allow')) return { status: 200, headers: { 'content-type': 'text/html' }, body: page(query) }
    const code = randomBytes(10).toString('hex')
    const grant = { login: query.get('login') || 'ann', scopes: (query.get('scope') ?? '').split(/[ ,]/) }
    this.#codes.set(code, { grant, app, challenge: query.get('code_challenge') ?? '', until: Date.now() + codeMs })
    return redirected(app, { code, state })
  }

  /** @param {URLSearchParams} query @param {App | undefined} app */
  #faultOf(query, app) {
    const unknown = [...query.keys()].find((name) => ![...asked, ...pressed].includes(name))
    if (unknown) return `authorize knows no ${unknown}`
    if (query.get('redirect_uri') !== app?.redirect_uri) return 'Another redirect_uri than the registered one'
    if (!query.get('state')) return 'authorize without a state'
    if (query.get('code_challenge_method') !== 'S256' || query.get('code_challenge')?.length !== 43)
      return 'authorize without a code challenge'
    return undefined
  }

  /** @param {Asked} call @returns {Answer} */
  exchange(call) {
    const { headers, body } = call
    if (headers['content-type'] !== 'application/x-www-form-urlencoded') this.#violation(call, 'No form')
    if (headers.accept !== 'application/json') this.#violation(call, 'Without Accept, the answer is a form')
    const fields = new URLSearchParams(body.toString())
    const app = this.registered.find(({ id }) => id === fields.get('client_id'))
    if (!app || app.secret !== fields.get('client_secret')) return failed('incorrect_client_credentials')
    const code = this.#codes.get(fields.get('code') ?? '')
    this.#codes.delete(fields.get('code') ?? '')
    if (code?.app !== app || code.until < Date.now()) return failed('bad_verification_code')
    if (fields.get('redirect_uri') !== app.redirect_uri) return failed('redirect_uri_mismatch')
    const challenge = createHash('sha256')
      .update(fields.get('code_verifier') ?? '')
      .digest('base64url')
    if (challenge !== code.challenge) return failed('bad_verification_code')
    const { emails } = this.#accounts.of(code.grant.login)
    if (emails.length === 0) return failed('unverified_user_email')
    const access_token = `gho_${randomBytes(18).toString('hex')}`
    this.#tokens.set(access_token, code.grant)
    return { status: 200, body: { access_token, token_type: 'bearer', scope: code.grant.scopes.join(',') } }
  }
}

/** @param {App} app @param {Record<string, string>} result @returns {Answer} */
function redirected({ redirect_uri }, result) {
  const url = new URL(redirect_uri)
  for (const [name, value] of Object.entries(result)) url.searchParams.set(name, value)
  return { status: 302, headers: { location: url.href }, body: '' }
}

/** @param {URLSearchParams} query */
function page(query) {
  const hidden = [...query].map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
  return `<!doctype html><html lang="en"><title>GitHub</title><form>${hidden.join('')}
<h1>Authorize this app?</h1><label>Login <input name="login"></label>
<button name="allow" value="1">Authorize</button> <button name="deny" value="1">Cancel</button></form></html>`
}
