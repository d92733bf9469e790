// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { useDraftState } from '../../components/forms/drafts.ts'
import { type Integration, saveIntegration, type Target } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { PreviewOf } from './PreviewOf.tsx'
import type { Places } from './rules/places.ts'
import { type RuleAction, RuleCard } from './rules/RuleCard.tsx'
import { RulesRest } from './rules/RulesRest.tsx'
import {
  draftOf,
  isBlank,
  maxRules,
  type RulesDraft,
  rulesOf,
  withMoved,
  withNewRule,
  withoutRule,
  withRule,
} from './rules/rule-draft.ts'
import { folderText, rulesProblem } from './rules/rule-texts.ts'
import { usePlaces } from './use-places.ts'

interface RulesSectionProps {
  target: Target
  integration: Integration
  /** Those that the target's own screen lists. */
  listed?: Places
}

/** Rules that decide which of the chosen items are delivered, and where; with a preview by rule. */
export function RulesSection({ target, integration, listed }: RulesSectionProps) {
  const { account, remote, index } = useStore()
  const [draft, setDraft] = useDraftState<RulesDraft>('rules', draftOf(integration.rules))
  const [isTried, setTried] = useState(false)
  const [added, setAdded] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const section = useRef<HTMLElement>(null)
  const outcome = useRef<HTMLParagraphElement>(null)
  /** A selector of what gets the focus once the list is rendered. */
  const focusOn = useRef<string | null>(null)
  const ownPlaces = usePlaces(target, integration)
  const places = listed ?? ownPlaces
  const library = index.value
  const folders = useMemo(() => {
    const used = [...library.folders.keys()].filter((uuid) => library.countBelow(uuid) > 0)
    return used.sort((a, b) => folderText(library, a).localeCompare(folderText(library, b)))
  }, [library])
  const rules = rulesOf(draft)
  const isChanged = JSON.stringify(rules) !== JSON.stringify(rulesOf(draftOf(integration.rules)))
  const hasBlank = draft.list.some(isBlank)
  const save = useMutation({
    mutationFn: () => saveIntegration(account, target.name, { settings: integration.settings, rules }),
    onSuccess: () => {
      // Move the focus away from the button, which disappears.
      outcome.current?.focus()
      return remote.deliveriesChanged()
    },
  })
  useLayoutEffect(() => {
    if (focusOn.current === null) return
    section.current?.querySelector<HTMLElement>(focusOn.current)?.focus()
    focusOn.current = null
  }, [draft])
  const change = (next: RulesDraft) => {
    save.reset()
    setSaid('')
    setDraft(next)
  }
  const add = () => {
    if (draft.list.length >= maxRules) return
    const { draft: next, key } = withNewRule(draft)
    focusOn.current = `[data-rule="${key}"] input`
    setAdded(key)
    setTried(false)
    change(next)
  }
  const act = (key: number, action: RuleAction) => {
    const position = draft.list.findIndex((rule) => rule.key === key)
    if (action === 'remove') {
      const neighbour = draft.list[position + 1] ?? draft.list[position - 1]
      focusOn.current = neighbour ? `[data-rule="${neighbour.key}"] summary` : '.rules-add'
      return change(withoutRule(draft, key))
    }
    const by = action === 'up' ? -1 : 1
    focusOn.current = `[data-rule="${key}"] .rule-${action}`
    change(withMoved(draft, key, by))
    setSaid(t('rules.moved', { number: position + 1 + by }))
  }
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (!hasBlank && !save.isPending) save.mutate()
  }
  return (
    <section ref={section} class="rules" aria-labelledby="integration-rules">
      <h2 id="integration-rules">{t('rules.heading')}</h2>
      <p class="quiet">
        {t('rules.lead')} {t(target.accepts.includes('notebook') ? 'rules.wholeNotebooks' : 'rules.eachItem')}
      </p>
      <form class="form" noValidate onSubmit={submit}>
        {draft.list.length > 0 && (
          <ol class="rules-list">
            {draft.list.map((rule, position) => (
              <RuleCard
                key={rule.key}
                rule={rule}
                number={position + 1}
                isLast={position === draft.list.length - 1}
                isNew={rule.key === added}
                problem={isTried && isBlank(rule) ? t('rules.needsCondition') : null}
                index={library}
                folders={folders}
                places={places}
                onChange={(changed) => change(withRule(draft, changed))}
                onAct={(action) => act(rule.key, action)}
              />
            ))}
          </ol>
        )}
        <div>
          <button type="button" class="button rules-add" aria-disabled={draft.list.length >= maxRules} onClick={add}>
            <Icon name="add" />
            {t('rules.add')}
          </button>
        </div>
        {(draft.list.length > 0 || draft.otherwise !== 'send') && <RulesRest draft={draft} onChange={change} />}
        {(isChanged || rules) && (
          <PreviewOf target={target} choice={integration.choice} rules={rules} isReady={!hasBlank} />
        )}
        <FormProblem text={save.error && rulesProblem(save.error)} />
        <div class="form-actions form-actions-start choice-done">
          {isChanged && (
            <button type="submit" class="button button-primary" aria-disabled={save.isPending}>
              {t('rules.save')}
            </button>
          )}
          <p ref={outcome} tabIndex={-1} role="status">
            {save.isSuccess ? t('rules.saved') : said}
          </p>
        </div>
      </form>
    </section>
  )
}
