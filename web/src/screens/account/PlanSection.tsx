// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem } from '@rmirror/shared/api'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useEffect, useRef } from 'preact/hooks'
import { useSearch } from 'wouter-preact'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { openCheckout, openPortal, type Plan, type PlanOffer, planOf } from '../../data/server/plan.ts'
import { useStore } from '../../data/store.ts'
import { formatDay, formatPrice, type TextKey, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

/** How often to look for a payment that is being processed, in milliseconds. */
const pollMs = 1000

/** What is paid for, and what can be. Nothing on servers that sell nothing, to people who pay nothing. */
export function PlanSection() {
  const { remote } = useStore()
  const isBack = new URLSearchParams(useSearch()).get('checkout') === 'done'
  const { data: plan } = useQuery({
    ...planOf(remote),
    refetchInterval: ({ state: { data } }) => isBack && data?.is_sold === true && data.paid_tier === null && pollMs,
  })
  const paid = plan?.paid_tier
  useEffect(() => {
    if (paid) remote.quotaChanged()
  }, [paid])
  if (!plan || !isPlanShown(plan)) return null
  return (
    <section aria-labelledby="account-plan">
      <h2 id="account-plan">{t('plan.title')}</h2>
      <p>{t('plan.current', { tier: t(tiers[plan.tier]) })}</p>
      <div role="status">
        {isBack && paid === null ? <p class="note">{t('plan.processing')}</p> : <State plan={plan} />}
      </div>
      {plan.can_manage && <StripeButton label={t('plan.manage')} open={openPortal} />}
      {plan.is_sold && paid === null && <Offers plan={plan} />}
    </section>
  )
}

export function isPlanShown({ is_sold, paid_tier, can_manage }: Plan): boolean {
  return is_sold || paid_tier !== null || can_manage
}

const tiers = {
  free: 'plan.free',
  beta: 'plan.beta',
  pro: 'plan.pro',
  team: 'plan.team',
  enterprise: 'plan.enterprise',
} as const satisfies Record<Plan['tier'], TextKey>

const dayOf = (time: string) => formatDay(Date.parse(time))

function State({ plan: { tier, paid_tier, status, period_end, cancels_at, grace_until } }: { plan: Plan }) {
  if (grace_until) return <p class="note">{t('plan.overdue', { day: dayOf(grace_until) })}</p>
  if (paid_tier && cancels_at) return <p>{t('plan.cancelled', { day: dayOf(cancels_at) })}</p>
  if (paid_tier && period_end) return <p class="quiet">{t('plan.renews', { day: dayOf(period_end) })}</p>
  if (tier !== 'free' && tier !== paid_tier) return <p class="quiet">{t('plan.given')}</p>
  return status === 'cancelled' ? <p>{t('plan.ended')}</p> : null
}

function Offers({ plan: { offers, offers_available } }: { plan: Plan }) {
  if (!offers_available) return <p class="note">{t('plan.noPrices')}</p>
  return (
    <>
      <ul class="plan-offers">
        {offers.map((offer) => (
          <li key={offer.price}>
            <p>
              <strong>{t(tiers[offer.tier])}</strong>: {priceText(offer)}
            </p>
            <p class="quiet">
              {offer.page_limit === null ? t('plan.unlimited') : t('plan.pages', { count: offer.page_limit })}
            </p>
            <StripeButton
              label={t('plan.upgrade', { tier: t(tiers[offer.tier]), price: priceText(offer) })}
              open={(account) => openCheckout(account, offer.price)}
              isPrimary
            />
          </li>
        ))}
      </ul>
      <p class="quiet">{t('plan.atStripe')}</p>
    </>
  )
}

const intervals: Record<string, TextKey | undefined> = {
  day: 'plan.perDay',
  week: 'plan.perWeek',
  month: 'plan.perMonth',
  year: 'plan.perYear',
}

function priceText({ amount, currency, interval, interval_count: count }: PlanOffer): string {
  if (amount === null) return t('plan.priceAtStripe')
  const price = formatPrice(amount, currency)
  const text = intervals[interval]
  return text ? t(text, { price, count }) : price
}

interface StripeButtonProps {
  label: string
  /** Returns the address of a page at Stripe. */
  open: (account: ReturnType<typeof useStore>['account']) => Promise<string>
  isPrimary?: boolean
}

/** Leads to a page at Stripe, from where the person comes back to this screen. */
function StripeButton({ label, open, isPrimary = false }: StripeButtonProps) {
  const { account, remote } = useStore()
  // The second click of two may come before anything is shown of the first.
  const isAsked = useRef(false)
  const ask = useMutation({
    mutationFn: () => open(account),
    onSuccess: (address) => location.assign(address),
    onError: () => {
      isAsked.current = false
      // What is shown here may be old.
      void remote.invalidate('plan')
    },
  })
  const { reset } = ask
  useEffect(() => {
    // The person came back from Stripe's page with the browser's button.
    const comeBack = () => {
      isAsked.current = false
      reset()
    }
    addEventListener('pageshow', comeBack)
    return () => removeEventListener('pageshow', comeBack)
  }, [reset])
  const click = () => {
    if (isAsked.current) return
    isAsked.current = true
    ask.mutate()
  }
  return (
    <>
      <button
        type="button"
        class={`button ${isPrimary ? 'button-primary' : ''}`}
        aria-disabled={ask.isPending || ask.isSuccess}
        onClick={click}
      >
        {label}
      </button>
      <FormProblem text={ask.error && problemText(ask.error)} />
    </>
  )
}

function problemText(error: unknown): string {
  if (error instanceof ApiProblem && error.type === 'already_subscribed') return t('plan.already')
  if (error instanceof ApiProblem && error.status === 503) return t('plan.unreachable')
  return serverText(error)
}
