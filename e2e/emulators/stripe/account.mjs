// SPDX-License-Identifier: AGPL-3.0-or-later
// One account at Stripe: its prices, customers and subscriptions, what happens to these, and the events of that. Times are
// in seconds.

import { randomBytes } from 'node:crypto'
import { missing, unlucky } from './errors.mjs'

/** @typedef {{id: string, lookup_key: string | null, product: string, unit_amount: number, currency: string, interval: 'month' | 'year', active: boolean}} Price */
/** @typedef {{id: string, email: string | null, metadata: Record<string, string>, preferred_locales: string[], created: number}} Customer */
/** @typedef {'incomplete' | 'incomplete_expired' | 'trialing' | 'active' | 'past_due' | 'canceled' | 'unpaid' | 'paused'} Status */
/** @typedef {{id: string, item: string, customer: string, status: Status, price: string, anchor: number, months: number, start: number, end: number, cancel_at_period_end: boolean, canceled_at: number | null, ended_at: number | null, created: number, metadata: Record<string, string>}} Subscription */
/** @typedef {{id: string, type: string, created: number, object: Record<string, unknown>}} Happened */

export const newId = (/** @type {string} */ prefix) => `${prefix}_${randomBytes(12).toString('hex')}`

/** The same day of a later month, as Stripe counts: the last one of a month that is too short. @param {number} anchor @param {number} months */
export function monthsAfter(anchor, months) {
  const from = new Date(anchor * 1000)
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1)
  const days = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate()
  const timeOfDay = anchor % 86_400
  return first / 1000 + (Math.min(from.getUTCDate(), days) - 1) * 86_400 + timeOfDay
}

/** Longest ago last. @template {{created: number}} T @param {Map<string, T>} all */
export const newestFirst = (all) => [...all.values()].reverse()

export class Account {
  /** @type {Map<string, Price>} */
  prices = new Map()
  /** @type {Map<string, Customer>} */
  customers = new Map()
  /** @type {Map<string, Subscription>} */
  subscriptions = new Map()
  /** What happened, oldest first. @type {Happened[]} */
  events = []
  /** How far the account's clock is ahead. */
  ahead = 0
  isLive = false
  /** Told of each event. @type {(event: Happened) => void} */
  onEvent = () => {}

  now() {
    return Math.floor(Date.now() / 1000) + this.ahead
  }

  /** @param {Partial<Price> & {lookup_key: string}} price */
  addPrice({ lookup_key, ...more }) {
    // A lookup key moves to the newest price that has it.
    for (const each of this.prices.values()) if (each.lookup_key === lookup_key) each.lookup_key = null
    const price = /** @type {Price} */ ({
      ...{ id: newId('price'), lookup_key, product: `prod_${lookup_key.split('_')[0]}`, unit_amount: 900 },
      ...{ currency: 'usd', interval: 'month', active: true },
      ...more,
    })
    this.prices.set(price.id, price)
    return price
  }

  /** @param {Pick<Customer, 'email' | 'metadata' | 'preferred_locales'>} customer */
  addCustomer(customer) {
    const added = { id: newId('cus'), created: this.now(), ...customer }
    this.customers.set(added.id, added)
    return added
  }

  /** @param {string} id @param {string} [param] */
  customer(id, param) {
    const found = this.customers.get(id)
    if (!found) throw missing('customer', id, param)
    return found
  }

  /** @param {string} id */
  subscription(id) {
    const found = this.subscriptions.get(id)
    if (!found) throw missing('subscription', id)
    return found
  }

  /** @param {string} id @param {string} [param] */
  price(id, param) {
    const found = this.prices.get(id)
    if (!found) throw missing('price', id, param)
    return found
  }

  /** A first payment. @param {string} customer @param {string} price @param {Record<string, string>} [metadata] */
  subscribe(customer, price, metadata = {}) {
    const start = this.now()
    const subscription = /** @type {Subscription} */ ({
      ...{ id: newId('sub'), item: newId('si'), customer, status: 'active', price, anchor: start, months: 0, start },
      ...{ end: start, cancel_at_period_end: false, canceled_at: null, ended_at: null, created: start, metadata },
    })
    this.#advance(subscription)
    this.subscriptions.set(subscription.id, subscription)
    this.#note('customer.subscription.created', subscription)
    this.#noteInvoice('invoice.paid', subscription)
    return subscription
  }

  /** @param {Subscription} subscription */
  #advance(subscription) {
    subscription.start = subscription.end
    subscription.months += this.price(subscription.price).interval === 'year' ? 12 : 1
    subscription.end = monthsAfter(subscription.anchor, subscription.months)
  }

  /** The next period begins, and is paid. @param {Subscription} subscription */
  renew(subscription) {
    this.#expectLive(subscription)
    if (subscription.cancel_at_period_end) return this.end(subscription)
    this.#advance(subscription)
    subscription.status = 'active'
    this.#note('customer.subscription.updated', subscription)
    this.#noteInvoice('invoice.paid', subscription)
  }

  /** The next period begins, and isn't paid. @param {Subscription} subscription */
  fail(subscription) {
    this.#expectLive(subscription)
    this.#advance(subscription)
    subscription.status = 'past_due'
    this.#note('customer.subscription.updated', subscription)
    this.#noteInvoice('invoice.payment_failed', subscription)
  }

  /** What was overdue is paid. @param {Subscription} subscription */
  recover(subscription) {
    this.#expectLive(subscription)
    subscription.status = 'active'
    this.#noteInvoice('invoice.paid', subscription)
    this.#note('customer.subscription.updated', subscription)
  }

  /** @param {Subscription} subscription @param {Status} status */
  become(subscription, status) {
    this.#expectLive(subscription)
    subscription.status = status
    this.#note('customer.subscription.updated', subscription)
  }

  /** @param {Subscription} subscription @param {string} price */
  switchTo(subscription, price) {
    this.#expectLive(subscription)
    subscription.price = this.price(price).id
    this.#note('customer.subscription.updated', subscription)
  }

  /** @param {Subscription} subscription @param {boolean} isCancelled */
  cancelAtEnd(subscription, isCancelled) {
    this.#expectLive(subscription)
    subscription.cancel_at_period_end = isCancelled
    subscription.canceled_at = isCancelled ? this.now() : null
    this.#note('customer.subscription.updated', subscription)
  }

  /** @param {Subscription} subscription */
  end(subscription) {
    this.#expectLive(subscription)
    subscription.status = 'canceled'
    subscription.canceled_at ??= this.now()
    subscription.ended_at = this.now()
    this.#note('customer.subscription.deleted', subscription)
  }

  /** @param {Subscription} subscription */
  #expectLive({ id, status }) {
    if (status === 'canceled' || status === 'incomplete_expired')
      throw unlucky(`No such subscription: '${id}'`, { code: 'resource_missing', param: 'id' }, 404)
  }

  /** @param {string} type @param {Subscription} subscription */
  #note(type, subscription) {
    this.note(type, this.shownSubscription(subscription))
  }

  /** @param {string} type @param {Subscription} subscription */
  #noteInvoice(type, { id, customer }) {
    const parent = {
      type: 'subscription_details',
      subscription_details: { subscription: id, metadata: {} },
      quote_details: null,
    }
    this.note(type, { id: newId('in'), object: 'invoice', customer, parent, livemode: this.isLive })
  }

  /** @param {string} type @param {Record<string, unknown>} object as it is at this moment */
  note(type, object) {
    const event = { id: newId('evt'), type, created: this.now(), object: structuredClone(object) }
    this.events.push(event)
    this.onEvent(event)
  }

  /** @param {Price} price */
  shownPrice({ interval, ...price }) {
    return {
      ...price,
      ...{ object: 'price', billing_scheme: 'per_unit', livemode: this.isLive, type: 'recurring', metadata: {} },
      ...{
        unit_amount_decimal: `${price.unit_amount}`,
        created: 1_700_000_000,
        nickname: null,
        tax_behavior: 'unspecified',
      },
      recurring: { interval, interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed' },
    }
  }

  /** @param {Customer} customer */
  shownCustomer(customer) {
    return { ...customer, object: 'customer', livemode: this.isLive, name: null, default_source: null, balance: 0 }
  }

  /** Since 2025-03-31 the period is the item's. @param {Subscription} subscription */
  shownSubscription(subscription) {
    const { id, item, customer, status, price, anchor, start, end, created, metadata } = subscription
    const { cancel_at_period_end, canceled_at, ended_at } = subscription
    const shownItem = {
      ...{ id: item, object: 'subscription_item', created, subscription: id, quantity: 1, metadata: {} },
      ...{ current_period_start: start, current_period_end: end, price: this.shownPrice(this.price(price)) },
    }
    return {
      ...{ id, object: 'subscription', customer, status, created, metadata, livemode: this.isLive },
      ...{ billing_cycle_anchor: anchor, start_date: created, trial_start: null, trial_end: null },
      ...{ cancel_at_period_end, cancel_at: cancel_at_period_end ? end : null, canceled_at, ended_at },
      ...{ collection_method: 'charge_automatically', currency: this.price(price).currency, latest_invoice: null },
      items: {
        object: 'list',
        data: [shownItem],
        has_more: false,
        total_count: 1,
        url: `/v1/subscription_items?subscription=${id}`,
      },
    }
  }
}
