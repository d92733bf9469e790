// SPDX-License-Identifier: AGPL-3.0-or-later
// Stripe's own client against the emulator: whatever it validates, the emulator answers as Stripe does.
import { createServer } from 'node:http'
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startShop, webhookSecret } from './plans.ts'

let shop: Awaited<ReturnType<typeof startShop>>
let stripe: Stripe

const clientOf = (key: string) => {
  const { hostname, port } = new URL(shop.address)
  return new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })
}

beforeAll(async () => {
  shop = await startShop()
  stripe = clientOf('sk_test_emulator')
})
afterAll(() => shop.close())

const refusal = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(Stripe.errors.StripeError)
  const { type, code, param, statusCode } = error as Stripe.errors.StripeError
  return { type, code, param, status: statusCode }
}

const key = () => ({ idempotencyKey: crypto.randomUUID() })
const screen = { success_url: 'http://127.0.0.1/account?checkout=done', cancel_url: 'http://127.0.0.1/account' }

async function priceOf(lookup_key: string): Promise<string> {
  const { data } = await stripe.prices.list({ lookup_keys: [lookup_key], active: true })
  return data[0]?.id ?? ''
}

async function openCheckout(customer: string, lookup_key = 'pro_monthly') {
  const line_items = [{ price: await priceOf(lookup_key), quantity: 1 }]
  const subscription_data = { metadata: { rmirror_user: 'ann' } }
  const wanted = { mode: 'subscription', customer, client_reference_id: 'ann', line_items, subscription_data } as const
  return stripe.checkout.sessions.create({ ...wanted, ...screen, locale: 'de' }, key())
}

it('lists prices by their lookup keys', async () => {
  const { data } = await stripe.prices.list({ lookup_keys: ['pro_monthly', 'pro_yearly'], active: true })
  expect(data.map(({ lookup_key, unit_amount, recurring }) => [lookup_key, unit_amount, recurring?.interval])).toEqual([
    ['pro_yearly', 9000, 'year'],
    ['pro_monthly', 900, 'month'],
  ])
  const many = Array.from({ length: 11 }, (_, index) => `price_${index}`)
  expect(await refusal(stripe.prices.list({ lookup_keys: many }))).toMatchObject({ status: 400, param: 'lookup_keys' })
})

it('makes a customer, and refuses an address that is none', async () => {
  const customer = await stripe.customers.create({ email: 'ann@example.org', metadata: { rmirror_user: 'ann' } }, key())
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ email: 'ann@example.org', object: 'customer' })
  expect(await refusal(stripe.customers.create({ email: 'nobody' }, key()))).toMatchObject({ code: 'email_invalid' })
  expect(await refusal(stripe.customers.retrieve('cus_none'))).toMatchObject({ status: 404, code: 'resource_missing' })
})

it('gives a repeated key the first answer, and refuses it for another call', async () => {
  const once = key()
  const first = await stripe.customers.create({ email: 'bob@example.org' }, once)
  const second = await stripe.customers.create({ email: 'bob@example.org' }, once)
  expect(second.id).toBe(first.id)
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true')
  const other = stripe.customers.create({ email: 'eve@example.org' }, once)
  expect(await refusal(other)).toMatchObject({ type: 'StripeIdempotencyError', status: 400 })
})

it('sells a subscription in a checkout, once', async () => {
  const { id: customer } = await stripe.customers.create({}, key())
  const session = await openCheckout(customer)
  expect(session).toMatchObject({ status: 'open', mode: 'subscription', subscription: null, payment_status: 'unpaid' })
  const press = () =>
    fetch(session.url ?? '', { method: 'POST', body: new URLSearchParams({ pay: '1' }), redirect: 'manual' })
  const answer = await press()
  expect([answer.status, answer.headers.get('location')]).toEqual([303, screen.success_url])
  const paid = await stripe.checkout.sessions.retrieve(session.id)
  expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', url: null, client_reference_id: 'ann' })
  expect((await press()).status).toBe(400)
  expect(await refusal(stripe.checkout.sessions.expire(session.id, {}, key()))).toMatchObject({ status: 400 })
  const subscription = await stripe.subscriptions.retrieve(`${paid.subscription}`)
  expect(subscription).toMatchObject({ status: 'active', customer, metadata: { rmirror_user: 'ann' } })
  // The period is the item's, not the subscription's.
  expect(subscription).not.toHaveProperty('current_period_end')
  const [item] = subscription.items.data
  expect(item?.price.lookup_key).toBe('pro_monthly')
  expect(item?.current_period_end).toBeGreaterThan((item?.current_period_start ?? 0) + 27 * 86_400)
})

it('closes a checkout', async () => {
  const { id: customer } = await stripe.customers.create({}, key())
  const session = await openCheckout(customer)
  expect((await stripe.checkout.sessions.list({ customer, status: 'open' })).data).toHaveLength(1)
  expect(await stripe.checkout.sessions.expire(session.id, {}, key())).toMatchObject({ status: 'expired', url: null })
  expect((await stripe.checkout.sessions.list({ customer, status: 'open' })).data).toEqual([])
})

it('refuses a checkout that lacks something, or has too much', async () => {
  const { id: customer } = await stripe.customers.create({}, key())
  const line_items = [{ price: await priceOf('pro_monthly'), quantity: 1 }]
  const open = (params: Stripe.Checkout.SessionCreateParams) => refusal(stripe.checkout.sessions.create(params, key()))
  const mode = 'subscription'
  expect(await open({ mode, customer, line_items })).toMatchObject({ code: 'parameter_missing', param: 'success_url' })
  expect(await open({ mode, customer, ...screen })).toMatchObject({ code: 'parameter_missing' })
  expect(await open({ mode, customer: 'cus_none', line_items, ...screen })).toMatchObject({
    code: 'resource_missing',
    param: 'customer',
  })
  const none = [{ price: 'price_none', quantity: 1 }]
  expect(await open({ mode, customer, line_items: none, ...screen })).toMatchObject({ code: 'resource_missing' })
  const more = { colour: 'red' } as object
  expect(await open({ mode, customer, line_items, ...screen, ...more })).toMatchObject({
    code: 'parameter_unknown',
    param: 'colour',
  })
})

it('opens the portal of a customer', async () => {
  const { id: customer } = await stripe.customers.create({}, key())
  const return_url = 'http://127.0.0.1/account'
  const portal = await stripe.billingPortal.sessions.create({ customer, return_url }, key())
  expect(portal).toMatchObject({ object: 'billing_portal.session', customer, return_url })
  expect(await (await fetch(portal.url)).text()).toContain('Current plan')
})

it('lists, changes and cancels subscriptions', async () => {
  const { id: customer } = await stripe.customers.create({}, key())
  const { account } = shop.service
  const price = await priceOf('team_monthly')
  const ids = Array.from({ length: 5 }, () => account.subscribe(customer, price).id)
  const listed = []
  for await (const { id } of stripe.subscriptions.list({ customer, limit: 2 })) listed.push(id)
  expect(listed).toEqual(ids.toReversed())
  const [first = '', second = ''] = ids
  const cancelled = await stripe.subscriptions.update(first, { cancel_at_period_end: true }, key())
  expect(cancelled).toMatchObject({
    cancel_at_period_end: true,
    cancel_at: cancelled.items.data[0]?.current_period_end,
  })
  expect(await stripe.subscriptions.cancel(second)).toMatchObject({ status: 'canceled' })
  expect(await refusal(stripe.subscriptions.cancel(second))).toMatchObject({ status: 404, code: 'resource_missing' })
  expect((await stripe.subscriptions.list({ customer, limit: 100 })).data).toHaveLength(4)
  expect((await stripe.subscriptions.list({ customer, limit: 100, status: 'all' })).data).toHaveLength(5)
  expect(await refusal(stripe.subscriptions.retrieve('sub_none'))).toMatchObject({ status: 404 })
})

it('knows no other key', async () => {
  expect(await refusal(clientOf('sk_test_other').prices.list())).toMatchObject({
    ...{ type: 'StripeAuthenticationError', status: 401 },
  })
})

it('sends events that are signed, with the object as it was', async () => {
  const bodies: [string, string][] = []
  const receiver = createServer(async (request, response) => {
    const pieces = []
    for await (const piece of request) pieces.push(piece)
    bodies.push([Buffer.concat(pieces).toString(), `${request.headers['stripe-signature']}`])
    response.end()
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const address = receiver.address()
  const port = typeof address === 'object' ? address?.port : 0
  shop.service.deliveries.webhook = { url: `http://127.0.0.1:${port}/`, secret: webhookSecret }
  const { id: customer } = await stripe.customers.create({}, key())
  const session = await openCheckout(customer)
  await fetch(session.url ?? '', { method: 'POST', body: new URLSearchParams({ pay: '1' }), redirect: 'manual' })
  await expect.poll(() => bodies.length).toBe(3)
  shop.service.deliveries.webhook = null
  receiver.close()
  const events = bodies.map(([body, signature]) => stripe.webhooks.constructEvent(body, signature, webhookSecret))
  expect(events.map(({ type }) => type).sort()).toEqual([
    ...['checkout.session.completed', 'customer.subscription.created', 'invoice.paid'],
  ])
})
