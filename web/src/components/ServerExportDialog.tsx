// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { type FormatName, formats } from '@rmirror/shared/workshop'
import { t } from '../i18n/index.ts'
import { Dialog } from './Dialog.tsx'
import { ExportButtons } from './ExportButtons.tsx'

/** What can be made of what a server has of pages. */
export type ServerFormat = {
  [Name in FormatName]: (typeof formats)[Name] extends { fromServer: unknown } ? Name : never
}[FormatName]

const names = (Object.keys(formats) as FormatName[]).filter(
  (name): name is ServerFormat => 'fromServer' in formats[name],
)

interface ServerExportDialogProps {
  title: string
  onExport: (format: ServerFormat) => void
  onClose: () => void
}

/** Says what the file will not have before it is made. */
export function ServerExportDialog({ title, onExport, onClose }: ServerExportDialogProps) {
  const chosen = useSignal<ServerFormat>('markdown')
  const submit = (event: Event) => {
    event.preventDefault()
    onClose()
    onExport(chosen.value)
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="export-form" onSubmit={submit}>
        <p>{t('serverExport.lacks')}</p>
        <fieldset class="export-formats">
          <legend class="visually-hidden">{t('serverExport.format')}</legend>
          {names.map((name) => (
            <label key={name} class="export-check">
              <input
                type="radio"
                name="format"
                checked={chosen.value === name}
                onChange={() => (chosen.value = name)}
              />
              <span>
                {t(formats[name].fromServer.title)}
                <small>{t(formats[name].fromServer.hint)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <ExportButtons onClose={onClose} />
      </form>
    </Dialog>
  )
}
