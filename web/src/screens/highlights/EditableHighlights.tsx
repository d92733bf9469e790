// SPDX-License-Identifier: AGPL-3.0-or-later
// The highlights of a synced page. A person can correct their texts, write a note to each, and reject pen marks.
import { useSignal } from '@preact/signals'
import { highlightText, type PageDetail } from '@rmirror/shared/api'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from '../../components/controls/Icon.tsx'
import { HighlightList, type Marked, TabletsText } from '../../components/notes/Highlights.tsx'
import { useRights } from '../../data/people/rights.ts'
import type { Highlight } from '../../data/resources/highlights.ts'
import { t } from '../../i18n/index.ts'
import { HighlightForm } from './HighlightForm.tsx'
import { MarkFacts, RejectButton, RejectedMarks, type Rejection, useRejection } from './PenMarks.tsx'
import { shortened } from './shortened.ts'
import { isUncertain, UncertainHighlight } from './UncertainHighlight.tsx'

interface EditableHighlightsProps {
  page: Pick<PageDetail, 'highlights' | 'rejected_marks'>
  /** Links to the highlights at other services. */
  links?: ComponentChildren
}

export function EditableHighlights({ page: { highlights, rejected_marks }, links }: EditableHighlightsProps) {
  const marked = highlights.map((highlight) => ({ ...markedOf(highlight), highlight }))
  const rejection = useRejection()
  return (
    <>
      <HighlightList highlights={marked} links={links}>
        {({ highlight }) => <EditableHighlight key={highlight.id} highlight={highlight} rejection={rejection} />}
      </HighlightList>
      <RejectedMarks marks={rejected_marks} rejection={rejection} />
    </>
  )
}

const markedOf = (highlight: Highlight): Marked => ({ text: highlightText(highlight), color: highlight.color })

function EditableHighlight({ highlight, rejection }: { highlight: Highlight; rejection: Rejection }) {
  const { canWrite } = useRights()
  const isEditing = useSignal(false)
  const wasEditing = useRef(false)
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (wasEditing.current && !isEditing.value) button.current?.focus()
    wasEditing.current = isEditing.value
  }, [isEditing.value])
  const { note, mark } = highlight
  const text = highlightText(highlight)
  if (isEditing.value) return <HighlightForm highlight={highlight} onClose={() => (isEditing.value = false)} />
  const label = t('highlights.editNamed', { text: shortened(text) })
  return (
    <>
      <div class="highlight-line">
        <q>{text}</q>
        {canWrite && (
          <button
            ref={button}
            type="button"
            class="button button-icon button-quiet"
            aria-label={label}
            title={t('highlights.edit')}
            onClick={() => (isEditing.value = true)}
          >
            <Icon name="pen" />
          </button>
        )}
        {canWrite && mark !== null && <RejectButton highlight={highlight} text={text} rejection={rejection} />}
      </div>
      {mark !== null && <MarkFacts highlight={highlight} kind={mark} />}
      {note !== '' && <p class="highlight-note">{note}</p>}
      {isUncertain(highlight) && <UncertainHighlight highlight={highlight} canWrite={canWrite} />}
      <OtherTexts highlight={highlight} />
    </>
  )
}

/** The texts that the one shown stands for: the printed one of a correction, and the tablet's. */
function OtherTexts({ highlight: { original_text, corrected_text, repaired_text } }: { highlight: Highlight }) {
  const printed = corrected_text === null || !repaired_text ? null : repaired_text
  if (corrected_text === null && !repaired_text) return null
  return (
    <>
      {printed !== null && printed !== corrected_text && (
        <details class="highlight-original">
          <summary>{t('highlights.printed')}</summary>
          <q>{printed}</q>
        </details>
      )}
      {repaired_text ? (
        <TabletsText text={original_text} />
      ) : (
        <details class="highlight-original">
          <summary>{t('highlights.original')}</summary>
          <q>{original_text}</q>
        </details>
      )}
    </>
  )
}
