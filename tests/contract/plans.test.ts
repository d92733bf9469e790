// SPDX-License-Identifier: AGPL-3.0-or-later
// Plans that are bought at Stripe: for whom they count, from when, and that nothing is paid twice.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serve } from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device } from './library.ts'
import { pay, Shop, stripeSettings, webhookPath } from './plans.ts'

let shop: Shop

beforeAll(async () => {
  shop = await Shop.start({ RMIRROR_FREE_PAGES: '2' })
})
afterAll(() => shop[Symbol.asyncDispose]())

const subscriptionsOf = (customer: string | undefined) =>
  [...shop.service.account.subscriptions.values()].filter((each) => each.customer === customer)
const customerOf = (email: string) =>
  [...shop.service.account.customers.values()].filter((each) => each.email === email)
const tierIs = (token: string, tier: string | null) =>
  expect.poll(async () => (await shop.plan(token)).paid_tier).toBe(tier)

it('shows what Stripe says the prices are', async () => {
  const token = await shop.signUp('window')
  expect(await shop.plan(token)).toEqual({
    ...{ tier: 'free', paid_tier: null, status: null, period_end: null, cancels_at: null, grace_until: null },
    ...{ can_manage: false, is_sold: true, offers_available: true },
    offers: [
      {
        price: 'pro_monthly',
        tier: 'pro',
        amount: 900,
        currency: 'usd',
        interval: 'month',
        interval_count: 1,
        page_limit: null,
      },
      {
        price: 'pro_yearly',
        tier: 'pro',
        amount: 9000,
        currency: 'usd',
        interval: 'year',
        interval_count: 1,
        page_limit: null,
      },
      {
        price: 'team_monthly',
        tier: 'team',
        amount: 4900,
        currency: 'eur',
        interval: 'month',
        interval_count: 1,
        page_limit: null,
      },
    ],
  })
})

it('counts what was paid, releases waiting pages, and ends with the period once it is cancelled', async () => {
  const token = await shop.signUp('ann')
  const device = new Device(shop.api, token, 1)
  await device.announce([1, 2, 3, 4])
  for (const page of [1, 2, 3, 4]) await device.put(page)
  const quota = async () => (await shop.api.ask('GET /api/v1/quota', { token })).body
  const url = (await shop.checkout(token)).body.url
  expect(await pay(url)).toMatch(/\/account\?checkout=done#account-plan$/)
  await tierIs(token, 'pro')
  expect(await quota()).toMatchObject({ limit: null })

  const { url: portal } = (await shop.api.ask('POST /api/v1/plan/portal', { token })).body
  const [customer] = customerOf('ann@example.org')
  const [subscription] = subscriptionsOf(customer?.id)
  expect(await (await fetch(portal)).text()).toContain('Cancel plan')
  const cancel = new URLSearchParams({ subscription: subscription?.id ?? '', act: 'cancel' })
  await fetch(portal, { method: 'POST', body: cancel })
  await expect.poll(async () => (await shop.plan(token)).cancels_at).not.toBeNull()
  expect(await shop.plan(token)).toMatchObject({ tier: 'pro', paid_tier: 'pro', status: 'active', can_manage: true })

  shop.service.act({ do: 'end', subscription: subscription?.id ?? '' })
  await tierIs(token, null)
  expect(await shop.plan(token)).toMatchObject({ tier: 'free', status: 'cancelled', can_manage: true })
  expect(await quota()).toMatchObject({ limit: 2 })
  expect((await shop.api.ask('GET /api/v1/notebooks', { token })).body.items).toHaveLength(1)
  const { items } = (await shop.api.ask('GET /api/v1/notifications', { token })).body
  expect(items).toMatchObject([{ kind: 'plan_ended', details: { tier: 'pro', is_unpaid: false } }])
  // And again.
  expect((await shop.checkout(token, 'team_monthly')).status).toBe(200)
})

it('opens one checkout, however often and from wherever it is asked for', async () => {
  const token = await shop.signUp('doublet')
  // As many at once as one person may have.
  const ask = () => Promise.all(Array.from({ length: 4 }, () => shop.checkout(token)))
  const answers = [...(await ask()), ...(await ask())]
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
  expect(new Set(answers.map(({ body }) => body.url)).size).toBe(1)
  const customers = customerOf('doublet@example.org')
  expect(customers).toHaveLength(1)
  const open = () =>
    [...shop.service.sessions.checkouts.values()].filter(
      ({ customer, status }) => customer === customers[0]?.id && status === 'open',
    )
  expect(open()).toHaveLength(1)

  // Another price, in another tab: the page of the first one is closed.
  const other = (await shop.checkout(token, 'team_monthly')).body.url
  expect(open()).toHaveLength(1)
  expect(await pay(answers[0]?.body.url)).toBe('')
  await pay(other)
  // Before the event has come, too.
  expect(await shop.checkout(token)).toMatchObject({ status: 409, body: { type: 'already_subscribed' } })
  await tierIs(token, 'team')
  expect(await shop.checkout(token)).toMatchObject({ status: 409, body: { type: 'already_subscribed' } })
  expect(subscriptionsOf(customers[0]?.id)).toHaveLength(1)
})

it('counts for the account that began the checkout, whoever is signed in where it is paid', async () => {
  const [buyer, other] = [await shop.signUp('buyer'), await shop.signUp('bystander')]
  const url = (await shop.checkout(buyer)).body.url
  const location = new URL(await pay(url))
  const there = await fetch(`${shop.served.server}${location.pathname}${location.search}`, {
    headers: { authorization: `Bearer ${other}` },
  })
  await there.arrayBuffer()
  await tierIs(buyer, 'pro')
  expect((await shop.plan(other)).paid_tier).toBeNull()
})

it('opens nothing that is not offered, and no portal for who never paid', async () => {
  const token = await shop.signUp('curious')
  expect(await shop.checkout(token, 'gold')).toMatchObject({ status: 404, body: { type: 'unknown_price' } })
  expect(await shop.checkout(token, 'x'.repeat(201))).toMatchObject({ status: 400 })
  expect(await shop.api.ask('POST /api/v1/plan/portal', { token })).toMatchObject({
    status: 409,
    body: { type: 'never_subscribed' },
  })
  expect(customerOf('curious@example.org')).toEqual([])
})

it('says that Stripe is down, and goes on when it is back', async () => {
  const token = await shop.signUp('unlucky')
  shop.service.faults.set([{ status: 503, times: 1000 }])
  const refused = await shop.checkout(token)
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('5')
  shop.service.faults.set([])
  const { body } = await until(
    () => shop.checkout(token),
    ({ status }) => status === 200,
  )
  // Stripe is down while the events come.
  shop.service.faults.set([{ status: 500, times: 4, path: '/v1/subscriptions' }])
  await pay(body.url)
  await tierIs(token, 'pro')
})

async function until<T>(ask: () => Promise<T>, isDone: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isDone(answer)) return answer
  }
}

it('ends an overdue plan only after its notice, and takes it back when it is paid', async () => {
  const token = await shop.signUp('late')
  await pay((await shop.checkout(token)).body.url)
  await tierIs(token, 'pro')
  const id = subscriptionsOf(customerOf('late@example.org')[0]?.id)[0]?.id ?? ''
  shop.service.act({ do: 'fail', subscription: id })
  await expect.poll(async () => (await shop.plan(token)).status).toBe('past_due')
  expect(await shop.plan(token)).toMatchObject({ tier: 'pro', grace_until: expect.any(String) })
  const { items } = (await shop.api.ask('GET /api/v1/notifications', { token })).body
  expect(items).toMatchObject([{ kind: 'payment_failed', details: { tier: 'pro' } }])
  shop.service.act({ do: 'recover', subscription: id })
  await expect.poll(async () => (await shop.plan(token)).status).toBe('active')
})

it('cancels the subscription of an account that is deleted, before anything else is removed', async () => {
  const token = await shop.signUp('leaver')
  await pay((await shop.checkout(token)).body.url)
  await tierIs(token, 'pro')
  const customer = customerOf('leaver@example.org')[0]?.id
  shop.service.faults.set([{ status: 503, times: 2, method: 'DELETE' }])
  const json = { confirmation: 'delete my account' }
  expect((await shop.api.ask('DELETE /api/v1/me', { token, json })).status).toBe(202)
  await expect.poll(() => subscriptionsOf(customer)[0]?.status).toBe('canceled')
})

it('does without Stripe', async () => {
  await using alone = await serve({}, 'all')
  const api = new Api(alone.server)
  const json = { email: 'ann@example.org', password: 'correct horse battery staple' }
  const token = (await api.ask('POST /api/v1/auth/signup', { json })).body.access_token
  expect((await api.ask('GET /api/v1/plan', { token })).body).toMatchObject({
    ...{ tier: 'free', is_sold: false, offers: [], can_manage: false },
  })
  for (const operation of ['POST /api/v1/plan/checkout', 'POST /api/v1/plan/portal']) {
    const question = operation.endsWith('checkout') ? { token, json: { price: 'pro_monthly' } } : { token }
    expect(await api.ask(operation, question)).toMatchObject({ status: 404, body: { type: 'nothing_sold' } })
  }
  expect((await fetch(`${alone.server}${webhookPath}`, { method: 'POST', body: '{}' })).status).toBe(401)
})

it('shows a plan without prices while Stripe cannot be reached', async () => {
  await using far = await serve(stripeSettings('http://127.0.0.1:9'))
  const api = new Api(far.server)
  const json = { email: 'ann@example.org', password: 'correct horse battery staple' }
  const token = (await api.ask('POST /api/v1/auth/signup', { json })).body.access_token
  expect((await api.ask('GET /api/v1/plan', { token })).body).toMatchObject({
    ...{ is_sold: true, offers: [], offers_available: false },
  })
})

it('asked Stripe for nothing that it would refuse', () => {
  expect(shop.service.violations).toEqual([])
})
