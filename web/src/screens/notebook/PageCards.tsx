// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useState } from 'preact/hooks'
import { StateBadge } from '../../components/controls/StateBadge.tsx'
import { useIncrementalRender } from '../../components/controls/use-incremental-render.ts'
import { PageCard } from '../../components/library/PageCard.tsx'
import { PagePicture } from '../../components/sheet/PagePicture.tsx'
import { ServerSheet } from '../../components/sheet/ServerSheet.tsx'
import type { Page } from '../../data/library/page.ts'
import type { LivePage } from '../../data/local/live-notebook.ts'
import { unsentPages } from '../../data/outbox/unsent-counts.ts'
import { useStore } from '../../data/store.ts'
import { usePictures } from '../../data/use-pictures.ts'
import { t } from '../../i18n/index.ts'

/** Batch size: thousands of cards together would block the browser for minutes. Scrolling near the last adds more. */
const cardsAhead = 200

export function PageCards({ pages }: { pages: Page[] }) {
  const [wanted, setWanted] = useState(cardsAhead)
  const shown = useIncrementalRender(Math.min(wanted, pages.length))
  return (
    <>
      {pages.slice(0, shown).map((page, position) => (
        <Card
          key={page.uuid}
          page={page}
          {...(position === shown - 1 && { onNear: () => setWanted(shown + cardsAhead) })}
        />
      ))}
    </>
  )
}

interface CardProps {
  page: Page
  /** Called when the card comes near the viewport. */
  onNear?: () => void
}

function Card({ page, onNear }: CardProps) {
  const { library } = useStore()
  const seen = useSignal(false)
  const { notebook, number, tags, here } = page
  const onScreen = (visible: boolean) => {
    if (here) here.onScreen = visible
    if (!visible) return
    seen.value = true
    onNear?.()
    if (!here || !notebook.here) return
    library.want(notebook.here, here).catch(() => {})
    library.drawWithSources(notebook.here, here)
  }
  const isUnsent = unsentPages.value.get(notebook.uuid)?.has(page.uuid) ?? false
  const landscape = notebook.facts.orientation === 'landscape'
  return (
    <PageCard
      href={`/notebooks/${notebook.uuid}/pages/${number}`}
      number={number}
      tags={tags}
      badge={isUnsent && <StateBadge state="pending" text={t('unsent.badge', { count: 1 })} />}
      picture={
        page.shows === 'here' && here ? (
          <InkPicture live={here} landscape={landscape} />
        ) : (
          <ServerPicture page={page} isSeen={seen.value} landscape={landscape} />
        )
      }
      onScreen={onScreen}
    />
  )
}

function InkPicture({ live, landscape }: { live: LivePage; landscape: boolean }) {
  const state = live.state.value
  return (
    <PagePicture
      picture={state.kind === 'ready' ? state.thumbnail : null}
      unreadable={state.kind === 'unreadable'}
      landscape={state.kind === 'ready' ? state.summary.width > state.summary.height : landscape}
    />
  )
}

function ServerPicture({ page, isSeen, landscape }: { page: Page; isSeen: boolean; landscape: boolean }) {
  const { pictures, error } = usePictures(isSeen ? page.place : null)
  return <ServerSheet pictures={error ? [] : pictures} landscape={landscape} />
}
