// SPDX-License-Identifier: AGPL-3.0-or-later
// Onboarding checklist of a new account: a card in an empty library, part of the library's status line otherwise. It
// ends when all steps are done.
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { areAllTaken, endFirstSteps, type FirstSteps, firstSteps } from '../../data/resources/first-steps.ts'
import { useStore } from '../../data/store.ts'
import { type TextKey, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

interface Step {
  name: keyof FirstSteps
  text: TextKey
  /** Where the user takes the step. */
  href?: string
}

const steps: Step[] = [
  { name: 'signed_up', text: 'firstSteps.signedUp' },
  { name: 'sent', text: 'firstSteps.sent', href: '/account#account-devices' },
  { name: 'transcribed', text: 'firstSteps.transcribed' },
  { name: 'connected', text: 'firstSteps.connected', href: '/integrations' },
  { name: 'delivered', text: 'firstSteps.delivered' },
]

export interface ShownSteps {
  /** undefined: loading. */
  taken: FirstSteps | undefined
  end: () => void
  isEnding: boolean
  /** Why the checklist couldn't be ended. */
  problem: unknown
}

/** null if there is nothing to show: the checklist has ended, all steps are taken, or the request failed. */
export function useFirstSteps(): ShownSteps | null {
  const { remote, account } = useStore()
  const isEnded = account.user.value?.first_steps_ended !== false
  const { data: taken, isError } = useQuery(firstSteps(remote))
  const ending = useMutation({ mutationFn: () => endFirstSteps(remote) })
  const isDone = taken !== undefined && areAllTaken(taken)
  useEffect(() => {
    if (isDone) ending.mutate()
  }, [isDone])
  if (isEnded || isDone || (!taken && isError)) return null
  const end = () => {
    if (!ending.isPending) ending.mutate()
  }
  return { taken, end, isEnding: ending.isPending, problem: ending.error }
}

/** "First steps: 2 of 5" */
export function takenText(taken: FirstSteps): string {
  return t('firstSteps.count', { taken: steps.filter(({ name }) => taken[name]).length, total: steps.length })
}

export function FirstStepsCard() {
  const shown = useFirstSteps()
  if (!shown) return null
  return (
    <div class={`card first-steps-card ${shown.taken ? '' : 'first-steps-opening'}`}>
      <FirstStepsList {...shown} />
    </div>
  )
}

export function FirstStepsList({ taken, end, isEnding, problem }: ShownSteps) {
  return (
    <section class="first-steps" aria-labelledby="first-steps">
      <div class="first-steps-head">
        <h2 id="first-steps">{t('firstSteps.title')}</h2>
        <button type="button" class="button button-small" aria-disabled={isEnding} onClick={end}>
          {t('firstSteps.dismiss')}
        </button>
      </div>
      <ol>
        {steps.map((step) => (
          <StepLine key={step.name} step={step} isTaken={taken?.[step.name] ?? false} />
        ))}
      </ol>
      <FormProblem text={problem ? serverText(problem) : null} />
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
