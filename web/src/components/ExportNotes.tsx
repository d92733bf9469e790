// SPDX-License-Identifier: AGPL-3.0-or-later
import { type TextKey, t } from '../i18n/index.ts'

interface ExportNotesProps {
  notes: { notebook: string; code: keyof typeof texts; pages: number[] }[]
  /** Several notebooks: each note names its own. */
  several: boolean
}

const texts = {
  failed: 'note.failed',
  'source-encrypted': 'note.source-encrypted',
  'source-not-a-pdf': 'note.source-not-a-pdf',
  'source-broken': 'note.source-broken',
  'source-repaired': 'note.source-repaired',
  'source-page-missing': 'note.source-page-missing',
  'source-laid-out': 'note.source-laid-out',
  'source-rewritten': 'note.source-rewritten',
  'page-unreadable': 'note.page-unreadable',
  'page-scaled-down': 'note.page-scaled-down',
  'ink-beyond-page': 'note.ink-beyond-page',
  'letters-without-shape': 'note.letters-without-shape',
  'image-missing': 'note.image-missing',
  'image-broken': 'note.image-broken',
  'image-too-large': 'note.image-too-large',
} as const satisfies Record<string, TextKey>

/** What somebody who looks at the file should know. */
export function ExportNotes({ notes, several }: ExportNotesProps) {
  return (
    <ul class="problems">
      {notes.map(({ notebook, code, pages }, position) => (
        <li key={position}>
          {(several || pages.length > 0) && (
            <strong>{[several && notebook, named(pages)].filter(Boolean).join(', ')}</strong>
          )}
          <span>{t(texts[code])}</span>
        </li>
      ))}
    </ul>
  )
}

const mostNamed = 8

function named(pages: number[]): string {
  if (pages.length === 0) return ''
  if (pages.length > mostNamed) return t('note.pages', { count: pages.length })
  return t('note.onPages', { count: pages.length, list: pages.join(', ') })
}
