// SPDX-License-Identifier: AGPL-3.0-or-later
import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { batchSize, useInfiniteScroll } from '../../components/controls/use-infinite-scroll.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import { t } from '../../i18n/index.ts'
import { LibraryCard } from './LibraryCard.tsx'
import { LibraryRow } from './LibraryRow.tsx'
import type { NotebookSelection } from './selection/notebook-selection.ts'

interface NotebookListProps {
  /** Identifies the list: another one starts at its top. */
  name: string
  notebooks: readonly Notebook[]
  selection: NotebookSelection
  /** "grid": covers; "list": one line each. */
  view: 'grid' | 'list'
}

export function NotebookList({ name, notebooks, selection, view }: NotebookListProps) {
  const { count, list, height, end } = useInfiniteScroll<HTMLDivElement>(name, notebooks.length)
  // Preact doesn't re-render a card whose vnode is the same object as before.
  const cards = useRef(new WeakMap<Notebook, VNode>()).current
  const cardOf = (notebook: Notebook) => {
    const card = cards.get(notebook) ?? itemOf(notebook, view, selection)
    cards.set(notebook, card)
    return card
  }
  if (notebooks.length === 0) return null
  const shown = notebooks.slice(0, count)
  const pieces = Array.from({ length: Math.ceil(count / batchSize) }, (_, nth) =>
    shown.slice(nth * batchSize, (nth + 1) * batchSize),
  )
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: between a list and its items stand the groups that are laid out by themselves. */}
      <div
        role="list"
        ref={list}
        class={view === 'list' ? 'notebooks notebook-rows' : 'notebooks'}
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

function itemOf(notebook: Notebook, view: NotebookListProps['view'], selection: NotebookSelection): VNode {
  if (view === 'grid') return <LibraryCard key={notebook.uuid} notebook={notebook} selection={selection} />
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is in a group, and only a list of its own could hold an <li> there.
    <div key={notebook.uuid} role="listitem">
      <LibraryRow notebook={notebook} selection={selection} />
    </div>
  )
}
