// SPDX-License-Identifier: AGPL-3.0-or-later
import { trashUuid } from '@rmirror/shared/library'
import { useEffect, useMemo } from 'preact/hooks'
import { useIncrementalRender } from '../../components/controls/use-incremental-render.ts'
import { FolderCard } from '../../components/library/FolderCard.tsx'
import type { LibraryIndex } from '../../data/library/library-index.ts'
import { t } from '../../i18n/index.ts'
import { folderHref } from '../search/library-tree.ts'
import { UnsentBadge } from './UnsentBadge.tsx'

const atOnce = 48

/**
 * Indexes whose folders were all rendered before. On back navigation they are rendered in one go, so that the browser
 * can restore the scroll position.
 */
const drawn = new WeakSet<LibraryIndex>()

interface FolderListProps {
  index: LibraryIndex
  /** "" for the root, "trash", or a folder's uuid. */
  parent: string
  /** Hidden for a while but kept mounted: recreating hundreds of cards would take longer than showing them again. */
  hidden: boolean
}

/** The folders in a folder, without empty ones. */
export function FolderList({ index, parent, hidden }: FolderListProps) {
  const cards = useMemo(() => {
    const folders = index.foldersIn(parent).filter(({ uuid }) => index.countBelow(uuid) > 0)
    return folders.map(({ uuid, name }) => (
      <FolderCard
        key={uuid}
        href={folderHref(uuid)}
        name={name}
        items={index.itemsBelow(uuid)}
        badge={<UnsentBadge index={index} folder={uuid} />}
      />
    ))
  }, [index, parent])
  const shown = useIncrementalRender(cards.length, drawn.has(index) ? cards.length : atOnce)
  useEffect(() => {
    if (shown === cards.length) drawn.add(index)
  }, [index, shown, cards.length])
  if (cards.length === 0) return null
  return (
    <ul class="folders" aria-label={t('folder.list')} hidden={hidden}>
      {cards.slice(0, shown)}
    </ul>
  )
}

export function TrashCard({ index }: { index: LibraryIndex }) {
  if (index.countBelow(trashUuid) === 0) return null
  return (
    <ul class="folders trash" aria-label={t('trash.title')}>
      <FolderCard
        href={folderHref(trashUuid)}
        name={t('trash.title')}
        items={index.itemsBelow(trashUuid)}
        icon="trash"
      />
    </ul>
  )
}
