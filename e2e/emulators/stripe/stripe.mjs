// SPDX-License-Identifier: AGPL-3.0-or-later
// A strict emulator of the part of Stripe's API that this project uses, as of version 2026-10-28.endive: it refuses what
// the service refuses, answers a repeated idempotency key with the first answer, and sends signed events.

import { Service, serve } from '../targets/service.mjs'
import { Account } from './account.mjs'
import { Deliveries, shownEvent } from './deliveries.mjs'
import { idempotency, inProgress, invalid } from './errors.mjs'
import { routes } from './routes.mjs'
import { Sessions } from './sessions.mjs'

/** @typedef {import('../targets/service.mjs').Asked} Asked */
/** @typedef {import('../targets/service.mjs').Answer} Answer */
/** @typedef {import('./account.mjs').Subscription} Subscription */
/** @typedef {{do: string, subscription?: string, customer?: string, price?: string, checkout?: string, status?: import('./account.mjs').Status}} Act */

const versions = ['2026-10-28.endive']
const maxKey = 255

class Stripe extends Service {
  account = new Account()
  deliveries = new Deliveries()
  address = ''
  sessions = new Sessions(this.account, () => this.address)
  /** By idempotency key. @type {Map<string, {asked: string, answer: Answer | null}>} */
  #answered = new Map()

  /** @param {string} key */
  constructor(key) {
    super()
    this.key = key
    this.account.isLive = key.startsWith('sk_live_')
    this.account.onEvent = (event) => this.deliveries.send(event, this.account.isLive)
    this.doors = {
      'PUT webhook': (/** @type {import('./deliveries.mjs').Webhook | null} */ webhook) => {
        this.deliveries.webhook = webhook
      },
      'POST prices': (/** @type {any} */ price) => this.account.addPrice(price),
      'POST customers': () => this.account.addCustomer({ email: null, metadata: {}, preferred_locales: [] }),
      'PUT clock': (/** @type {{ahead: number}} */ { ahead }) => {
        this.account.ahead = ahead
      },
      'POST acts': (/** @type {Act} */ act) => this.act(act),
    }
  }

  /** What happens at Stripe. Returns its events, and the subscription afterwards. @param {Act} act */
  act(act) {
    const { account } = this
    const from = account.events.length
    const subscription = this.#carryOut(act)
    const events = account.events.slice(from).map((event) => shownEvent(event, account.isLive))
    return { events, subscription: account.shownSubscription(subscription) }
  }

  /** @param {Act} act @returns {Subscription} */
  #carryOut({ do: what, subscription: id = '', customer = '', price = '', checkout = '', status = 'active' }) {
    const { account } = this
    const priceId = [...account.prices.values()].find((each) => each.lookup_key === price)?.id ?? price
    if (what === 'subscribe') return account.subscribe(account.customer(customer).id, account.price(priceId).id)
    if (what === 'pay') {
      this.sessions.pay(this.sessions.checkout(checkout))
      return account.subscription(this.sessions.checkout(checkout).subscription ?? '')
    }
    const subscription = account.subscription(id)
    /** @type {Record<string, () => void>} */
    const acts = {
      renew: () => account.renew(subscription),
      fail: () => account.fail(subscription),
      recover: () => account.recover(subscription),
      switch: () => account.switchTo(subscription, priceId),
      cancel: () => account.cancelAtEnd(subscription, true),
      resume: () => account.cancelAtEnd(subscription, false),
      become: () => account.become(subscription, status),
      end: () => account.end(subscription),
    }
    const run = acts[what]
    if (!run) throw new Error(`No act ${what}`)
    run()
    return subscription
  }

  /** @override */
  state() {
    const { account, sessions, deliveries } = this
    return {
      customers: [...account.customers.values()],
      subscriptions: [...account.subscriptions.values()].map((each) => account.shownSubscription(each)),
      checkouts: [...sessions.checkouts.values()].map((each) => sessions.shownCheckout(each)),
      attempts: deliveries.attempts,
      deliveries_under_way: deliveries.underWay,
    }
  }

  /** @override */
  clear() {
    for (const map of [this.account.customers, this.account.subscriptions, this.#answered]) map.clear()
    this.sessions.clear()
    this.account.events = []
    this.deliveries.attempts = []
  }

  /** @override @param {Asked} asked */
  answer(asked) {
    const { method, url, headers, body, entry } = asked
    const page = this.sessions.page(method, url.pathname, new URLSearchParams(body.toString()))
    if (page) return page
    this.#expectKey(headers.authorization)
    const version = headers['stripe-version']
    if (typeof version !== 'string') this.violation(entry, 'No Stripe-Version: the answer is of the account’s default')
    else if (!versions.includes(version))
      throw invalid(`Invalid Stripe API version: ${version}`, { code: 'invalid_api_version' })
    const route = routes.find((each) => each.method === method && each.path.test(url.pathname))
    if (!route)
      throw invalid(
        `Unrecognized request URL (${method}: ${url.pathname}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
        {},
        404,
      )
    const id = route.path.exec(url.pathname)?.[1] ?? ''
    const given = parametersOf(asked)
    return this.#once(asked, () => ({ status: 200, body: route.run({ stripe: this, id, given, path: url.pathname }) }))
  }

  /** @param {string | undefined} authorization */
  #expectKey(authorization) {
    const [, bearer] = /^Bearer (\S+)$/.exec(authorization ?? '') ?? []
    const [, basic] = /^Basic (\S+)$/.exec(authorization ?? '') ?? []
    const key = bearer ?? (basic && Buffer.from(basic, 'base64').toString().split(':')[0])
    if (!key)
      throw invalid(
        'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.',
        {},
        401,
      )
    if (key !== this.key) throw invalid(`Invalid API Key provided: ${key.slice(0, 8)}***`, {}, 401)
  }

  /** A repeated key gets the first answer, but for the same call only. @param {Asked} asked @param {() => Answer} run */
  #once({ method, url, headers, body, entry }, run) {
    if (method !== 'POST') return run()
    const key = headers['idempotency-key']
    if (key === undefined) {
      this.violation(entry, 'A POST without an Idempotency-Key')
      return run()
    }
    if (typeof key !== 'string' || key.length === 0 || key.length > maxKey)
      throw idempotency(`Idempotency keys have 1 to ${maxKey} characters`)
    const asked = `${url.pathname}\n${body}`
    const before = this.#answered.get(key)
    if (before && before.asked !== asked)
      throw idempotency(
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      )
    if (before && !before.answer) throw inProgress()
    if (before?.answer) return { ...before.answer, headers: { 'idempotent-replayed': 'true' } }
    // What is refused before it began, as by its parameters, is not remembered.
    const answer = run()
    this.#answered.set(key, { asked, answer })
    return answer
  }
}

/** @param {Asked} asked */
function parametersOf({ method, url, headers, body }) {
  if (method !== 'POST') {
    if (body.length > 0) throw invalid(`A ${method} with a body`)
    return url.searchParams
  }
  if (url.search) throw invalid('A POST has its parameters in the body')
  if (body.length > 0 && headers['content-type'] !== 'application/x-www-form-urlencoded')
    throw invalid(`Invalid content type: ${headers['content-type']}. It must be application/x-www-form-urlencoded.`)
  return new URLSearchParams(body.toString())
}

/** @typedef {InstanceType<typeof Stripe>} StripeService */

/** @param {{port?: number, key?: string}} [options] */
export async function startStripe({ port = 0, key = 'sk_test_emulator' } = {}) {
  const started = await serve(new Stripe(key), port)
  started.service.address = started.address
  return started
}
