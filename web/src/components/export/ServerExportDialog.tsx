// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { type Format, type FormatName, formats } from '@rmirror/shared/workshop'
import { appFormats } from '@rmirror/shared/workshop/app-formats'
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

/** One of the choices. `as`: as exports take it. */
interface Choice {
  as: ServerFormat | Format
  title: TextKey
  hint: TextKey
}

const appChoices: Choice[] = Object.values(appFormats).map((format) => ({
  as: format,
  title: format.title,
  hint: format.hint,
}))

interface ServerExportDialogProps {
  title: string
  /** Offers only the formats for other apps. */
  isForApps?: boolean
  /** Introductory text. The default says what exports from the server lack. */
  says?: string
  /** False: the files are in this browser, so exports contain more. Selects the hints of the formats. */
  isOfServer?: boolean
  /** If more than 1, the user can choose a page range. */
  pageCount?: number
  /** Which alternatives to saving a file the format has. */
  optionsOf?: (format: ServerFormat | Format) => { copy: boolean; share: boolean }
  onExport: (format: ServerFormat | Format, pages: PageRange, way: ExportOption) => void
  onClose: () => void
}

function choicesOf(isOfServer: boolean): Choice[] {
  return names.map((name) => {
    const format: Format = formats[name]
    const hint = isOfServer ? (format.fromServer?.hint ?? format.hint) : (format.pageHint ?? format.hint)
    return { as: name, title: formats[name].fromServer.title, hint: hint as TextKey }
  })
}

/** Asks for format and pages, and says before the export what the file won't contain. */
export function ServerExportDialog(props: ServerExportDialogProps) {
  const {
    title,
    says = t('serverExport.lacks'),
    isForApps = false,
    isOfServer = true,
    pageCount = 1,
    optionsOf = noOptions,
    onExport,
    onClose,
  } = props
  const choices = isForApps ? [] : choicesOf(isOfServer)
  const chosen = useSignal<Choice['as']>(isForApps ? appFormats.textbundle : 'markdown')
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
        {!isForApps && (
          <Formats
            legend={t('serverExport.format')}
            isLegendHidden
            choices={choices}
            chosen={chosen.value}
            onChoose={(as) => (chosen.value = as)}
          />
        )}
        <Formats
          legend={t('appExport.title')}
          isLegendHidden={isForApps}
          choices={appChoices}
          chosen={chosen.value}
          onChoose={(as) => (chosen.value = as)}
        />
        {pageCount > 1 && (
          <PageRangeField text={range.value} pageCount={pageCount} problem={problem.value} onInput={write} />
        )}
        <ExportButtons onClose={onClose} others={others} />
      </form>
    </Dialog>
  )
}

interface FormatsProps {
  legend: string
  isLegendHidden: boolean
  choices: readonly Choice[]
  chosen: Choice['as']
  onChoose: (as: Choice['as']) => void
}

function Formats({ legend, isLegendHidden, choices, chosen, onChoose }: FormatsProps) {
  return (
    <fieldset class="export-formats">
      <legend class={isLegendHidden ? 'visually-hidden' : 'export-legend'}>{legend}</legend>
      {choices.map(({ as, title, hint }) => (
        <label key={title} class="export-check">
          <input type="radio" name="format" checked={chosen === as} onChange={() => onChoose(as)} />
          <span>
            {t(title)}
            <small>{t(hint)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
