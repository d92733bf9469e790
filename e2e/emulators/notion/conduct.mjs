// SPDX-License-Identifier: AGPL-3.0-or-later
// How clients behave after what they were told: who comes back too early, and who retries what may have been done.
import { createHash } from 'node:crypto'
import { BlindRetries, doubtful } from './blind-retries.mjs'
import { Cooldowns, secondsOf } from './cooldowns.mjs'
import { routeOf } from './routes.mjs'

/** @typedef {import('./exchange.mjs').Exchange} Exchange */
/** @typedef {import('./connections.mjs').Connection} Connection */

/** Whom a rate limit is about; the connection where it is not said. @type {Record<string, 'workspace' | 'endpoint'>} */
const limited = {
  public_api_space_request_rate_limit: 'workspace',
  public_api_endpoint_rate_limit: 'endpoint',
}

export class Conduct {
  blindRetries = new BlindRetries()

  /** @param {import('./log.mjs').Log} log */
  constructor(log) {
    this.log = log
    this.cooldowns = new Cooldowns(log.clock)
  }

  clear() {
    this.blindRetries.clear()
    this.cooldowns.clear()
  }

  /** What is wrong with a call by the answers that its sender has had. @param {Exchange} exchange @param {Connection} connection */
  judge(exchange, connection) {
    const early = this.cooldowns.earlyBy(Object.values(namesOf(exchange, connection)))
    if (early === Number.POSITIVE_INFINITY)
      this.log.violation(36, 'a call comes again that was refused for good', exchange.id, { soft: true })
    else if (early > 0)
      this.log.violation(36, `a call comes ${Math.ceil(early)} ms before Retry-After has passed`, exchange.id, {
        soft: true,
      })
    const repeat = this.blindRetries.judge(callOf(exchange, connection))
    if (repeat) this.log.violation(39, repeat.detail, exchange.id, { soft: true, repeatable: repeat.repeatable })
  }

  /** Remembers what the sender was told, and what it cannot know. @param {Exchange} exchange */
  settle(exchange) {
    const { connection, entry, retryAfter, isGone, response } = exchange
    if (!connection) return
    const { status } = entry
    if (status !== null && doubtful.includes(status)) this.noteUnknown(exchange, `${status}`)
    else if (isGone || response.destroyed) this.noteUnknown(exchange, 'an answer that did not come')
    else if (status !== null && status < 300) this.blindRetries.noteRead(callOf(exchange, connection))
    const names = namesOf(exchange, connection)
    if (entry.reason === 'public_api_request_blocked') this.cooldowns.start(names.call, Number.POSITIVE_INFINITY)
    const seconds = retryAfter && secondsOf(retryAfter.value, this.log.clock.now())
    if (seconds === undefined) return
    const whom = limited[retryAfter?.reason ?? ''] ?? 'own'
    this.cooldowns.start(names[whom], seconds)
  }

  /** @param {Exchange} exchange @param {string} why */
  noteUnknown(exchange, why) {
    const { connection, hidden } = exchange
    if (!connection || exchange.isOutcomeUnknown) return
    exchange.isOutcomeUnknown = true
    this.blindRetries.noteUnknown(callOf(exchange, connection), why, hidden !== undefined && hidden.status < 300)
  }
}

/** @param {Exchange} exchange @param {Connection} connection @returns {import('./blind-retries.mjs').Call} */
function callOf({ method, path, body }, { id }) {
  return { connection: id, method, path: path.replace(/^\/v1/, ''), body }
}

/** As whom a call may have been told to wait. @param {Exchange} exchange @param {Connection} connection */
function namesOf({ method, path, body, request }, { id, workspace }) {
  const route = routeOf(method, path.replace(/^\/v1/, ''))?.route.path
  const hash = createHash('sha256')
    .update(`${request.url} `)
    .update(body ?? '')
    .digest('hex')
  return { own: id, workspace, endpoint: `${id} ${method} ${route}`, call: `${id} ${method} ${hash}` }
}
