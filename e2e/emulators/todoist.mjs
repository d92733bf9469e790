// SPDX-License-Identifier: AGPL-3.0-or-later
// A strict emulator of the part of Todoist's API v1 that this project uses, as of November 2026: it refuses what the
// service refuses, counts what no client should send, and keeps projects and tasks. A call whose X-Request-Id it has
// seen has no second effect and gets the first answer.

import { NotTaken, Refusal, Service, serve } from './targets/service.mjs'
import { Account, pageOf, shownProject, shownTask } from './targets/todoist-account.mjs'
import { bodyOf, notFound, queryOf, rangeOf, refused, unauthorized } from './targets/todoist-fields.mjs'
import { OAuth } from './targets/todoist-oauth.mjs'

/** @typedef {import('./targets/service.mjs').Asked} Asked */
/** @typedef {import('./targets/service.mjs').Answer} Answer */
/** @typedef {{method: string, path: RegExp, run: (asked: Asked, account: Account, id: string) => Answer}} Route */

const quarterOfAnHour = 15 * 60_000
const maxRequestId = 36

const ok = (/** @type {object} */ body) => ({ status: 200, body })
const done = { status: 204 }

/** @type {Route[]} */
const routes = [
  {
    method: 'GET',
    path: /^\/api\/v1\/projects$/,
    run: ({ url }, account) => {
      const query = queryOf(url, ['limit', 'cursor'])
      const active = [...account.projects.values()].filter((each) => !each.is_deleted && !each.is_archived)
      return ok(pageOf(active.map(shownProject), query, 'results'))
    },
  },
  {
    method: 'POST',
    path: /^\/api\/v1\/projects$/,
    run: ({ body }, account) => ok(shownProject(account.addProject(bodyOf(body, 'newProject').name))),
  },
  {
    method: 'GET',
    path: /^\/api\/v1\/projects\/([\w-]+)$/,
    run: (_asked, account, id) => ok(shownProject(account.project(id))),
  },
  {
    method: 'GET',
    path: /^\/api\/v1\/tasks$/,
    run: ({ url }, account) => {
      const query = queryOf(url, ['limit', 'cursor', 'label', 'project_id'])
      const [label, project] = [query.get('label'), query.get('project_id')]
      const open = account
        .list(false)
        .filter(
          (task) =>
            (label === null || task.labels.includes(label)) && (project === null || task.project_id === project),
        )
      return ok(pageOf(open.map(shownTask), query, 'results'))
    },
  },
  {
    method: 'GET',
    path: /^\/api\/v1\/tasks\/completed\/by_completion_date$/,
    run: ({ url }, account) => {
      const query = queryOf(url, ['limit', 'cursor', 'since', 'until'])
      const { since, until } = rangeOf(query)
      const inside = (/** @type {string | null} */ at) =>
        at !== null && Date.parse(at) >= since && Date.parse(at) <= until + 999
      const completed = account.list(true).filter((task) => inside(task.completed_at))
      return ok(pageOf(completed.map(shownTask), query, 'items'))
    },
  },
  {
    method: 'POST',
    path: /^\/api\/v1\/tasks$/,
    run: ({ body }, account) => ok(shownTask(account.addTask(bodyOf(body, 'newTask')))),
  },
  {
    method: 'GET',
    path: /^\/api\/v1\/tasks\/([\w-]+)$/,
    run: (_asked, account, id) => ok(shownTask(account.task(id))),
  },
  {
    method: 'POST',
    path: /^\/api\/v1\/tasks\/([\w-]+)$/,
    run: ({ body }, account, id) => ok(shownTask(account.changeTask(id, bodyOf(body, 'changedTask')))),
  },
  {
    method: 'POST',
    path: /^\/api\/v1\/tasks\/([\w-]+)\/close$/,
    run: (_asked, account, id) => {
      account.close(id)
      return done
    },
  },
  {
    method: 'POST',
    path: /^\/api\/v1\/tasks\/([\w-]+)\/reopen$/,
    run: (_asked, account, id) => {
      account.reopen(id)
      return done
    },
  },
  {
    method: 'DELETE',
    path: /^\/api\/v1\/tasks\/([\w-]+)$/,
    run: (_asked, account, id) => {
      account.task(id).is_deleted = true
      return done
    },
  },
]

class Todoist extends Service {
  /** By token. @type {Map<string, Account>} */
  #accounts = new Map()
  /** Further tokens of an account, and its own. @type {Map<string, string>} */
  others = new Map()
  /** When each token's calls of the last quarter of an hour began. @type {Map<string, number[]>} */
  #begun = new Map()
  oauth = new OAuth()

  /** @param {string[]} tokens that are known @param {{projects: number, tasks: number, calls: number}} limits */
  constructor(tokens, limits) {
    super()
    this.tokens = tokens
    this.limits = limits
    this.doors = {
      'PUT tokens': (/** @type {string[]} */ known) => {
        this.tokens = known
      },
      'PUT clients': (/** @type {import('./targets/todoist-oauth.mjs').Client[]} */ clients) => {
        this.oauth.clients = clients
      },
    }
  }

  /** What their owner sees. @param {string} token */
  account(token) {
    const own = this.others.get(token) ?? this.oauth.grantOf(token)?.user ?? token
    const account = this.#accounts.get(own) ?? new Account(this.limits)
    this.#accounts.set(own, account)
    return account
  }

  /** By token. @override @returns {any} */
  state() {
    const accounts = [...this.#accounts].map(([token, { projects, tasks }]) => [
      token,
      { projects: [...projects.values()], tasks: [...tasks.values()] },
    ])
    return Object.fromEntries(accounts)
  }

  /** @override */
  clear() {
    this.#accounts.clear()
    this.#begun.clear()
    this.oauth.clear()
  }

  /** @override @param {Asked} asked */
  answer(asked) {
    const { method, url, headers, entry } = asked
    const about = this.oauth.answer(asked)
    if (about) return about
    const here = routes.filter(({ path }) => path.test(url.pathname))
    const token = this.#tokenOf(headers.authorization)
    this.#count(token, entry.at)
    const route = here.find((one) => one.method === method)
    if (!route && here.length > 0) throw new Refusal(405, `Method "${method}" not allowed.`)
    if (!route) {
      this.violation(entry, 'No such path')
      throw notFound('Path')
    }
    if (method === 'POST' && asked.body.length > 0 && headers['content-type'] !== 'application/json')
      throw new Refusal(415, `A body of ${headers['content-type']}`)
    this.#expectScope(method, token)
    const account = this.account(token)
    const id = route.path.exec(url.pathname)?.[1] ?? ''
    return this.#once(asked, account, () => route.run(asked, account, id))
  }

  /** What has the id of an earlier call gets its answer. @param {Asked} asked @param {Account} account @param {() => Answer} run */
  #once({ method, headers, entry }, account, run) {
    const requestId = headers['x-request-id']
    if (requestId === undefined) return run()
    if (method !== 'POST') this.violation(entry, 'Only a POST has an X-Request-Id')
    if (typeof requestId !== 'string' || requestId.length === 0 || Buffer.byteLength(requestId) > maxRequestId)
      throw new Refusal(400, `X-Request-Id: at most ${maxRequestId} bytes`)
    const before = account.answered.get(requestId)
    if (before) return before
    const answer = run()
    account.answered.set(requestId, answer)
    return answer
  }

  /** A person's own token may do everything. @param {string} method @param {string} token */
  #expectScope(method, token) {
    const scopes = this.oauth.grantOf(token)?.scopes
    const needed = method === 'GET' ? 'data:read' : method === 'DELETE' ? 'data:delete' : 'data:read_write'
    if (scopes && !scopes.some((scope) => scope.startsWith(needed)))
      throw refused(403, 'Insufficient scope', 'AUTH_INSUFFICIENT_TOKEN_SCOPE', 401)
  }

  /** @param {string | undefined} authorization */
  #tokenOf(authorization) {
    const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
    if (!token || !(this.tokens.includes(token) || this.oauth.grantOf(token))) throw unauthorized(!token)
    return token
  }

  /** @param {string} token @param {number} at */
  #count(token, at) {
    const begun = (this.#begun.get(token) ?? []).filter((each) => each > at - quarterOfAnHour)
    this.#begun.set(token, begun)
    if (begun.length >= this.limits.calls) {
      const retry_after = Math.ceil(((begun[0] ?? at) + quarterOfAnHour - at) / 1000)
      const body = {
        error: 'Too many requests',
        error_code: 35,
        error_tag: 'LIMITS_REACHED',
        error_extra: { retry_after },
        http_code: 429,
      }
      throw new NotTaken(429, body.error, { 'retry-after': `${retry_after}` }, body)
    }
    begun.push(at)
  }
}

/** @typedef {InstanceType<typeof Todoist>} TodoistService */

/** @param {{port?: number, tokens?: string[], limits?: Partial<{projects: number, tasks: number, calls: number}>}} [options] */
export async function startTodoist({ port = 0, tokens = [], limits = {} } = {}) {
  return serve(new Todoist(tokens, { projects: 5, tasks: 300, calls: 1000, ...limits }), port)
}
