// SPDX-License-Identifier: AGPL-3.0-or-later
// The highlights of a synced page. A person can correct their texts, and write a note to each.
import { useSignal } from '@preact/signals'
import type { PageDetail } from '@rmirror/shared/api'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from '../../components/controls/Icon.tsx'
import { HighlightList, type Marked } from '../../components/notes/Highlights.tsx'
import type { Highlight } from '../../data/resources/highlights.ts'
import { t } from '../../i18n/index.ts'
import { HighlightForm } from './HighlightForm.tsx'

interface EditableHighlightsProps {
  page: Pick<PageDetail, 'highlights'>
  /** Links to the highlights at other services. */
  links?: ComponentChildren
}

export function EditableHighlights({ page: { highlights }, links }: EditableHighlightsProps) {
  const marked = highlights.map((highlight) => ({ ...markedOf(highlight), highlight }))
  return (
    <HighlightList highlights={marked} links={links}>
      {({ highlight }) => <EditableHighlight key={highlight.id} highlight={highlight} />}
    </HighlightList>
  )
}

function markedOf({ original_text, corrected_text, color }: Highlight): Marked {
  return { text: corrected_text ?? original_text, color }
}

function EditableHighlight({ highlight }: { highlight: Highlight }) {
  const isEditing = useSignal(false)
  const wasEditing = useRef(false)
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (wasEditing.current && !isEditing.value) button.current?.focus()
    wasEditing.current = isEditing.value
  }, [isEditing.value])
  const { original_text, corrected_text, note } = highlight
  const text = corrected_text ?? original_text
  if (isEditing.value) return <HighlightForm highlight={highlight} onClose={() => (isEditing.value = false)} />
  const label = t('highlights.editNamed', { text: shortened(text) })
  return (
    <>
      <div class="highlight-line">
        <q>{text}</q>
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
      </div>
      {note !== '' && <p class="highlight-note">{note}</p>}
      {corrected_text !== null && (
        <details class="highlight-original">
          <summary>{t('highlights.original')}</summary>
          <q>{original_text}</q>
        </details>
      )}
    </>
  )
}

const maxNameLetters = 40

function shortened(text: string): string {
  const letters = [...text.replace(/\s+/g, ' ')]
  return letters.length > maxNameLetters ? `${letters.slice(0, maxNameLetters).join('')}…` : letters.join('')
}
