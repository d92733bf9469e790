// SPDX-License-Identifier: AGPL-3.0-or-later
import { documentOf, type PageDetail, type PagePlace } from '@rmirror/shared/api'
import { readAsPlain } from '@rmirror/shared/library'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { CopyText } from '../../components/controls/CopyText.tsx'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { countUnsure, type LineConfidence } from '../../components/notes/confidence.ts'
import { NotesSection } from '../../components/notes/NotesSection.tsx'
import { type HighlightTarget, TranscribedText } from '../../components/notes/TranscribedText.tsx'
import { retryTranscription } from '../../data/resources/retry-transcription.ts'
import { useStore } from '../../data/store.ts'
import { formatDay, type TextKey, t } from '../../i18n/index.ts'
import { RemoteLinks } from '../deliveries/RemoteLinks.tsx'
import { useRemoteLinks } from '../deliveries/remote-links.ts'
import { useFoundLine } from '../search/use-found-line.ts'
import { serverText, waitingText } from '../texts/server-texts.ts'
import { TickableTodo } from '../todos/TickableTodo.tsx'
import { TranscriptionMenu } from './TranscribeAgain.tsx'

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
  const text = documentOf(page)
  return (
    <>
      {text ? <Transcription page={page} text={text} {...shown} /> : <Waiting status={page.ocr_status} page={page} />}
      {page.todos.length > 0 && <Todos page={page} />}
    </>
  )
}

function Transcription({ page, text, inkHash, onSheet }: ReadingProps & { text: string }) {
  const { ocr_status: status } = page
  const isOlder = inkHash !== undefined && page.ink_hash !== null && page.ink_hash !== inkHash
  const toCheck = toCheckText(page.ocr_lines)
  useFoundLine(page, onSheet)
  return (
    <NotesSection title={t('reading.title')} action={<Tools page={page} text={text} />}>
      {/* Announced to screen readers instead of the text itself, which can be long. */}
      <p class="visually-hidden" role="status">
        {t('reading.here')}
      </p>
      {isOlder && <Hint text={t('reading.older')} />}
      {status !== 'completed' && <Progress status={status} page={page} />}
      {toCheck && <Hint text={toCheck} />}
      <TranscribedText markdown={text} lines={page.ocr_lines} onSheet={onSheet} />
    </NotesSection>
  )
}

function Tools({ page, text }: { page: PageDetail; text: string }) {
  return (
    <div class="notes-tools">
      <CopyText text={readAsPlain(text)} />
      <TranscriptionMenu page={page} />
    </div>
  )
}

/** Sentence on how many lines to compare with the handwriting, by how uncertain they are; null: none. */
export function toCheckText(lines: readonly LineConfidence[]): string | null {
  const { unsure, veryUnsure } = countUnsure(lines)
  const counted = [
    unsure > 0 && t('reading.unsureLines', { count: unsure }),
    veryUnsure > 0 && t('reading.veryUnsureLines', { count: veryUnsure }),
  ].filter((text) => text !== false)
  return counted.length > 0 ? [...counted, t('reading.compare', { count: unsure + veryUnsure })].join(' ') : null
}

/** The page's to-dos, handwritten or typed. */
function Todos({ page: { notebook_uuid, page_uuid, todos } }: { page: PageDetail }) {
  const exportPathsOf = useRemoteLinks({ notebook_uuid, page_uuid })
  return (
    <NotesSection title={t('todos.title')}>
      <ul class="todo-list">
        {todos.map((todo) => (
          <TickableTodo key={todo.id} todo={todo}>
            <RemoteLinks places={exportPathsOf(todo.id)} />
          </TickableTodo>
        ))}
      </ul>
    </NotesSection>
  )
}

export function Hint({ text }: { text: string }) {
  return (
    <p class="note read-hint">
      <Icon name="warning" />
      <span>{text}</span>
    </p>
  )
}

type Status = PageDetail['ocr_status']

const statuses: Record<Status, TextKey> = {
  not_synced: 'reading.notSynced',
  pending: 'reading.pending',
  processing: 'reading.processing',
  completed: 'reading.empty',
  failed: 'reading.failed',
  pending_quota: 'reading.deferred',
  skipped: 'reading.nothing',
}

/** Text for a status; one that only a newer server has is shown as pending. */
function statusText(status: Status): TextKey {
  return statuses[status] ?? 'reading.pending'
}

function Waiting({ status, page }: { status: Status; page?: PageDetail }) {
  return (
    <NotesSection title={t('reading.title')} action={page && <TranscriptionMenu page={page} />}>
      <Progress status={status} page={page} />
    </NotesSection>
  )
}

/** The server's reason for a page whose transcription was cancelled: not a failure, so it has a text of its own. */
const cancelledReason = 'The transcription was cancelled. You can retry it.'

/** Status in a sentence, the server's reason if there is one, and a retry button after a failure. */
function Progress({ status, page }: { status: Status; page?: PageDetail | undefined }) {
  const isCancelled = status === 'failed' && page?.ocr_error === cancelledReason
  const reason = !isCancelled && (status === 'failed' || status === 'pending') ? page?.ocr_error : null
  return (
    <div class="read-progress">
      <p class="quiet" role="status">
        {isCancelled ? t('reading.cancelled') : <StatusWords status={status} />}
      </p>
      {reason && <p class="read-reason">{waitingText(reason) ?? t('reading.reason', { detail: reason })}</p>}
      {status === 'failed' && page && <TryAgain page={page} />}
    </div>
  )
}

function StatusWords({ status }: { status: Status }) {
  const { remote } = useStore()
  // A failed request doesn't matter: without the quota the sentence says enough.
  const { data: quota } = useQuery({ ...whileWaiting(remote.quota(), status), staleTime: Number.POSITIVE_INFINITY })
  if (status === 'pending_quota' && quota)
    return <>{t('reading.deferredUntil', { day: formatDay(Date.parse(quota.reset_at)) })}</>
  return <>{t(status === 'pending' && quota?.has_reader === false ? 'quota.noReader' : statusText(status))}</>
}

function whileWaiting<Q extends { enabled: boolean }>(quota: Q, status: Status): Q {
  return { ...quota, enabled: quota.enabled && (status === 'pending_quota' || status === 'pending') }
}

function TryAgain({ page }: { page: PageDetail }) {
  const { account, remote } = useStore()
  const again = useMutation({
    mutationFn: () => retryTranscription(account, page),
    onSuccess: () => remote.pageChanged(page),
  })
  const problem = again.error ? serverText(again.error) : again.data === false && t('reading.gone')
  return (
    <>
      <button
        type="button"
        class="button button-small"
        aria-disabled={again.isPending}
        onClick={() => !again.isPending && again.mutate()}
      >
        <Icon name="sync" />
        <span>{t('reading.again')}</span>
      </button>
      <FormProblem text={problem} />
    </>
  )
}
