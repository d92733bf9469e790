// SPDX-License-Identifier: AGPL-3.0-or-later
import { PageNumbers, readPageNumbers } from '@rmirror/shared/library'
import { useId, useState } from 'preact/hooks'
import { t } from '../i18n/index.ts'
import { Dialog } from './Dialog.tsx'
import { ExportButtons } from './ExportButtons.tsx'

export interface ExportWish {
  /** null: all of them. */
  pages: { numbers: PageNumbers; name: string } | null
  background: boolean
}

interface ExportDialogProps {
  /** As people call it. */
  format: string
  pageCount: number
  background: boolean
  onExport: (wish: ExportWish) => void
  onClose: () => void
}

/** Which pages are exported, and whether their templates are. */
export function ExportDialog({ format, pageCount, background: before, onExport, onClose }: ExportDialogProps) {
  const [text, setText] = useState('')
  const [background, setBackground] = useState(before)
  const [problem, setProblem] = useState<string | null>(null)
  const id = useId()
  const submit = (event: Event) => {
    event.preventDefault()
    const chosen = choosePages(text, pageCount)
    if (typeof chosen === 'string') return setProblem(chosen)
    onClose()
    onExport({ pages: chosen, background })
  }
  return (
    <Dialog title={t('pdf.title', { format })} onClose={onClose}>
      <form class="export-form" noValidate onSubmit={submit}>
        <label class="export-field">
          <span>{t('pdf.pages')}</span>
          <input
            type="text"
            inputMode="text"
            autocomplete="off"
            value={text}
            placeholder={t('pdf.all')}
            aria-invalid={problem !== null}
            aria-describedby={id}
            onInput={(event) => {
              setText(event.currentTarget.value)
              setProblem(null)
            }}
          />
        </label>
        <p id={id} class={problem ? 'export-problem' : 'quiet'} role={problem ? 'alert' : undefined}>
          {problem ?? t('pdf.pagesHint', { count: pageCount })}
        </p>
        <label class="export-check">
          <input
            type="checkbox"
            checked={background}
            onChange={(event) => setBackground(event.currentTarget.checked)}
          />
          <span>{t('pdf.background')}</span>
        </label>
        <ExportButtons onClose={onClose} />
      </form>
    </Dialog>
  )
}

/** A sentence when there are no such pages. */
function choosePages(text: string, pageCount: number): ExportWish['pages'] | string {
  if (text.trim() === '') return null
  const numbers = readPageNumbers(text)
  if (!(numbers instanceof PageNumbers)) return t('pdf.wrong', { part: numbers.wrong })
  const some = Array.from({ length: pageCount }, (_, index) => index + 1).some((number) => numbers.has(number))
  return some ? { numbers, name: text.replace(/\s+/g, '') } : t('pdf.none', { count: pageCount })
}
