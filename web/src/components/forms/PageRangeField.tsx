// SPDX-License-Identifier: AGPL-3.0-or-later
import { PageNumbers, readPageNumbers } from '@rmirror/shared/library'
import { useId } from 'preact/hooks'
import { t } from '../../i18n/index.ts'

/** null: all pages. `name`: the range as typed, without blanks. */
export type PageRange = { numbers: PageNumbers; name: string } | null

interface PageRangeFieldProps {
  text: string
  pageCount: number
  /** Why the text isn't a valid range, as a sentence. */
  problem: string | null
  onInput: (text: string) => void
}

/** Input for page numbers and ranges, such as "2-5, 8". */
export function PageRangeField({ text, pageCount, problem, onInput }: PageRangeFieldProps) {
  const id = useId()
  return (
    <>
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
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      </label>
      <p id={id} class={problem ? 'export-problem' : 'quiet'} role={problem ? 'alert' : undefined}>
        {problem ?? t('pdf.pagesHint', { count: pageCount })}
      </p>
    </>
  )
}

/** Parses the range. Returns an error sentence if it is invalid or contains no existing page. */
export function choosePages(text: string, pageCount: number): PageRange | string {
  if (text.trim() === '') return null
  const numbers = readPageNumbers(text)
  if (!(numbers instanceof PageNumbers)) return t('pdf.wrong', { part: numbers.wrong })
  const some = Array.from({ length: pageCount }, (_, index) => index + 1).some((number) => numbers.has(number))
  return some ? { numbers, name: text.replace(/\s+/g, '') } : t('pdf.none', { count: pageCount })
}
