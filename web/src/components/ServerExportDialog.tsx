// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { type TextKey, t } from '../i18n/index.ts'
import { Dialog } from './Dialog.tsx'

/** What can be made of what a server has of pages. */
export type ServerFormat = 'markdown' | 'plain' | 'pictures'

const choices: { format: ServerFormat; label: TextKey; hint: TextKey }[] = [
  { format: 'markdown', label: 'export.markdown', hint: 'serverExport.textHint' },
  { format: 'plain', label: 'export.plain', hint: 'export.plainHint' },
  { format: 'pictures', label: 'serverExport.images', hint: 'serverExport.imagesHint' },
]

interface ServerExportDialogProps {
  title: string
  /** What the file will not have, said before it is made. */
  lacks: string
  onExport: (format: ServerFormat) => void
  onClose: () => void
}

export function ServerExportDialog({ title, lacks, onExport, onClose }: ServerExportDialogProps) {
  const chosen = useSignal<ServerFormat>('markdown')
  const submit = (event: Event) => {
    event.preventDefault()
    onClose()
    onExport(chosen.value)
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="export-form" onSubmit={submit}>
        <p>{lacks}</p>
        <fieldset class="export-formats">
          <legend class="visually-hidden">{t('serverExport.format')}</legend>
          {choices.map(({ format, label, hint }) => (
            <label key={format} class="export-check">
              <input
                type="radio"
                name="format"
                checked={chosen.value === format}
                onChange={() => (chosen.value = format)}
              />
              <span>
                {t(label)}
                <small>{t(hint)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {t('pdf.keep')}
          </button>
          <button type="submit" class="button button-primary">
            {t('pdf.do')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
