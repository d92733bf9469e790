// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that sells plans at Stripe's emulator, and people who buy them.
import type { StripeService } from '../../e2e/emulators/stripe/stripe.mjs'
import { startStripe } from '../../e2e/emulators/stripe/stripe.mjs'
import { type Served, serve } from '../world/programs.ts'
import { type Answer, Api } from './answers.ts'

export const webhookSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
export const webhookPath = '/api/v1/webhooks/stripe'

export const stripeSettings = (address: string, key = 'sk_test_emulator') => ({
  RMIRROR_STRIPE_SECRET_KEY: key,
  RMIRROR_STRIPE_WEBHOOK_SECRET: webhookSecret,
  RMIRROR_STRIPE_PRICES: 'pro:pro_monthly,pro:pro_yearly,team:team_monthly',
  RMIRROR_TEST_STRIPE_BASE_URL: address,
})

/** An emulator with three prices. */
export async function startShop() {
  const stripe = await startStripe()
  const { account } = stripe.service
  account.addPrice({ lookup_key: 'pro_monthly', unit_amount: 900 })
  account.addPrice({ lookup_key: 'pro_yearly', unit_amount: 9_000, interval: 'year' })
  account.addPrice({ lookup_key: 'team_monthly', unit_amount: 4_900, currency: 'eur' })
  return stripe
}

/** Presses the button on the page of a checkout. Returns where it leads. */
export async function pay(url: string): Promise<string> {
  const body = new URLSearchParams({ pay: '1' })
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' })
  return answer.headers.get('location') ?? ''
}

const password = 'correct horse battery staple'

export class Shop implements AsyncDisposable {
  readonly stripe: Awaited<ReturnType<typeof startStripe>>
  readonly served: Served
  readonly api: Api

  private constructor(stripe: Awaited<ReturnType<typeof startStripe>>, served: Served) {
    this.stripe = stripe
    this.served = served
    this.api = new Api(served.server)
  }

  /** Events come in any order, and some of them twice. */
  static async start(more: Record<string, string> = {}): Promise<Shop> {
    const stripe = await startShop()
    const served = await serve({ ...stripeSettings(stripe.address), ...more }, 'all')
    const url = `${served.server}${webhookPath}`
    stripe.service.deliveries.webhook = { url, secret: webhookSecret, is_shuffled: true, is_doubled: true }
    return new Shop(stripe, served)
  }

  get service(): StripeService {
    return this.stripe.service
  }

  async signUp(name: string): Promise<string> {
    const json = { email: `${name}@example.org`, password }
    return (await this.api.ask('POST /api/v1/auth/signup', { json })).body.access_token
  }

  async plan(token: string): Promise<Answer['body']> {
    return (await this.api.ask('GET /api/v1/plan', { token })).body
  }

  checkout(token: string, price = 'pro_monthly'): Promise<Answer> {
    return this.api.ask('POST /api/v1/plan/checkout', { token, json: { price } })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.served[Symbol.asyncDispose]()
    await this.stripe.close()
  }
}
