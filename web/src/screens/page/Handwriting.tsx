// SPDX-License-Identifier: AGPL-3.0-or-later
import { documentOf, isCorrected, type PageDetail, type PagePlace } from '@rmirror/shared/api'
import { useQuery } from '@tanstack/preact-query'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { NotesSection } from '../../components/notes/NotesSection.tsx'
import type { HighlightTarget } from '../../components/notes/TranscribedText.tsx'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { PageTodos } from './PageTodos.tsx'
import { PicturesBeingRead } from './ReadPictures.tsx'
import { TranscriptionMenu } from './TranscribeAgain.tsx'
import { Transcription } from './Transcription.tsx'
import { TranscriptionProgress } from './TranscriptionProgress.tsx'

interface HandwritingProps {
  place: PagePlace
  /** Of the copy in this browser, if known. Differs from the server's if older ink was transcribed. */
  inkHash?: string | undefined
  onSheet?: HighlightTarget | undefined
}

/** `place`; null if the page's notebook isn't on the server, as far as is known. */
export function useSyncedPlace(place: PagePlace): PagePlace | null {
  return useStore().shelf.notebooks.value.has(place.notebook_uuid) ? place : null
}

/** The server's transcription of a page or its status, updated live. Renders nothing for notebooks never synced. */
export function Handwriting({ place, ...shown }: HandwritingProps) {
  const synced = useSyncedPlace(place)
  const { data: page, error, refetch } = useQuery(useStore().remote.pageAt(synced))
  if (!synced) return null
  if (page) return <Reading page={page} {...shown} />
  if (error)
    return (
      <NotesSection title={t('reading.title')}>
        <LoadingOrError problem={serverText(error)} onRetry={() => void refetch()} />
      </NotesSection>
    )
  return page === null ? <Waiting status="not_synced" /> : null
}

type ReadingProps = Omit<HandwritingProps, 'place'> & { page: PageDetail }

function Reading({ page, ...shown }: ReadingProps) {
  const hasText = documentOf(page) !== '' || isCorrected(page)
  return (
    <>
      {hasText ? <Transcription page={page} {...shown} /> : <Waiting status={page.ocr_status} page={page} />}
      {page.todos.length > 0 && <PageTodos page={page} />}
    </>
  )
}

function Waiting({ status, page }: { status: PageDetail['ocr_status']; page?: PageDetail }) {
  return (
    <NotesSection title={t('reading.title')} action={page && <TranscriptionMenu page={page} />}>
      <PicturesBeingRead page={page} />
      <TranscriptionProgress status={status} page={page} />
    </NotesSection>
  )
}
