// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from 'preact/hooks'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { Icon, type IconName } from '../../../components/controls/Icon.tsx'
import type { LibraryIndex } from '../../../data/library/library-index.ts'
import { type TextKey, t } from '../../../i18n/index.ts'
import type { Places } from './places.ts'
import { RuleFields } from './RuleFields.tsx'
import { RuleOutcome } from './RuleOutcome.tsx'
import type { DraftRule } from './rule-draft.ts'
import { ruleText } from './rule-texts.ts'

export type RuleAction = 'up' | 'down' | 'remove'

const actions: [RuleAction, TextKey, IconName][] = [
  ['up', 'rules.up', 'chevron'],
  ['down', 'rules.down', 'chevron'],
  ['remove', 'rules.remove', 'trash'],
]

interface RuleCardProps {
  rule: DraftRule
  /** From 1. */
  number: number
  isLast: boolean
  isNew: boolean
  problem: string | null
  index: LibraryIndex
  folders: readonly string[]
  places: Places | null
  onChange: (rule: DraftRule) => void
  onAct: (action: RuleAction) => void
}

/** A rule: in words, and folded below them its conditions and what it does. */
export function RuleCard({
  rule,
  number,
  isLast,
  isNew,
  problem,
  index,
  folders,
  places,
  onChange,
  onAct,
}: RuleCardProps) {
  const [isOpen, setOpen] = useState(isNew)
  const isIdle = { up: number === 1, down: isLast, remove: false }
  const placeText = places && rule.place !== null ? places.textOf(rule.place) : null
  return (
    <li class="rule" data-rule={rule.key}>
      <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <span class="rule-number">{t('rules.rule', { number })}</span> {ruleText(rule, index, placeText)}
        </summary>
        {isOpen && (
          <div class="rule-fields">
            <RuleFields rule={rule} index={index} folders={folders} onChange={onChange} />
            <RuleOutcome rule={rule} places={places} onChange={onChange} />
          </div>
        )}
      </details>
      <FormProblem text={problem} />
      <div class="rule-actions">
        {actions.map(([action, label, icon]) => (
          <button
            key={action}
            type="button"
            class={`button button-icon button-small button-quiet rule-${action}`}
            aria-label={t(label, { number })}
            aria-disabled={isIdle[action]}
            onClick={() => !isIdle[action] && onAct(action)}
          >
            <Icon name={icon} />
          </button>
        ))}
      </div>
    </li>
  )
}
