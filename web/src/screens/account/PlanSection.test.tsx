// SPDX-License-Identifier: AGPL-3.0-or-later
// What is said about a plan, what can be bought, and what becomes of a click.
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Plan, PlanOffer } from '../../data/server/plan.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { planNow, quotaNow, tree } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { PlanSection } from './PlanSection.tsx'

const free = planNow()
const [offer] = free.offers as [PlanOffer]
const paid: Partial<Plan> = {
  ...{ tier: 'pro', paid_tier: 'pro', status: 'active', period_end: '2026-12-20T12:00:00Z', can_manage: true },
}

let server: AccountServer
let plan: Plan | null
let refusal: ReturnType<typeof problem> | undefined
/** Requests that change something: path below /api/v1/plan, and body. */
let requests: [string, unknown][]

beforeEach(async () => {
  localStorage.clear()
  history.replaceState(null, '', '/account')
  plan = free
  requests = []
  refusal = undefined
  server = await AccountServer.start()
  server.answers = (method, path, body) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([]) }
    if (path === '/api/v1/quota') return { body: quotaNow() }
    if (path === '/api/v1/plan') return plan ? { body: plan } : undefined
    if (method !== 'POST') return undefined
    requests.push([path.replace('/api/v1/plan', ''), body.length > 0 ? JSON.parse(String(body)) : null])
    return refusal ?? { body: { url: 'https://checkout.stripe.com/c/pay/cs_1' } }
  }
})
afterEach(() => {
  cleanup()
  server.stop()
  vi.unstubAllGlobals()
})

const region = () => screen.findByRole('region', { name: 'Plan' })
const button = (name: string | RegExp) => screen.findByRole('button', { name })

async function show(members: Partial<Plan> = {}): Promise<string> {
  plan = { ...free, ...members }
  renderWith(await signedIn(server), <PlanSection />)
  return (await region()).textContent ?? ''
}

describe('a plan', () => {
  it('says what it is, and what it means', async () => {
    expect(await show(paid)).toMatch(/^PlanYour plan: ProIt is renewed on \w.*Manage subscription$/)
  })

  it.each<[string, Partial<Plan>, RegExp]>([
    ['cancelled', { ...paid, cancels_at: '2026-12-20T12:00:00Z' }, /You cancelled it: it ends on .*2026/],
    [
      'overdue',
      { ...paid, status: 'past_due', grace_until: '2026-12-04T12:00:00Z' },
      /Your payment is overdue. Pay by .*2026/,
    ],
    ['over', { status: 'cancelled', can_manage: true }, /Everything is still here/],
    ['given', { tier: 'team' }, /Your plan: Team.*An administrator of this server gave you this plan/],
    ['without prices', { offers: [], offers_available: false }, /Stripe can’t be reached, so no prices/],
    [
      'for more months',
      { offers: [{ ...offer, interval_count: 3 }] },
      /Pro: US\$9.00 every 3 months|Pro: \$9.00 every 3 months/,
    ],
    ['of a currency without cents', { offers: [{ ...offer, amount: 900, currency: 'jpy' }] }, /¥900 per month/],
    ['limited', { offers: [{ ...offer, page_limit: 500 }] }, /500 pages transcribed each month/],
    ['without a single price', { offers: [{ ...offer, amount: null }] }, /Stripe shows the price/],
  ])('that is %s says so', async (_what, members, words) => {
    expect(await show(members)).toMatch(words)
  })

  it('is not mentioned where nothing is sold, nor by an older server', async () => {
    plan = { ...free, is_sold: false, offers: [] }
    const store = await signedIn(server)
    renderWith(store, <PlanSection />)
    await expect.poll(() => server.requests.some(({ path }) => path === '/api/v1/plan')).toBe(true)
    expect(screen.queryByRole('region')).toBeNull()
    cleanup()
    plan = null
    renderWith(await signedIn(server), <PlanSection />)
    await expect.poll(() => server.requests.filter(({ path }) => path === '/api/v1/plan').length).toBe(2)
    expect(screen.queryByRole('region')).toBeNull()
  })
})

describe('a click', () => {
  it('leads to Stripe, once', async () => {
    const assign = vi.fn()
    vi.stubGlobal('location', { ...location, assign })
    await show()
    const upgrade = await button(/^Upgrade to Pro/)
    fireEvent.click(upgrade)
    fireEvent.click(upgrade)
    await expect.poll(() => assign.mock.calls).toEqual([['https://checkout.stripe.com/c/pay/cs_1']])
    fireEvent.click(upgrade)
    expect(requests).toEqual([['/checkout', { price: 'pro_monthly' }]])
    expect(assign).toHaveBeenCalledTimes(1)
  })

  it.each<[number, string, RegExp]>([
    [409, 'already_subscribed', /You already have a subscription/],
    [503, 'about:blank', /Stripe can’t be reached at the moment. Nothing was paid/],
  ])('that is refused with %i says why', async (status, type, words) => {
    refusal = problem(status, { type, detail: 'No.' })
    await show({ can_manage: true })
    fireEvent.click(await button('Manage subscription'))
    expect((await screen.findByRole('alert')).textContent).toMatch(words)
    expect(requests).toEqual([['/portal', null]])
  })
})

it('a payment that is being processed is awaited', async () => {
  history.replaceState(null, '', '/account?checkout=done')
  expect(await show()).toContain('Your payment is being processed')
  plan = { ...free, ...paid }
  expect(await screen.findByText('Your plan: Pro')).toBeTruthy()
  expect(screen.queryByText(/being processed/)).toBeNull()
})
