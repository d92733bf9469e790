// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { useRef, useState } from 'preact/hooks'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { useDraftState } from '../../components/forms/drafts.ts'
import { type Choice, type Integration, saveIntegration, type Target } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { isNothing, PickedChoice } from './PickedChoice.tsx'
import { PreviewOf } from './PreviewOf.tsx'

/** Which notebooks are delivered to a target, with a preview of what another choice would change there. */
export function ChoiceSection({ target, integration }: { target: Target; integration: Integration }) {
  const { account, remote } = useStore()
  const [choice, setChoice] = useDraftState<Choice | null>('choice', integration.choice)
  const [isTried, setTried] = useState(false)
  const save = useMutation({
    mutationFn: () => saveIntegration(account, target.name, { settings: integration.settings, choice }),
    onSuccess: () => {
      // Move the focus away from the button, which disappears.
      outcome.current?.focus()
      return remote.deliveriesChanged()
    },
  })
  const isEmpty = isNothing(choice)
  const isChanged = JSON.stringify(choice) !== JSON.stringify(integration.choice)
  const outcome = useRef<HTMLParagraphElement>(null)
  const choose = (next: Choice | null) => {
    save.reset()
    setTried(false)
    setChoice(next)
  }
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (!isEmpty && !save.isPending) save.mutate()
  }
  return (
    <section aria-labelledby="integration-choice">
      <h2 id="integration-choice">{t('choice.heading')}</h2>
      <form class="form" noValidate onSubmit={submit}>
        <PickedChoice
          choice={choice}
          problem={isTried && isEmpty ? t('choice.nothing') : null}
          onChange={choose}
          isHeaded
        />
        {isChanged && <p class="quiet">{t('choice.what')}</p>}
        {target.delivery === 'pushed' && <PreviewOf target={target} choice={choice} />}
        <FormProblem text={save.error && serverText(save.error)} />
        <div class="form-actions form-actions-start choice-done">
          {isChanged && (
            <button type="submit" class="button button-primary" aria-disabled={save.isPending}>
              {t('choice.save')}
            </button>
          )}
          <p ref={outcome} tabIndex={-1} role="status">
            {save.isSuccess && t('choice.saved')}
          </p>
        </div>
      </form>
    </section>
  )
}
