// SPDX-License-Identifier: AGPL-3.0-or-later
// Stripe's own pages: checkouts and the customer portal. The pages are for browsers, and for tests that post their forms.

import { newId } from './account.mjs'
import { missing, unlucky } from './errors.mjs'

/** @typedef {import('./account.mjs').Account} Account */
/** @typedef {import('../targets/service.mjs').Answer} Answer */
/** @typedef {{id: string, customer: string, price: string, status: 'open' | 'complete' | 'expired', subscription: string | null, success_url: string, cancel_url: string | null, client_reference_id: string | null, metadata: Record<string, string>, subscription_metadata: Record<string, string>, locale: string, created: number, expires_at: number}} Checkout */
/** @typedef {{id: string, customer: string, return_url: string, locale: string, created: number}} Portal */

const day = 86_400
const escaped = (/** @type {unknown} */ text) =>
  `${text}`.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

export class Sessions {
  /** @type {Map<string, Checkout>} */
  checkouts = new Map()
  /** @type {Map<string, Portal>} */
  portals = new Map()

  /** @param {Account} account @param {() => string} address where the pages are */
  constructor(account, address) {
    this.account = account
    this.address = address
  }

  clear() {
    this.checkouts.clear()
    this.portals.clear()
  }

  /** @param {Omit<Checkout, 'id' | 'status' | 'subscription' | 'created' | 'expires_at'>} wanted */
  addCheckout(wanted) {
    const created = this.account.now()
    const checkout = /** @type {Checkout} */ ({
      ...{ id: newId('cs_test'), status: 'open', subscription: null, created, expires_at: created + day },
      ...wanted,
    })
    this.checkouts.set(checkout.id, checkout)
    return checkout
  }

  /** @param {Omit<Portal, 'id' | 'created'>} wanted */
  addPortal(wanted) {
    const portal = { id: newId('bps'), created: this.account.now(), ...wanted }
    this.portals.set(portal.id, portal)
    return portal
  }

  /** @param {string} id */
  checkout(id) {
    const found = this.checkouts.get(id)
    if (!found) throw missing('checkout.session', id)
    if (found.status === 'open' && found.expires_at <= this.account.now()) found.status = 'expired'
    return found
  }

  /** @param {Checkout} checkout */
  expire(checkout) {
    if (checkout.status !== 'open')
      throw unlucky(`Only Checkout Sessions with a status in ["open"] can be expired. This one is ${checkout.status}.`)
    checkout.status = 'expired'
    this.account.note('checkout.session.expired', this.shownCheckout(checkout))
  }

  /** What the person pays. @param {Checkout} checkout */
  pay(checkout) {
    if (checkout.status !== 'open') throw unlucky('This checkout is over.')
    const { customer, price, subscription_metadata } = checkout
    checkout.status = 'complete'
    checkout.subscription = this.account.subscribe(customer, price, subscription_metadata).id
    this.account.note('checkout.session.completed', this.shownCheckout(checkout))
  }

  /** @param {Checkout} checkout */
  shownCheckout(checkout) {
    const { id, customer, status, subscription, success_url, cancel_url, client_reference_id, metadata } = checkout
    const { created, expires_at, locale } = checkout
    const isPaid = status === 'complete'
    return {
      ...{ id, object: 'checkout.session', mode: 'subscription', customer, status, subscription, success_url },
      ...{ cancel_url, client_reference_id, metadata, created, expires_at, locale, livemode: this.account.isLive },
      payment_status: isPaid ? 'paid' : 'unpaid',
      customer_details: { email: this.account.customers.get(customer)?.email ?? null },
      url: status === 'open' ? `${this.address()}/c/pay/${id}` : null,
    }
  }

  /** @param {Portal} portal */
  shownPortal(portal) {
    return {
      ...portal,
      ...{ object: 'billing_portal.session', configuration: 'bpc_1', flow: null, livemode: this.account.isLive },
      url: `${this.address()}/p/session/${portal.id}`,
    }
  }

  /** undefined: none of the pages. @param {string} method @param {string} path @param {URLSearchParams} form @returns {Answer | undefined} */
  page(method, path, form) {
    const [, kind, id = ''] = /^\/(c\/pay|p\/session)\/(\w+)$/.exec(path) ?? []
    if (!kind) return undefined
    if (kind === 'c/pay') return this.#checkoutPage(method, this.checkout(id), form)
    const portal = this.portals.get(id)
    if (!portal) return html('<h1>This link has expired</h1>', 404)
    return this.#portalPage(method, portal, form)
  }

  /** @param {string} method @param {Checkout} checkout @param {URLSearchParams} form @returns {Answer} */
  #checkoutPage(method, checkout, form) {
    if (method === 'POST' && form.has('pay')) {
      this.pay(checkout)
      return redirected(checkout.success_url)
    }
    if (checkout.status !== 'open') return html('<h1>This checkout is over</h1>')
    const price = this.account.price(checkout.price)
    const back = checkout.cancel_url ? `<p><a href="${escaped(checkout.cancel_url)}">Back</a></p>` : ''
    return html(`<h1>Subscribe to ${escaped(price.lookup_key)}</h1>
<p>${price.unit_amount / 100} ${escaped(price.currency)} per ${price.interval}</p>
<form method="post"><button name="pay" value="1">Pay and subscribe</button></form>${back}`)
  }

  /** @param {string} method @param {Portal} portal @param {URLSearchParams} form @returns {Answer} */
  #portalPage(method, portal, form) {
    const own = [...this.account.subscriptions.values()].filter(
      ({ customer, status }) => customer === portal.customer && status !== 'canceled',
    )
    const chosen = own.find(({ id }) => id === form.get('subscription'))
    if (method === 'POST' && chosen) {
      this.account.cancelAtEnd(chosen, form.get('act') === 'cancel')
      return redirected(`${this.address()}/p/session/${portal.id}`)
    }
    const forms = own.map(
      ({
        id,
        price,
        cancel_at_period_end,
      }) => `<form method="post"><p>${escaped(this.account.price(price).lookup_key)}</p>
<input type="hidden" name="subscription" value="${id}">
<button name="act" value="${cancel_at_period_end ? 'renew' : 'cancel'}">${cancel_at_period_end ? "Don't cancel" : 'Cancel plan'}</button></form>`,
    )
    return html(`<h1>Current plan</h1>${forms.join('') || '<p>None</p>'}
<p><a href="${escaped(portal.return_url)}">Return</a></p>`)
  }
}

/** @param {string} location @returns {Answer} */
const redirected = (location) => ({ status: 303, headers: { location }, body: '' })

/** @param {string} content @param {number} [status] @returns {Answer} */
const html = (content, status = 200) => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html lang="en"><title>Stripe</title><body>${content}</body></html>`,
})
