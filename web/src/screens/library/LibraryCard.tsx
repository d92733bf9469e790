// SPDX-License-Identifier: AGPL-3.0-or-later
import { type ReadonlySignal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { StateBadge } from '../../components/controls/StateBadge.tsx'
import { NotebookCard } from '../../components/library/NotebookCard.tsx'
import { PagePicture } from '../../components/sheet/PagePicture.tsx'
import { ServerSheet } from '../../components/sheet/ServerSheet.tsx'
import type { Notebook } from '../../data/library/notebook.ts'
import type { ServerNotebook } from '../../data/library/server-shelf.ts'
import type { LiveNotebook } from '../../data/local/live-notebook.ts'
import { isUncountable } from '../../data/local/unopened.ts'
import { unsentCounts } from '../../data/outbox/unsent-counts.ts'
import { useStore } from '../../data/store.ts'
import { useCover } from '../../data/use-pictures.ts'
import { t } from '../../i18n/index.ts'
import { badgeOf } from '../texts/state-texts.ts'
import { NoteCover } from './NoteCover.tsx'
import type { NotebookSelection } from './selection/notebook-selection.ts'

export interface LibraryCardProps {
  notebook: Notebook
  selection: NotebookSelection
}

/** Card of a notebook in the library; the cover is from the copy that is shown. */
export function LibraryCard({ notebook, selection }: LibraryCardProps) {
  const { uuid, name, isNote, facts, here, there, pageCount, shows } = notebook
  const { account, remote } = useStore()
  const isSeen = useSignal(false)
  return (
    <NotebookCard
      href={`/notebooks/${uuid}`}
      name={name}
      isNote={isNote}
      pageCount={pageCount}
      modified={facts.lastModified}
      pinned={facts.pinned}
      tags={facts.tags}
      cover={
        shows === 'here' && here ? (
          <CoverHere notebook={here} isSeen={isSeen} />
        ) : (
          there && <CoverThere notebook={there} isSeen={isSeen} />
        )
      }
      {...(shows === 'there' && !isNote && { mark: t('serverShelf.badge') })}
      badge={
        remote.user.value !== null &&
        (account.user.value || unsentCounts.value.has(uuid)) && <StateBadge {...badgeOf(notebook)} />
      }
      onScreen={(onScreen) => (isSeen.value = onScreen)}
      selection={selection.choiceOf(uuid)}
    />
  )
}

interface CoverProps<Copy> {
  notebook: Copy
  isSeen: ReadonlySignal<boolean>
}

function CoverHere({ notebook, isSeen }: CoverProps<LiveNotebook>) {
  const { library } = useStore()
  const { facts, pages } = notebook
  const cover = pages[facts.coverPage] ?? pages[0]
  const state = cover?.state.value
  useEffect(() => {
    if (!isSeen.value) return
    // Fails if MuPDF couldn't be loaded; retried the next time the card is on the screen.
    library.ensurePagesCounted(notebook).catch(() => {})
    if (!cover) return
    cover.onScreen = true
    library.want(notebook, cover).catch(() => {})
    library.drawWithSources(notebook, cover)
    return () => {
      cover.onScreen = false
    }
  }, [notebook, isSeen.value])
  return (
    <PagePicture
      picture={state?.kind === 'ready' ? state.thumbnail : null}
      unreadable={state?.kind === 'unreadable' || isUncountable(notebook)}
      landscape={facts.orientation === 'landscape'}
    />
  )
}

function CoverThere({ notebook, isSeen }: CoverProps<ServerNotebook>) {
  const wasSeen = useRef(false)
  wasSeen.current ||= isSeen.value
  const { uuid, name, isNote } = notebook.facts
  if (isNote) {
    const place = { notebook_uuid: uuid, page_uuid: notebook.noteId ?? uuid }
    return <NoteCover place={place} name={name} isSeen={wasSeen.current && !notebook.isUnsent} />
  }
  if (wasSeen.current) return <CoverFromServer notebook={notebook} />
  return <ServerSheet pictures={null} landscape={notebook.facts.orientation === 'landscape'} />
}

function CoverFromServer({ notebook }: Pick<CoverProps<ServerNotebook>, 'notebook'>) {
  const { pictures } = useCover(notebook)
  return <ServerSheet pictures={pictures} landscape={notebook.facts.orientation === 'landscape'} />
}
