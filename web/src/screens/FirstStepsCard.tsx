// SPDX-License-Identifier: AGPL-3.0-or-later
// On top of a new account's library: what has been done, and what comes next. It ends when all is done.
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { FormProblem } from '../components/FormProblem.tsx'
import { Icon } from '../components/Icon.tsx'
import { areAllTaken, endFirstSteps, type FirstSteps, firstSteps } from '../data/first-steps.ts'
import { useStore } from '../data/store.ts'
import { type TextKey, t } from '../i18n/index.ts'
import { serverText } from './server-texts.ts'

interface Step {
  name: keyof FirstSteps
  text: TextKey
  /** Where it is taken. */
  href?: string
}

const steps: Step[] = [
  { name: 'signed_up', text: 'firstSteps.signedUp' },
  { name: 'sent', text: 'firstSteps.sent', href: '/account#account-devices' },
  { name: 'transcribed', text: 'firstSteps.transcribed' },
  { name: 'connected', text: 'firstSteps.connected', href: '/integrations' },
  { name: 'delivered', text: 'firstSteps.delivered' },
]

export function FirstStepsCard() {
  const { remote, account } = useStore()
  const isEnded = account.user.value?.first_steps_ended !== false
  const { data: taken, isError } = useQuery(firstSteps(remote))
  const end = useMutation({ mutationFn: () => endFirstSteps(remote) })
  const isDone = taken !== undefined && areAllTaken(taken)
  useEffect(() => {
    if (isDone) end.mutate()
  }, [isDone])
  if (isEnded || isDone || (!taken && isError)) return null
  return (
    <section class={`card first-steps ${taken ? '' : 'first-steps-opening'}`} aria-labelledby="first-steps">
      <div class="first-steps-head">
        <h2 id="first-steps">{t('firstSteps.title')}</h2>
        <button
          type="button"
          class="button button-small"
          aria-disabled={end.isPending}
          onClick={() => !end.isPending && end.mutate()}
        >
          {t('firstSteps.dismiss')}
        </button>
      </div>
      <ol>
        {steps.map((step) => (
          <StepLine key={step.name} step={step} isTaken={taken?.[step.name] ?? false} />
        ))}
      </ol>
      <FormProblem text={end.error && serverText(end.error)} />
    </section>
  )
}

function StepLine({ step: { text, href }, isTaken }: { step: Step; isTaken: boolean }) {
  return (
    <li class={isTaken ? 'first-step-taken' : ''}>
      <span class="first-step-mark">{isTaken && <Icon name="check" />}</span>
      <span>
        {href && !isTaken ? <Link href={href}>{t(text)}</Link> : t(text)}
        <span class="visually-hidden"> {t(isTaken ? 'firstSteps.taken' : 'firstSteps.open')}</span>
      </span>
    </li>
  )
}
