// SPDX-License-Identifier: AGPL-3.0-or-later
// The calls that are emulated, one row each, with the parameters that they take.

import { newestFirst } from './account.mjs'
import { invalid, unlucky } from './errors.mjs'
import { flag, id, listed, metadata, metadataOf, number, oneOf, pageOf, paging, read, text, url } from './form.mjs'

/** @typedef {{stripe: import('./stripe.mjs').StripeService, id: string, given: URLSearchParams, path: string}} Call */
/** @typedef {{method: string, path: RegExp, run: (call: Call) => unknown}} Route */

const locales = oneOf('auto', 'de', 'en', 'en-GB', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt')
const statuses = oneOf(
  ...[
    'active',
    'all',
    'canceled',
    'ended',
    'incomplete',
    'incomplete_expired',
    'past_due',
    'paused',
    'trialing',
    'unpaid',
  ],
)
const maxLookupKeys = 10

/** @type {import('./form.mjs').Known} */
const checkout = {
  mode: { test: oneOf('payment', 'setup', 'subscription'), needed: true },
  customer: { test: id },
  client_reference_id: { test: /^[\s\S]{1,200}$/ },
  'line_items[][price]': { test: id, needed: true },
  'line_items[][quantity]': { test: /^[1-9]\d{0,5}$/, needed: true },
  'subscription_data[metadata][*]': { test: /^[\s\S]{0,500}$/ },
  locale: { test: locales },
  success_url: { test: url, needed: true },
  cancel_url: { test: url },
  allow_promotion_codes: { test: flag },
  expires_at: { test: number },
  ...metadata,
}

/** @type {Route[]} */
export const routes = [
  {
    method: 'GET',
    path: /^\/v1\/prices$/,
    run: ({ stripe: { account }, given, path }) => {
      const known = { active: { test: flag }, 'lookup_keys[]': { test: /^[\s\S]{1,200}$/ }, product: { test: id } }
      const form = read(given, { ...known, ...paging })
      const keys = listed(form, 'lookup_keys')
      if (keys.length > maxLookupKeys) throw invalid('At most 10 lookup keys', { param: 'lookup_keys' })
      const active = form.get('active')
      const product = form.get('product')
      const found = [...account.prices.values()].filter(
        (price) =>
          (keys.length === 0 || keys.includes(price.lookup_key ?? '')) &&
          (active === undefined || `${price.active}` === active) &&
          (product === undefined || price.product === product),
      )
      return pageOf(found.reverse(), form, path, (price) => account.shownPrice(price))
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/customers$/,
    run: ({ stripe: { account }, given }) => {
      const form = read(given, {
        ...{ email: { test: /^[\s\S]{1,512}$/ }, name: { test: /^[\s\S]{1,256}$/ }, description: { test: text } },
        ...{ 'preferred_locales[]': { test: /^[a-zA-Z-]{2,10}$/ }, ...metadata },
      })
      const email = form.get('email') ?? null
      if (email !== null && !/^[^\s@]+@[^\s@]+$/.test(email))
        throw unlucky(`Invalid email address: ${email}`, { code: 'email_invalid', param: 'email' })
      const preferred_locales = listed(form, 'preferred_locales')
      return account.shownCustomer(account.addCustomer({ email, preferred_locales, metadata: metadataOf(form) }))
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/customers\/(\w+)$/,
    run: ({ stripe: { account }, id }) => account.shownCustomer(account.customer(id)),
  },
  {
    method: 'POST',
    path: /^\/v1\/checkout\/sessions$/,
    run: ({ stripe: { account, sessions }, given }) => {
      const form = read(given, checkout)
      if (form.get('mode') !== 'subscription') throw invalid('Only subscriptions are emulated', { param: 'mode' })
      const customer = account.customer(form.get('customer') ?? '', 'customer').id
      const price = account.price(form.get('line_items[0][price]') ?? '', 'line_items[0][price]')
      if (!price.active) throw unlucky('The price specified is inactive.', { param: 'line_items[0][price]' })
      const added = sessions.addCheckout({
        ...{ customer, price: price.id, success_url: form.get('success_url') ?? '' },
        ...{ cancel_url: form.get('cancel_url') ?? null, client_reference_id: form.get('client_reference_id') ?? null },
        ...{ metadata: metadataOf(form), subscription_metadata: metadataOf(form, 'subscription_data[metadata]') },
        locale: form.get('locale') ?? 'auto',
      })
      return sessions.shownCheckout(added)
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/checkout\/sessions$/,
    run: ({ stripe: { sessions }, given, path }) => {
      const known = { customer: { test: id }, status: { test: oneOf('open', 'complete', 'expired') } }
      const form = read(given, { ...known, subscription: { test: id }, ...paging })
      const found = newestFirst(sessions.checkouts)
        .map(({ id }) => sessions.checkout(id))
        .filter(
          (each) =>
            (form.get('customer') ?? each.customer) === each.customer &&
            (form.get('status') ?? each.status) === each.status,
        )
      return pageOf(found, form, path, (each) => sessions.shownCheckout(each))
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/checkout\/sessions\/(\w+)$/,
    run: ({ stripe: { sessions }, id }) => sessions.shownCheckout(sessions.checkout(id)),
  },
  {
    method: 'POST',
    path: /^\/v1\/checkout\/sessions\/(\w+)\/expire$/,
    run: ({ stripe: { sessions }, id, given }) => {
      read(given, {})
      sessions.expire(sessions.checkout(id))
      return sessions.shownCheckout(sessions.checkout(id))
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/billing_portal\/sessions$/,
    run: ({ stripe: { account, sessions }, given }) => {
      const known = { customer: { test: id, needed: true }, return_url: { test: url }, locale: { test: locales } }
      const form = read(given, known)
      const customer = account.customer(form.get('customer') ?? '', 'customer').id
      const added = { customer, return_url: form.get('return_url') ?? '', locale: form.get('locale') ?? 'auto' }
      return sessions.shownPortal(sessions.addPortal(added))
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/subscriptions$/,
    run: ({ stripe: { account }, given, path }) => {
      const known = { customer: { test: id }, status: { test: statuses }, price: { test: id } }
      const form = read(given, { ...known, ...paging })
      const status = form.get('status')
      const found = newestFirst(account.subscriptions).filter(
        (each) =>
          (form.get('customer') ?? each.customer) === each.customer &&
          (form.get('price') ?? each.price) === each.price &&
          (status === undefined ? each.status !== 'canceled' : status === 'all' || status === each.status),
      )
      return pageOf(found, form, path, (each) => account.shownSubscription(each))
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/subscriptions\/(\w+)$/,
    run: ({ stripe: { account }, id, given }) => {
      read(given, {})
      return account.shownSubscription(account.subscription(id))
    },
  },
  {
    method: 'POST',
    path: /^\/v1\/subscriptions\/(\w+)$/,
    run: ({ stripe: { account }, id, given }) => {
      const form = read(given, { cancel_at_period_end: { test: flag }, ...metadata })
      const subscription = account.subscription(id)
      const isCancelled = form.get('cancel_at_period_end')
      if (isCancelled !== undefined) account.cancelAtEnd(subscription, isCancelled === 'true')
      return account.shownSubscription(subscription)
    },
  },
  {
    method: 'DELETE',
    path: /^\/v1\/subscriptions\/(\w+)$/,
    run: ({ stripe: { account }, id, given }) => {
      read(given, { invoice_now: { test: flag }, prorate: { test: flag } })
      account.end(account.subscription(id))
      return account.shownSubscription(account.subscription(id))
    },
  },
]
