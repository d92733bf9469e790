// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { t } from '../../i18n/index.ts'
import { NotesSection } from './NotesSection.tsx'

interface Marked {
  text: string
  /** A CSS colour. */
  color: string
  note?: string
}

interface HighlightsProps {
  highlights: readonly Marked[]
  /** Links to the highlights at other services. */
  links?: ComponentChildren
}

/** Highlighted texts. A highlight over blank paper has no text and is left out; renders nothing if no text is left. */
export function Highlights({ highlights, links }: HighlightsProps) {
  const marked = highlights.filter(({ text }) => text.trim() !== '')
  if (marked.length === 0) return null
  return (
    <NotesSection title={t('highlights.title')} action={links}>
      <ul class="highlights">
        {marked.map(({ text, color, note }, position) => (
          <li key={position} style={{ '--marker': isColor(color) ? color : 'var(--ink-soft)' }}>
            <q>{text}</q>
            {note && <p class="quiet">{note}</p>}
          </li>
        ))}
      </ul>
    </NotesSection>
  )
}

/** Guards the inline style: the server stores whatever colour a device sent. */
const isColor = (text: string) => /^(#[0-9a-f]{3,8}|[a-z]+|rgba?\([\d\s.,%/]+\))$/i.test(text)
