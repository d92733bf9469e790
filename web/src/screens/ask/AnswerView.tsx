// SPDX-License-Identifier: AGPL-3.0-or-later
// An answer while it arrives, and how it ended.
import { useEffect, useRef } from 'preact/hooks'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { AttachmentView } from '../../components/notes/attachment-view.ts'
import { TranscribedText } from '../../components/notes/TranscribedText.tsx'
import type { AskRun } from '../../data/ask/ask-run.ts'
import type { AskSubject } from '../../data/ask/asked-texts.ts'
import type { ShownSettings } from '../../data/own-key/own-key-transcription.ts'
import { t } from '../../i18n/index.ts'
import { spentText } from '../own-key/spent-text.ts'
import { AnswerUses } from './AnswerUses.tsx'
import { outcomeText } from './ask-failure-texts.ts'

interface AnswerViewProps {
  run: AskRun
  subject: AskSubject
  /** Names the answer. */
  title: string
  model: string
  /** The own key that it was asked with; null: the server's. */
  chosen: ShownSettings | null
  /** When the token quota is reset, as milliseconds since 1970; null if unknown. */
  resetsAt: number | null
  /** The person wants to ask something else. */
  onAgain: () => void
  onClose: () => void
}

export function AnswerView({ run, subject, title, model, chosen, resetsAt, onAgain, onClose }: AnswerViewProps) {
  const text = run.text.value
  const outcome = run.outcome.value
  const hasText = text.trim() !== ''
  const facts = { chosen, resetsAt, model, hasText }
  const problem = outcome && outcomeText(outcome, facts)
  const usage = run.usage.value
  const heading = useRef<HTMLHeadingElement>(null)
  const askForRest = () => {
    // This button goes, and the dialog must keep the focus.
    heading.current?.focus()
    void run.continue((question, end) => t('ask.restPrompt', { question, end }))
  }
  // The form that had the focus is gone.
  useEffect(() => heading.current?.focus(), [])
  return (
    <div class="ask-answer" aria-busy={outcome === null}>
      <h3 ref={heading} class="ask-title" tabIndex={-1}>
        {title}
      </h3>
      {/* A model's answer is untrusted: not even files of the workspace are loaded because it names them. */}
      <AttachmentView.Provider value={null}>
        {hasText && <TranscribedText markdown={text} lines={[]} />}
      </AttachmentView.Provider>
      <p class="quiet" role="status">
        {outcome === null ? t('ask.answering') : !problem && t('ask.complete')}
      </p>
      {problem && (
        <div class="ask-incomplete">
          <FormProblem text={problem} />
          {run.isCutOff.value && hasText && (
            <button type="button" class="button button-small" onClick={askForRest}>
              {t('ask.rest')}
            </button>
          )}
        </div>
      )}
      {outcome !== null && usage && chosen && <p class="quiet">{spentText(usage, chosen)}</p>}
      {outcome !== null && hasText && <AnswerUses text={text} title={title} subject={subject} onClose={onClose} />}
      <div class="dialog-actions">
        {outcome === null ? (
          <button type="button" class="button" onClick={() => run.stop()}>
            <Icon name="close" />
            <span>{t('ask.stop')}</span>
          </button>
        ) : (
          <button type="button" class="button" onClick={onAgain}>
            {t('ask.again')}
          </button>
        )}
      </div>
    </div>
  )
}
