// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { type Format, type FormatName, formats } from '@rmirror/shared/workshop'
import { useRef } from 'preact/hooks'
import { type TextKey, t } from '../../i18n/index.ts'
import { Dialog } from '../controls/Dialog.tsx'
import { choosePages, type PageRange, PageRangeField } from '../forms/PageRangeField.tsx'
import { ExportButtons } from './ExportButtons.tsx'

const noOptions = () => ({ copy: false, share: false })

export type ExportOption = 'save' | 'copy' | 'share'

/** The formats that can be made from the server's data alone, without the notebook's files. */
export type ServerFormat = {
  [Name in FormatName]: (typeof formats)[Name] extends { fromServer: unknown } ? Name : never
}[FormatName]

const names = (Object.keys(formats) as FormatName[]).filter(
  (name): name is ServerFormat => 'fromServer' in formats[name],
)

interface ServerExportDialogProps {
  title: string
  /** Introductory text. The default says what exports from the server lack. */
  says?: string
  /** False: the files are in this browser, so exports contain more. Selects the hints of the formats. */
  isOfServer?: boolean
  /** If more than 1, the user can choose a page range. */
  pageCount?: number
  /** Which alternatives to saving a file the format has. */
  optionsOf?: (format: ServerFormat) => { copy: boolean; share: boolean }
  onExport: (format: ServerFormat, pages: PageRange, way: ExportOption) => void
  onClose: () => void
}

function hintOf(name: ServerFormat, isOfServer: boolean): TextKey {
  const format: Format = formats[name]
  return (isOfServer ? (format.fromServer?.hint ?? format.hint) : (format.pageHint ?? format.hint)) as TextKey
}

/** Asks for format and pages, and says before the export what the file won't contain. */
export function ServerExportDialog(props: ServerExportDialogProps) {
  const {
    title,
    says = t('serverExport.lacks'),
    isOfServer = true,
    pageCount = 1,
    optionsOf = noOptions,
    onExport,
    onClose,
  } = props
  const chosen = useSignal<ServerFormat>('markdown')
  const range = useSignal('')
  const problem = useSignal<string | null>(null)
  // Set by the clicked button just before the form is submitted.
  const way = useRef<ExportOption>('save')
  const options = optionsOf(chosen.value)
  const submit = (event: Event) => {
    event.preventDefault()
    const pages = choosePages(range.value, pageCount)
    if (typeof pages === 'string') {
      problem.value = pages
      way.current = 'save'
      return
    }
    onClose()
    onExport(chosen.value, pages, way.current)
  }
  const others = [
    ...(options.copy ? [{ name: t('text.copy'), icon: 'copy', choose: () => (way.current = 'copy') } as const] : []),
    ...(options.share
      ? [{ name: t('export.share'), icon: 'share', choose: () => (way.current = 'share') } as const]
      : []),
  ]
  const write = (text: string) => {
    range.value = text
    problem.value = null
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="export-form" noValidate onSubmit={submit}>
        {says !== '' && <p>{says}</p>}
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
                <small>{t(hintOf(name, isOfServer))}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {pageCount > 1 && (
          <PageRangeField text={range.value} pageCount={pageCount} problem={problem.value} onInput={write} />
        )}
        <ExportButtons onClose={onClose} others={others} />
      </form>
    </Dialog>
  )
}
