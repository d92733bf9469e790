// SPDX-License-Identifier: AGPL-3.0-or-later
import { useId } from 'preact/hooks'
import { t } from '../../../i18n/index.ts'
import type { Places } from './places.ts'
import { RulePlace } from './RulePlace.tsx'
import type { DraftRule } from './rule-draft.ts'

interface RuleOutcomeProps {
  rule: DraftRule
  /** null: rules can't choose places at the target. */
  places: Places | null
  onChange: (rule: DraftRule) => void
}

/** What a rule does with what matches, and where it is delivered. */
export function RuleOutcome({ rule, places, onChange }: RuleOutcomeProps) {
  const id = useId()
  return (
    <>
      <div class="form-field">
        <label for={`${id}-does`}>{t('rules.does')}</label>
        <div class="form-input">
          <select
            id={`${id}-does`}
            value={rule.does}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...rule, does: value === 'send' ? 'send' : 'leave_out' })
            }
          >
            <option value="send">{t('rules.send')}</option>
            <option value="leave_out">{t('rules.leaveOut')}</option>
          </select>
        </div>
      </div>
      {places && rule.does === 'send' && (
        <RulePlace places={places} place={rule.place} onChange={(place) => onChange({ ...rule, place })} />
      )}
    </>
  )
}
