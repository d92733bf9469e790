// SPDX-License-Identifier: AGPL-3.0-or-later
// Asks whether the printed text that was found for a highlight is the one that was marked.
import { useMutation } from '@tanstack/preact-query'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { certain } from '../../components/notes/Highlights.tsx'
import { changeHighlight, type Highlight } from '../../data/resources/highlights.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { reasonText } from './reason-text.ts'

export function isUncertain({ corrected_text, repaired_text, confidence }: Highlight): boolean {
  return corrected_text === null && Boolean(repaired_text) && (confidence ?? 0) < certain
}

interface UncertainHighlightProps {
  highlight: Highlight
  canWrite: boolean
}

/** An answer is a correction, so it stays whatever devices send. */
export function UncertainHighlight({ highlight, canWrite }: UncertainHighlightProps) {
  const { id, original_text, repaired_text, note } = highlight
  const { remote } = useStore()
  const answer = useMutation({
    mutationFn: (corrected_text: string) => changeHighlight(remote, id, { corrected_text, note }),
  })
  const press = (text: string) => () => !answer.isPending && answer.mutate(text)
  return (
    <div class="highlight-uncertain">
      <p>{t('highlights.uncertain')}</p>
      {canWrite && (
        <div class="highlight-actions">
          <button
            type="button"
            class="button button-small"
            aria-disabled={answer.isPending}
            onClick={press(repaired_text ?? '')}
          >
            {t('highlights.isRight')}
          </button>
          {original_text.trim() !== '' && (
            <button
              type="button"
              class="button button-small"
              aria-disabled={answer.isPending}
              onClick={press(original_text)}
            >
              {t('highlights.keepTablets')}
            </button>
          )}
        </div>
      )}
      <FormProblem text={answer.error && reasonText(answer.error)} />
    </div>
  )
}
