// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../i18n/index.ts'
import { displayName } from '../controls/display-name.ts'
import { noteTexts } from '../notes/note-texts.ts'

interface ExportNotesProps {
  notes: { notebook: string; code: keyof typeof noteTexts; pages: number[] }[]
  /** The export covers several notebooks, so each note names its notebook. */
  several: boolean
}

/** What a reader of the exported file should know, such as what is missing in it. */
export function ExportNotes({ notes, several }: ExportNotesProps) {
  return (
    <ul class="problems">
      {notes.map(({ notebook, code, pages }, position) => (
        <li key={position}>
          {(several || pages.length > 0) && (
            <strong class={several ? undefined : 'note-place'}>
              {[several && displayName(notebook), named(pages)].filter(Boolean).join(', ')}
            </strong>
          )}
          <span>{t(noteTexts[code])}</span>
        </li>
      ))}
    </ul>
  )
}

const maxNamed = 8

function named(pages: number[]): string {
  if (pages.length === 0) return ''
  if (pages.length > maxNamed) return t('note.pages', { count: pages.length })
  return t('note.onPages', { count: pages.length, list: pages.join(', ') })
}
