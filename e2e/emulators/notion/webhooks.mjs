// SPDX-License-Identifier: AGPL-3.0-or-later
// Subscriptions and what they are sent: first, unsigned, the token with which all later events are signed.
import { createHmac, randomBytes, randomUUID } from 'node:crypto'

/** @typedef {{id: string, url: string, workspace: string, types: string[] | undefined, api_version: string, verification_token: string, is_verified: boolean}} Subscription */
/** @typedef {{type: string, entity: {id: string, type: string}, data?: any}} Event */
/** @typedef {{connection?: import('./connections.mjs').Connection | undefined, workspace: string, workspaceName: string}} Source */

const timeoutMs = 10_000
const defaultSettings = {
  /** From a change to the first attempt; changes of one page's content within it become one event. */
  delay_ms: 50,
  /** From one attempt to the next, doubled each time. */
  retry_ms: 1000,
  attempts: 8,
  /** Each event comes twice. */
  duplicate: false,
  /** The last of those that wait goes first. */
  reverse: false,
}

export class Webhooks {
  settings = { ...defaultSettings }
  /** @type {Subscription[]} */
  subscriptions = []
  /** Waiting to be sent. @type {{subscription: Subscription, event: any}[]} */
  #waiting = []
  /** @type {Set<NodeJS.Timeout>} */
  #timers = new Set()

  /** @param {import('./clock.mjs').Clock} clock @param {import('./log.mjs').Log} log */
  constructor(clock, log) {
    this.clock = clock
    this.log = log
  }

  /** @param {{url: string, workspace: string, types?: string[], api_version?: string}} asked */
  async subscribe({ url, workspace, types, api_version = '2026-03-11' }) {
    const verification_token = `secret_${randomBytes(32).toString('base64url')}`
    const id = randomUUID()
    this.subscriptions.push({ id, url, workspace, types, api_version, verification_token, is_verified: false })
    await this.#post(url, { verification_token })
    return { id }
  }

  /** Whether any subscription receives changes. */
  get isWatched() {
    return this.subscriptions.some(({ is_verified }) => is_verified)
  }

  /** A person enters the token that came. @param {string} token */
  verify(token) {
    const subscription = this.subscriptions.find((one) => one.verification_token === token)
    if (!subscription) throw new Error('No subscription has this verification token')
    subscription.is_verified = true
  }

  /** @param {Event} event @param {Source} source */
  raise({ type, entity, data = {} }, { connection, workspace, workspaceName }) {
    for (const subscription of this.subscriptions) {
      const { id, api_version, types } = subscription
      const isMeant = subscription.workspace === workspace && (types?.includes(type) ?? true)
      if (!subscription.is_verified || !isMeant || this.#isAggregated(subscription, type, entity, data)) continue
      const author = { id: connection?.user?.id ?? connection?.id ?? randomUUID(), type: connection ? 'bot' : 'person' }
      const event = {
        ...{ id: randomUUID(), timestamp: new Date(this.clock.now()).toISOString() },
        ...{ workspace_id: workspace, workspace_name: workspaceName, subscription_id: id },
        ...{ integration_id: connection?.client ?? connection?.id ?? null, authors: [author], attempt_number: 1 },
        ...{ api_version, type, entity, data: structuredClone(data) },
      }
      this.#waiting.push({ subscription, event })
      this.#later(this.settings.delay_ms, () => this.#sendNext())
    }
  }

  /** Whether a waiting event reports the change. @param {Subscription} subscription @param {string} type @param {{id: string}} entity @param {any} data */
  #isAggregated(subscription, type, entity, data) {
    const waiting = this.#waiting.find(
      (one) => one.subscription === subscription && one.event.type === type && one.event.entity.id === entity.id,
    )
    if (!waiting || !type.endsWith('content_updated')) return false
    waiting.event.data.updated_blocks = [...(waiting.event.data.updated_blocks ?? []), ...(data.updated_blocks ?? [])]
    return true
  }

  #sendNext() {
    const next = this.settings.reverse ? this.#waiting.pop() : this.#waiting.shift()
    if (!next) return
    this.#attempt(next.subscription, next.event)
    if (this.settings.duplicate) this.#attempt(next.subscription, next.event)
  }

  /** @param {Subscription} subscription @param {any} event */
  async #attempt(subscription, event) {
    const status = await this.#post(subscription.url, event, subscription.verification_token)
    if ((status !== null && status < 300) || event.attempt_number >= this.settings.attempts) return
    const pause = this.settings.retry_ms * 2 ** (event.attempt_number - 1)
    const again = { ...event, attempt_number: event.attempt_number + 1 }
    this.#later(pause, () => this.#attempt(subscription, again))
  }

  /** @param {string} url @param {any} body @param {string} [key] */
  async #post(url, body, key) {
    const text = JSON.stringify(body)
    const signed = key === undefined ? {} : { 'x-notion-signature': signatureOf(key, text) }
    const headers = { 'content-type': 'application/json', 'user-agent': 'notion-api', ...signed }
    const signal = AbortSignal.timeout(timeoutMs)
    const entry = { at: this.clock.now(), url, status: /** @type {number | null} */ (null), body }
    this.log.deliveries.push(entry)
    try {
      const answer = await fetch(url, { method: 'POST', headers, body: text, signal, redirect: 'manual' })
      await answer.arrayBuffer()
      entry.status = answer.status
    } catch {
      // No connection: the status in the log stays null.
    }
    return entry.status
  }

  /** @param {number} ms @param {() => void} run */
  #later(ms, run) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      run()
    }, ms)
    this.#timers.add(timer)
  }

  close() {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  clear() {
    this.close()
    this.settings = { ...defaultSettings }
    this.subscriptions = []
    this.#waiting = []
  }
}

/** @param {string} key @param {string} body */
export function signatureOf(key, body) {
  return `sha256=${createHmac('sha256', key).update(body).digest('hex')}`
}
