// SPDX-License-Identifier: AGPL-3.0-or-later
// The account's plan, and the pages at Stripe on which it is bought and changed.
import { answerTo, type components } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import type { Queries, RemoteQuery } from './remote-query.ts'

export type Plan = components['schemas']['Plan']
export type PlanOffer = components['schemas']['PlanOffer']

type Asked = Pick<Account, 'api'>

function fetchPlan({ api }: Asked, signal: AbortSignal): Promise<Plan> {
  return answerTo(api.GET('/api/v1/plan', { signal, cache: 'no-store' }))
}

/** The change feed doesn't report it: refetched on mount. */
export function planOf(remote: Queries): RemoteQuery<Plan> {
  return { ...remote.query(['plan'], ({ signal }) => fetchPlan(remote.account, signal)), staleTime: 0 }
}

/** Returns the address of the page on which the price is paid. */
export async function openCheckout({ api }: Asked, price: string): Promise<string> {
  return webAddress((await answerTo(api.POST('/api/v1/plan/checkout', { body: { price } }))).url)
}

/** Returns the address of the page on which the plan is changed or cancelled. */
export async function openPortal({ api }: Asked): Promise<string> {
  return webAddress((await answerTo(api.POST('/api/v1/plan/portal'))).url)
}

/** A link with another scheme could run scripts in this page. */
function webAddress(url: string): string {
  if (!/^https?:/.test(url)) throw new Error(`Not a web address: ${url}`)
  return url
}
