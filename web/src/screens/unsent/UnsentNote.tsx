// SPDX-License-Identifier: AGPL-3.0-or-later
import { Icon } from '../../components/controls/Icon.tsx'
import type { OutboxFacts } from '../../data/outbox/outbox-item.ts'
import { t } from '../../i18n/index.ts'
import { UnsentActions } from './UnsentActions.tsx'
import { needsPerson, unsentText } from './unsent-texts.ts'

interface UnsentNoteProps {
  facts: OutboxFacts
  /** Opens the editor, which compares the text with the server's. */
  onCompare: () => void
}

/** Says that the shown text isn't on the server yet, and why. */
export function UnsentNote({ facts, onCompare }: UnsentNoteProps) {
  return (
    <div class={`note unsent-note ${needsPerson(facts) ? '' : 'unsent-waiting'}`}>
      <Icon name={needsPerson(facts) ? 'warning' : 'sync'} />
      <div>
        <p role="status">{unsentText(facts)}</p>
        {facts.problem === 'conflict' && (
          <div class="unsent-actions">
            <button type="button" class="button button-small button-primary" onClick={onCompare}>
              {t('conflicts.compare')}
            </button>
          </div>
        )}
        {needsPerson(facts) && <UnsentActions facts={facts} />}
      </div>
    </div>
  )
}
