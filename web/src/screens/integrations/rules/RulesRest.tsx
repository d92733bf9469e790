// SPDX-License-Identifier: AGPL-3.0-or-later
import { useId } from 'preact/hooks'
import { t } from '../../../i18n/index.ts'
import type { RulesDraft } from './rule-draft.ts'

interface RulesRestProps {
  draft: RulesDraft
  onChange: (draft: RulesDraft) => void
}

/** What happens to what no rule matches, and to what was delivered and is left out now. */
export function RulesRest({ draft, onChange }: RulesRestProps) {
  const id = useId()
  return (
    <>
      <div class="form-field">
        <label for={`${id}-otherwise`}>{t('rules.otherwise')}</label>
        <div class="form-input">
          <select
            id={`${id}-otherwise`}
            value={draft.otherwise}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...draft, otherwise: value === 'send' ? 'send' : 'leave_out' })
            }
          >
            <option value="send">{t('rules.send')}</option>
            <option value="leave_out">{t('rules.leaveOut')}</option>
          </select>
        </div>
      </div>
      <div class="form-field">
        <label for={`${id}-leave`}>{t('rules.leave')}</label>
        <div class="form-input">
          <select
            id={`${id}-leave`}
            value={draft.leave}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...draft, leave: value === 'keep' ? 'keep' : 'withdraw' })
            }
          >
            <option value="withdraw">{t('rules.withdraw')}</option>
            <option value="keep">{t('rules.keep')}</option>
          </select>
        </div>
      </div>
    </>
  )
}
