// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import { Dialog } from '../controls/Dialog.tsx'
import { choosePages, type PageRange, PageRangeField } from '../forms/PageRangeField.tsx'
import { ExportButtons } from './ExportButtons.tsx'

export interface ExportWish {
  pages: PageRange
  background: boolean
}

interface ExportDialogProps {
  /** Display name of the format. */
  format: string
  pageCount: number
  background: boolean
  onExport: (wish: ExportWish) => void
  onClose: () => void
}

/** Asks which pages to export, and whether to include their templates. */
export function ExportDialog({ format, pageCount, background: before, onExport, onClose }: ExportDialogProps) {
  const [text, setText] = useState('')
  const [background, setBackground] = useState(before)
  const [problem, setProblem] = useState<string | null>(null)
  const submit = (event: Event) => {
    event.preventDefault()
    const chosen = choosePages(text, pageCount)
    if (typeof chosen === 'string') return setProblem(chosen)
    onClose()
    onExport({ pages: chosen, background })
  }
  const write = (text: string) => {
    setText(text)
    setProblem(null)
  }
  return (
    <Dialog title={t('pdf.title', { format })} onClose={onClose}>
      <form class="export-form" noValidate onSubmit={submit}>
        <PageRangeField text={text} pageCount={pageCount} problem={problem} onInput={write} />
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
