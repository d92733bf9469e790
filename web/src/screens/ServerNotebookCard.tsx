// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { NotebookCard } from '../components/NotebookCard.tsx'
import { ServerSheet } from '../components/ServerSheet.tsx'
import { usePromise } from '../components/use-promise.ts'
import type { ServerNotebook } from '../data/server-shelf.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'

/** Its cover is asked for when it is first seen. */
export function ServerNotebookCard({ notebook: { facts, pageCount } }: { notebook: ServerNotebook }) {
  const { shelf } = useStore()
  const seen = useSignal(false)
  const landscape = facts.orientation === 'landscape'
  const cover = usePromise(
    async () => {
      const first = (await shelf.pagesOf(facts.uuid)).find((page) => page.has_image)
      return first ? shelf.pictures(first) : []
    },
    seen.value ? facts.uuid : null,
    shelf.version.value,
  )
  return (
    <NotebookCard
      href={`/notebooks/${facts.uuid}`}
      name={facts.name}
      pageCount={pageCount}
      modified={facts.lastModified}
      pinned={facts.pinned}
      tags={facts.tags}
      cover={<ServerSheet pictures={cover && ('value' in cover ? cover.value : [])} landscape={landscape} />}
      mark={t('serverShelf.badge')}
      onScreen={(onScreen) => {
        if (onScreen) seen.value = true
      }}
    />
  )
}
