// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Signal } from '@preact/signals'
import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { inPiece, usePieces } from '../components/use-pieces.ts'
import type { Notebook } from '../data/notebook.ts'
import { t } from '../i18n/index.ts'
import { LibraryCard, type Selection } from './LibraryCard.tsx'

interface NotebookListProps {
  /** What is listed: another list begins at its top. */
  name: string
  notebooks: readonly Notebook[]
  selection: Signal<Selection>
}

export function NotebookList({ name, notebooks, selection }: NotebookListProps) {
  const { count, list, height, end } = usePieces<HTMLDivElement>(name, notebooks.length)
  // Preact skips a card that is the same object as before.
  const cards = useRef(new WeakMap<Notebook, VNode>()).current
  const cardOf = (notebook: Notebook) => {
    const card = cards.get(notebook) ?? <LibraryCard key={notebook.uuid} notebook={notebook} selection={selection} />
    cards.set(notebook, card)
    return card
  }
  if (notebooks.length === 0) return null
  const shown = notebooks.slice(0, count)
  const pieces = Array.from({ length: Math.ceil(count / inPiece) }, (_, nth) =>
    shown.slice(nth * inPiece, (nth + 1) * inPiece),
  )
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: between a list and its items stand the groups that are laid out by themselves. */}
      <div
        role="list"
        ref={list}
        class="notebooks"
        aria-label={t('notebook.list')}
        {...(height > 0 && { style: { minHeight: `${height}px` } })}
      >
        {pieces.map((piece, nth) => (
          <div key={nth} role="presentation" class="notebook-group">
            {piece.map(cardOf)}
          </div>
        ))}
      </div>
      <div ref={end} />
    </>
  )
}
