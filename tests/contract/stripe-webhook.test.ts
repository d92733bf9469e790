// SPDX-License-Identifier: AGPL-3.0-or-later
// Events of Stripe, signed by its own package: only signed ones of ours count, and each once.
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pay, Shop, webhookPath, webhookSecret } from './plans.ts'

let shop: Shop
let ann: string
/** What ann pays. */
let subscription: string
let nth = 0

beforeAll(async () => {
  shop = await Shop.start()
  shop.service.deliveries.webhook = null
  ann = await shop.signUp('ann')
  await pay((await shop.checkout(ann)).body.url)
  subscription = [...shop.service.account.subscriptions.keys()][0] ?? ''
})
afterAll(() => shop[Symbol.asyncDispose]())

const event = (more: object = {}) => ({
  ...{ id: `evt_test_${++nth}`, object: 'event', type: 'customer.subscription.updated', livemode: false },
  data: { object: { id: subscription, object: 'subscription', customer: 'cus_1' } },
  ...more,
})

interface Signing {
  secret?: string
  timestamp?: number
  scheme?: string
}

const signed = (payload: string, { secret = webhookSecret, ...more }: Signing = {}) =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret, ...more })

async function post(body: string, signature?: string): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    ...(signature !== undefined && { 'stripe-signature': signature }),
  }
  const answer = await fetch(`${shop.served.server}${webhookPath}`, { method: 'POST', body, headers })
  const text = await answer.text()
  if (answer.status === 200) expect(JSON.parse(text)).toEqual({ received: true })
  else expect(answer.headers.get('content-type')).toBe('application/problem+json')
  return answer.status
}

const deliver = (more: object = {}, signing: Signing = {}) => {
  const body = JSON.stringify(event(more))
  return post(body, signed(body, signing))
}
const seconds = () => Math.floor(Date.now() / 1000)
const reads = () => shop.service.requests.filter(({ path }) => path === `/v1/subscriptions/${subscription}`).length

it.each([
  ['unsigned', (_body: string) => undefined],
  ['with an empty signature', () => ''],
  ['signed with another secret', (body: string) => signed(body, { secret: 'whsec_other' })],
  ['signed with the secret without its prefix', (body: string) => signed(body, { secret: webhookSecret.slice(6) })],
  ['signed for another body', () => signed('{}')],
  ['too old', (body: string) => signed(body, { timestamp: seconds() - 310 })],
  ['from the future', (body: string) => signed(body, { timestamp: seconds() + 310 })],
  ['of the test scheme only', (body: string) => signed(body, { scheme: 'v0' })],
  ['of version 1a only', (body: string) => signed(body, { scheme: 'v1a' })],
])('an event that is %s is refused', async (_what, sign) => {
  const body = JSON.stringify(event())
  expect(await post(body, sign(body))).toBe(401)
})

it('what is no event with its object is refused', async () => {
  const thin = { object: 'v2.core.event', type: 'v1.billing.meter.error_report_triggered', data: undefined }
  expect(await deliver(thin)).toBe(400)
  expect(await deliver({ data: { object: null } })).toBe(400)
  expect(await deliver({ livemode: undefined })).toBe(400)
  expect(await deliver({ id: '../../etc' })).toBe(400)
  for (const body of ['', 'no JSON', '[]', '"text"', '{"a":', `{"a":"${'x'.repeat(100)}"`, '{}'])
    expect(await post(body, signed(body)), body).toBe(400)
})

it('a body of two megabytes is refused, signed or not', async () => {
  const body = JSON.stringify(event({ padding: 'x'.repeat(2_000_000) }))
  expect(await post(body, signed(body))).toBe(413)
  expect(await post(body)).toBe(413)
})

it('what is none of ours is taken, and has no effect', async () => {
  const before = reads()
  expect(await deliver({ livemode: true })).toBe(200)
  expect(await deliver({ account: 'acct_other' })).toBe(200)
  expect(await deliver({ type: 'product.created', data: { object: { id: 'prod_1', object: 'product' } } })).toBe(200)
  expect(await deliver({ type: 'something.that.stripe.invents', data: { object: {} } })).toBe(200)
  const stranger = shop.service.account.addCustomer({ email: null, metadata: {}, preferred_locales: [] })
  const price = [...shop.service.account.prices.keys()][0] ?? ''
  const other = shop.service.account.subscribe(stranger.id, price)
  expect(await deliver({ data: { object: { id: other.id, object: 'subscription' } } })).toBe(200)
  await expect.poll(() => shop.service.requests.some(({ path }) => path.endsWith(other.id))).toBe(true)
  expect(await deliver({ data: { object: { id: 'sub_of_nobody', object: 'subscription' } } })).toBe(200)
  await expect.poll(() => shop.service.requests.some(({ path }) => path.endsWith('sub_of_nobody'))).toBe(true)
  expect((await shop.plan(ann)).paid_tier).toBeNull()
  expect(reads()).toBe(before)
})

it('a signature by one of two secrets counts, while the secret is replaced', async () => {
  const body = JSON.stringify(event())
  const [time, v1] = signed(body).split(',')
  const [, old] = signed(body, { secret: 'whsec_old' }).split(',')
  expect(await post(body, `${time},${old},${v1},v0=abc`)).toBe(200)
  await expect.poll(async () => (await shop.plan(ann)).paid_tier).toBe('pro')
})

it('what the event says of the subscription does not count, but what Stripe says', async () => {
  const forged = {
    id: subscription,
    object: 'subscription',
    status: 'canceled',
    customer: 'cus_other',
    items: { data: [] },
  }
  const before = reads()
  expect(await deliver({ type: 'customer.subscription.deleted', data: { object: forged } })).toBe(200)
  await expect.poll(reads).toBe(before + 1)
  await expect.poll(async () => (await shop.plan(ann)).paid_tier).toBe('pro')
})

it('a repeated event causes nothing', async () => {
  const body = JSON.stringify(event())
  const before = reads()
  expect(await post(body, signed(body))).toBe(200)
  await expect.poll(reads).toBe(before + 1)
  for (let i = 0; i < 3; i++) expect(await post(body, signed(body, { timestamp: seconds() - i }))).toBe(200)
  // This one is read after them.
  expect(await deliver({ data: { object: { id: 'sub_after', object: 'subscription' } } })).toBe(200)
  await expect.poll(() => shop.service.requests.some(({ path }) => path.endsWith('sub_after'))).toBe(true)
  expect(reads()).toBe(before + 1)
})
