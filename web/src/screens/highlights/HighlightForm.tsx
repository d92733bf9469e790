// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { highlightText } from '@rmirror/shared/api'
import { useMutation } from '@tanstack/preact-query'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { changeHighlight, type Highlight } from '../../data/resources/highlights.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { reasonText } from './reason-text.ts'

interface HighlightFormProps {
  highlight: Highlight
  onClose: () => void
}

/** Of the server, in characters. */
const maxLength = 100_000

export function HighlightForm({ highlight, onClose }: HighlightFormProps) {
  const { id, corrected_text, note } = highlight
  const { remote } = useStore()
  const usual = highlightText({ ...highlight, corrected_text: null })
  const text = useSignal(corrected_text ?? usual)
  const remark = useSignal(note)
  const isBlank = useSignal(false)
  const first = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => first.current?.focus(), [])
  const save = useMutation({
    mutationFn: (corrected: string | null) =>
      changeHighlight(remote, id, { corrected_text: corrected, note: remark.value.trim() }),
    onSuccess: onClose,
  })
  const submit = (event: Event) => {
    event.preventDefault()
    if (save.isPending) return
    const written = text.value.trim()
    isBlank.value = written === ''
    if (!isBlank.value) save.mutate(written === usual.trim() ? null : written)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return submit(event)
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    onClose()
  }
  return (
    <form class="highlight-form" onSubmit={submit} onKeyDown={press}>
      <Field label={t('highlights.text')} value={text} input={first} />
      <Field label={t('highlights.note')} value={remark} />
      <FormProblem text={isBlank.value ? t('highlights.blank') : save.error && reasonText(save.error)} />
      <div class="highlight-actions">
        <button type="submit" class="button button-small button-primary" aria-disabled={save.isPending}>
          {t('highlights.save')}
        </button>
        <button type="button" class="button button-small" onClick={onClose}>
          {t('dialog.cancel')}
        </button>
        {corrected_text !== null && (
          <button
            type="button"
            class="button button-small"
            aria-disabled={save.isPending}
            onClick={() => !save.isPending && save.mutate(null)}
          >
            {t('highlights.undo')}
          </button>
        )}
      </div>
    </form>
  )
}

interface FieldProps {
  label: string
  value: { value: string }
  input?: { current: HTMLTextAreaElement | null }
}

function Field({ label, value, input }: FieldProps) {
  const id = useId()
  return (
    <>
      <label for={id}>{label}</label>
      <div class="field">
        <textarea
          id={id}
          {...(input && { ref: input })}
          rows={2}
          maxLength={maxLength}
          value={value.value}
          onInput={({ currentTarget }) => (value.value = currentTarget.value)}
        />
      </div>
    </>
  )
}
