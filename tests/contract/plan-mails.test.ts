// SPDX-License-Identifier: AGPL-3.0-or-later
// Plans beside what else knows of an account: people are told by mail, and Clerk's deletion ends what they pay for.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { OutsideIssuer } from './identities/outside-issuer.ts'
import { svixHeaders } from './identities/svix.ts'
import { Mailing } from './mailing.ts'
import type { Json } from './openapi.ts'
import { pay, startShop, stripeSettings, webhookPath, webhookSecret } from './plans.ts'

const clerkSecret = 'whsec_Q2xlcmsgc2lnbnMgYnkgdGhpcyBzZWNyZXQh'

let clerk: OutsideIssuer
let stripe: Awaited<ReturnType<typeof startShop>>
let mailing: Mailing

beforeAll(async () => {
  clerk = await OutsideIssuer.start()
  stripe = await startShop()
  mailing = await Mailing.start('all', {
    ...stripeSettings(stripe.address),
    ...clerk.settings,
    RMIRROR_CLERK_WEBHOOK_SECRET: clerkSecret,
  })
  const url = `${mailing.server}${webhookPath}`
  stripe.service.deliveries.webhook = { url, secret: webhookSecret, is_shuffled: true, is_doubled: true }
})
beforeEach(() => mailing.forget())
afterAll(async () => {
  await mailing[Symbol.asyncDispose]()
  await stripe.close()
  await clerk[Symbol.asyncDispose]()
})

const plan = async (token: string) => (await mailing.api.ask('GET /api/v1/plan', { token })).body

/** Buys the plan pro. Returns its subscription. */
async function subscribe(token: string, email: string) {
  const checkout = await mailing.api.ask('POST /api/v1/plan/checkout', { token, json: { price: 'pro_monthly' } })
  await pay(checkout.body.url)
  await expect.poll(async () => (await plan(token)).paid_tier).toBe('pro')
  const { customers, subscriptions } = stripe.service.account
  const customer = [...customers.values()].find((each) => each.email === email)
  return [...subscriptions.values()].find((each) => each.customer === customer?.id)
}

it('a payment that fails and the end of a plan are mailed once each, however many events tell of them', async () => {
  const token = await mailing.signUpConfirmed('ann@example.org')
  const { id = '' } = (await subscribe(token, 'ann@example.org')) ?? {}
  stripe.service.act({ do: 'fail', subscription: id })
  await expect.poll(async () => (await plan(token)).status).toBe('past_due')
  mailing.hurry()
  const overdue = (await mailing.mailTo('ann@example.org', /overdue/)).mail
  const { grace_until } = await plan(token)
  const end = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(grace_until))
  expect(overdue.text).toContain(`Pay by ${end}, or your account becomes free.`)
  expect(overdue.text).toContain('http://rmirror.example.org/account#account-plan')
  stripe.service.act({ do: 'fail', subscription: id })
  stripe.service.act({ do: 'end', subscription: id })
  await expect.poll(async () => (await plan(token)).paid_tier).toBeNull()
  mailing.hurry()
  const ended = (await mailing.mailTo('ann@example.org', /ended/)).mail
  expect(ended.text).toContain('Your account is free now. Nothing is deleted')
  await mailing.untilDone()
  expect(mailing.mail.mails.map(({ mail }) => mail.subject)).toEqual([overdue.subject, ended.subject])
})

async function reportOfClerk(type: string, data: Json): Promise<void> {
  const body = JSON.stringify({ data, object: 'event', type, timestamp: Date.now(), instance_id: 'ins_1' })
  const headers = svixHeaders(body, { key: clerkSecret })
  const answer = await mailing.api.ask('POST /api/v1/webhooks/clerk', {
    bytes: new TextEncoder().encode(body),
    headers,
  })
  expect(answer.status).toBe(204)
}

it('who is deleted at Clerk pays no longer, also if Stripe is down at that moment', async () => {
  await reportOfClerk('user.created', {
    ...{ id: 'user_bob', object: 'user', first_name: 'Bob', last_name: null, primary_email_address_id: 'idn_1' },
    email_addresses: [{ id: 'idn_1', email_address: 'bob@example.org', verification: { status: 'verified' } }],
    ...{ created_at: Date.now(), updated_at: Date.now() },
  })
  // The server loads the service's keys after its start.
  const bob = async () =>
    (await mailing.api.ask('GET /api/v1/me', { token: await clerk.sessionToken('user_bob') })).status
  await expect.poll(bob).toBe(200)
  const subscription = await subscribe(await clerk.sessionToken('user_bob'), 'bob@example.org')
  expect(subscription?.status).toBe('active')
  stripe.service.faults.set([{ status: 503, times: 2, method: 'DELETE' }])
  await reportOfClerk('user.deleted', { id: 'user_bob', object: 'user', deleted: true })
  await expect.poll(() => stripe.service.account.subscriptions.get(subscription?.id ?? '')?.status).toBe('canceled')
  expect(mailing.sql(`SELECT count(*) FROM users WHERE email = 'bob@example.org'`)).toBe('0')
  expect(await bob()).toBe(401)
  await mailing.untilDone()
  expect(mailing.mail.mails).toEqual([])
})

it('Stripe was asked for nothing that it would refuse', () => {
  expect(stripe.service.violations).toEqual([])
})
