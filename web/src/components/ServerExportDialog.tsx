// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { type FormatName, formats } from '@rmirror/shared/workshop'
import { t } from '../i18n/index.ts'
import { Dialog } from './Dialog.tsx'
import { ExportButtons } from './ExportButtons.tsx'
import { choosePages, type PageRange, PageRangeField } from './PageRangeField.tsx'

/** What can be made of what a server has of pages. */
export type ServerFormat = {
  [Name in FormatName]: (typeof formats)[Name] extends { fromServer: unknown } ? Name : never
}[FormatName]

const names = (Object.keys(formats) as FormatName[]).filter(
  (name): name is ServerFormat => 'fromServer' in formats[name],
)

interface ServerExportDialogProps {
  title: string
  /** Some of so many can be chosen. */
  pageCount?: number
  onExport: (format: ServerFormat, pages: PageRange) => void
  onClose: () => void
}

/** Says what the file will not have before it is made. */
export function ServerExportDialog({ title, pageCount = 1, onExport, onClose }: ServerExportDialogProps) {
  const chosen = useSignal<ServerFormat>('markdown')
  const range = useSignal('')
  const problem = useSignal<string | null>(null)
  const submit = (event: Event) => {
    event.preventDefault()
    const pages = choosePages(range.value, pageCount)
    if (typeof pages === 'string') {
      problem.value = pages
      return
    }
    onClose()
    onExport(chosen.value, pages)
  }
  const write = (text: string) => {
    range.value = text
    problem.value = null
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="export-form" noValidate onSubmit={submit}>
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
        {pageCount > 1 && (
          <PageRangeField text={range.value} pageCount={pageCount} problem={problem.value} onInput={write} />
        )}
        <ExportButtons onClose={onClose} />
      </form>
    </Dialog>
  )
}
