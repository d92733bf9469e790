// SPDX-License-Identifier: AGPL-3.0-or-later
// A strict emulator of the part of GitHub at which people sign in (OAuth apps with PKCE, and two routes of the API), as
// of November 2026. Errors of the token endpoint have the status 200, as GitHub's have.

import { Service, serve } from '../targets/service.mjs'
import { Accounts } from './accounts.mjs'
import { OAuthApps } from './oauth-apps.mjs'

/** @typedef {import('../targets/service.mjs').Asked} Asked */
/** @typedef {import('../targets/service.mjs').Answer} Answer */

const forbidden = 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header'

/** @param {number} status @param {string} message @returns {Answer} */
const problem = (status, message) => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com/rest', status: `${status}` },
})

class GitHub extends Service {
  accounts = new Accounts()
  apps = new OAuthApps(this.accounts, (call, detail) => this.violation(call.entry, detail))

  constructor() {
    super()
    this.doors = {
      'PUT clients': (/** @type {import('./oauth-apps.mjs').App[]} */ apps) => {
        this.apps.registered = apps
      },
      'PUT accounts': (/** @type {Record<string, import('./accounts.mjs').Person>} */ people) => {
        this.accounts.set(people)
      },
    }
  }

  /** @override */
  state() {
    return { tokens: this.apps.tokens }
  }

  /** @override @param {Asked} call @returns {Answer} */
  answer(call) {
    const { method, url } = call
    if (url.pathname === '/login/oauth/authorize' && method === 'GET') return this.apps.screen(call)
    if (url.pathname === '/login/oauth/access_token' && method === 'POST') return this.apps.exchange(call)
    if (method === 'GET' && ['/user', '/user/emails'].includes(url.pathname)) return this.#api(call)
    this.violation(call.entry, 'No such path')
    return problem(404, 'Not Found')
  }

  /** @param {Asked} call @returns {Answer} */
  #api(call) {
    const { url, headers, entry } = call
    if (!headers['user-agent']) {
      this.violation(entry, 'A call of the API without a User-Agent')
      return { status: 403, body: forbidden }
    }
    if (headers.accept !== 'application/vnd.github+json') this.violation(entry, `Accept: ${headers.accept}`)
    if (!headers['x-github-api-version']) this.violation(entry, 'A call of the API without its version')
    const grant = this.apps.grantOf(/^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '')
    if (!grant) return problem(401, 'Bad credentials')
    const person = this.accounts.of(grant.login)
    if (url.pathname === '/user') return { status: 200, body: { login: grant.login, id: person.id, name: person.name } }
    if (!grant.scopes.some((scope) => ['user', 'user:email'].includes(scope))) return problem(404, 'Not Found')
    return { status: 200, body: person.emails }
  }
}

/** @param {{port?: number}} [options] */
export async function startGitHub({ port = 0 } = {}) {
  return serve(new GitHub(), port)
}
