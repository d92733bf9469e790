// SPDX-License-Identifier: AGPL-3.0-or-later
// How soon Stripe gets its 200, while plans follow its events.
import { signatureOf } from '../../../e2e/emulators/stripe/deliveries.mjs'
import { startStripe } from '../../../e2e/emulators/stripe/stripe.mjs'
import { askDatabase } from '../../world/programs.ts'
import { startBench } from './processes.ts'

export const eventsPerSecond = 100
const seconds = 20
const customers = 200
const secret = 'whsec_of_the_bench'
/** Not measured. */
const warmUp = 200

export interface WebhookSpeed {
  /** Milliseconds from the first byte of an event to its 200. */
  p50: number
  p99: number
  /** How often subscriptions were read at Stripe. */
  reads: number
}

export async function measureStripeWebhook(): Promise<WebhookSpeed> {
  const stripe = await startStripe()
  const { account } = stripe.service
  const price = account.addPrice({ lookup_key: 'pro_monthly' })
  await using bench = await startBench({
    RMIRROR_STRIPE_SECRET_KEY: 'sk_test_emulator',
    RMIRROR_STRIPE_WEBHOOK_SECRET: secret,
    RMIRROR_STRIPE_PRICES: 'pro:pro_monthly',
    RMIRROR_TEST_STRIPE_BASE_URL: stripe.address,
  })
  const subscriptions = Array.from({ length: customers }, () => {
    const customer = account.addCustomer({ email: null, metadata: {}, preferred_locales: [] })
    return { customer: customer.id, id: account.subscribe(customer.id, price.id).id }
  })
  const list = subscriptions.map(({ customer }) => `('${customer}')`).join(', ')
  askDatabase(
    bench.databaseUrl,
    `SET ROLE rmirror_system;
     WITH given (customer) AS (VALUES ${list}),
     people AS (INSERT INTO users (email) SELECT customer || '@example.org' FROM given RETURNING id, email)
     INSERT INTO subscriptions (user_id, stripe_customer_id) SELECT id, split_part(email, '@', 1) FROM people`,
  )
  const send = (nth: number) => deliver(bench.url, `evt_${nth}`, subscriptions[nth % customers]?.id ?? '')
  for (let nth = 0; nth < warmUp; nth++) await send(nth)
  const times = await atPace(eventsPerSecond * seconds, (nth) => send(warmUp + nth))
  await stripe.close()
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.ceil(part * sorted.length) - 1] ?? 0
  const reads = stripe.service.requests.filter(({ path }) => path.startsWith('/v1/subscriptions/')).length
  return { p50: at(0.5), p99: at(0.99), reads }
}

/** Begins the calls evenly, whether or not those before are answered. */
async function atPace(calls: number, call: (nth: number) => Promise<number>): Promise<number[]> {
  const begun = performance.now()
  const under = Array.from({ length: calls }, async (_, nth) => {
    const due = begun + (nth * 1000) / eventsPerSecond
    await new Promise((resolve) => setTimeout(resolve, due - performance.now()))
    return call(nth)
  })
  return Promise.all(under)
}

async function deliver(url: string, id: string, subscription: string): Promise<number> {
  const object = { id: subscription, object: 'subscription', status: 'active' }
  const type = 'customer.subscription.updated'
  const body = JSON.stringify({ id, object: 'event', type, livemode: false, data: { object } })
  const headers = {
    'content-type': 'application/json',
    'stripe-signature': signatureOf(secret, body, Math.floor(Date.now() / 1000)),
  }
  const begun = performance.now()
  const answer = await fetch(`${url}/api/v1/webhooks/stripe`, { method: 'POST', headers, body })
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`An event was answered with ${answer.status}`)
  return performance.now() - begun
}
