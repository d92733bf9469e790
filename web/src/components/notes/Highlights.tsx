// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { t } from '../../i18n/index.ts'
import { NotesSection } from './NotesSection.tsx'

export interface Marked {
  text: string
  /** A CSS colour. */
  color: string
}

interface HighlightListProps<Item extends Marked> {
  highlights: readonly Item[]
  /** Links to the highlights at other services. */
  links?: ComponentChildren
  /** Renders one of them. */
  children: (item: Item) => ComponentChildren
}

/** Highlighted texts. A highlight over blank paper has no text and is left out; renders nothing if no text is left. */
export function HighlightList<Item extends Marked>({ highlights, links, children }: HighlightListProps<Item>) {
  const marked = highlights.filter(({ text }) => text.trim() !== '')
  if (marked.length === 0) return null
  return (
    <NotesSection title={t('highlights.title')} action={links}>
      <ul class="highlights">
        {marked.map((item, position) => (
          <li key={position} style={{ '--marker': isColor(item.color) ? item.color : 'var(--ink-soft)' }}>
            {children(item)}
          </li>
        ))}
      </ul>
    </NotesSection>
  )
}

/** As in the contract: a printed text with less `confidence` than that is asked about. */
export const certain = 0.85

export interface LocalHighlight extends Marked {
  /** The tablet's text, if `text` is the printed one. */
  original?: string
  isUncertain?: boolean
}

/** The highlights of a page that isn't on the server. */
export function Highlights(props: Omit<HighlightListProps<LocalHighlight>, 'children'>) {
  return (
    <HighlightList {...props}>
      {({ text, original, isUncertain = false }) => (
        <>
          <q>{text}</q>
          {isUncertain && <p class="highlight-uncertain">{t('highlights.uncertain')}</p>}
          {original !== undefined && <TabletsText text={original} />}
        </>
      )}
    </HighlightList>
  )
}

/** What the tablet states where the printed text is shown. */
export function TabletsText({ text }: { text: string }) {
  return (
    <details class="highlight-original">
      <summary>{t('highlights.ofTablet')}</summary>
      {text.trim() === '' ? t('highlights.noText') : <q>{text}</q>}
    </details>
  )
}

/** Guards the inline style: the server stores whatever colour a device sent. */
const isColor = (text: string) => /^(#[0-9a-f]{3,8}|[a-z]+|rgba?\([\d\s.,%/]+\))$/i.test(text)
