// SPDX-License-Identifier: AGPL-3.0-or-later
// Highlights that come from marks drawn with a pen: what kind of mark it is, and the button that rejects it.
import { highlightText } from '@rmirror/shared/api'
import { useMutation } from '@tanstack/preact-query'
import { useEffect, useRef } from 'preact/hooks'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { useRights } from '../../data/people/rights.ts'
import { type Highlight, rejectMark } from '../../data/resources/highlights.ts'
import { isServerUnreachable } from '../../data/server/offline-pages.ts'
import { useStore } from '../../data/store.ts'
import { type TextKey, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { shortened } from './shortened.ts'

type Kind = NonNullable<Highlight['mark']>

const kinds: Record<Kind, TextKey> = {
  underline: 'marks.underline',
  highlighter: 'marks.highlighter',
  circle: 'marks.circle',
  margin_bar: 'marks.marginBar',
  arrow: 'marks.arrow',
}

interface Choice {
  highlight: Highlight
  isRejected: boolean
}

export type Rejection = ReturnType<typeof useRejection>

/** Rejects marks and takes that back; `outcome` gets the focus, because the button that had it disappears. */
export function useRejection() {
  const { remote } = useStore()
  const outcome = useRef<HTMLParagraphElement>(null)
  const saving = useMutation({
    mutationFn: ({ highlight, isRejected }: Choice) => rejectMark(remote, highlight.id, isRejected),
  })
  const { isSuccess, submittedAt } = saving
  useEffect(() => {
    if (isSuccess) outcome.current?.focus()
  }, [isSuccess, submittedAt])
  return { saving, outcome }
}

/** The kind of mark, and the heading of its section. */
export function MarkFacts({ highlight: { heading }, kind }: { highlight: Highlight; kind: Kind }) {
  return (
    <p class="highlight-mark">
      {t(kinds[kind])}
      {heading !== '' && ` · ${heading}`}
    </p>
  )
}

interface RejectButtonProps {
  highlight: Highlight
  text: string
  rejection: Rejection
}

export function RejectButton({ highlight, text, rejection: { saving } }: RejectButtonProps) {
  return (
    <button
      type="button"
      class="button button-icon button-quiet"
      aria-label={t('marks.rejectNamed', { text: shortened(text) })}
      title={t('marks.reject')}
      aria-disabled={saving.isPending}
      onClick={() => !saving.isPending && saving.mutate({ highlight, isRejected: true })}
    >
      <Icon name="close" />
    </button>
  )
}

/** The rejected marks of the page, each of which can be brought back, and what became of the last choice. */
export function RejectedMarks({ marks, rejection }: { marks: readonly Highlight[]; rejection: Rejection }) {
  const { canWrite } = useRights()
  const { saving, outcome } = rejection
  return (
    <>
      <p ref={outcome} tabIndex={-1} role="status" class="quiet marks-outcome">
        {saving.isSuccess && t(saving.variables.isRejected ? 'marks.rejected' : 'marks.restored')}
      </p>
      <FormProblem text={saving.error && reasonText(saving.error)} />
      {marks.length > 0 && (
        <details class="rejected-marks">
          <summary>{t('marks.rejectedCount', { count: marks.length })}</summary>
          <ul>
            {marks.map((highlight) => (
              <li key={highlight.id} class="highlight-line">
                <q>{highlightText(highlight)}</q>
                {canWrite && (
                  <button
                    type="button"
                    class="button button-icon button-quiet"
                    aria-label={t('marks.restoreNamed', { text: shortened(highlightText(highlight)) })}
                    title={t('marks.restore')}
                    aria-disabled={saving.isPending}
                    onClick={() => !saving.isPending && saving.mutate({ highlight, isRejected: false })}
                  >
                    <Icon name="undo" />
                  </button>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function reasonText(error: unknown): string {
  return isServerUnreachable(error) ? t('highlights.offline') : serverText(error)
}
