// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { NotebookCard } from '../components/NotebookCard.tsx'
import { ServerSheet } from '../components/ServerSheet.tsx'
import type { ServerNotebook } from '../data/server-shelf.ts'
import { useStore } from '../data/store.ts'
import { usePictures } from '../data/use-pictures.ts'
import { t } from '../i18n/index.ts'

/** Its cover is asked for when it is first seen. */
export function ServerNotebookCard({ notebook: { facts, pageCount } }: { notebook: ServerNotebook }) {
  const { remote } = useStore()
  const seen = useSignal(false)
  const landscape = facts.orientation === 'landscape'
  const pages = useQuery(remote.pages(seen.value ? facts.uuid : null)).data
  const cover = pages?.find((page) => page.has_image) ?? null
  const { pictures } = usePictures(cover)
  return (
    <NotebookCard
      href={`/notebooks/${facts.uuid}`}
      name={facts.name}
      pageCount={pageCount}
      modified={facts.lastModified}
      pinned={facts.pinned}
      tags={facts.tags}
      cover={<ServerSheet pictures={pages && !cover ? [] : pictures} landscape={landscape} />}
      mark={t('serverShelf.badge')}
      onScreen={(onScreen) => {
        if (onScreen) seen.value = true
      }}
    />
  )
}
