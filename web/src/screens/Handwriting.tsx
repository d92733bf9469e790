// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import type { PageDetail, PagePlace } from '@rmirror/shared/api'
import { readAsPlain } from '@rmirror/shared/library'
import { useEffect } from 'preact/hooks'
import { CopyText } from '../components/CopyText.tsx'
import { Icon } from '../components/Icon.tsx'
import { NotesSection } from '../components/NotesSection.tsx'
import { isUnsure, ReadText } from '../components/ReadText.tsx'
import { usePromise } from '../components/use-promise.ts'
import { isServersFault } from '../data/account.ts'
import { readAgain } from '../data/read-again.ts'
import { useStore } from '../data/store.ts'
import { formatDay, type TextKey, t } from '../i18n/index.ts'
import { serverText } from './server-texts.ts'
import { TickableTodo } from './TickableTodo.tsx'

interface HandwritingProps {
  place: PagePlace
  /** Of the page as it is here, where that is known: what was read may be older. */
  inkHash?: string | undefined
}

/** What the server read on a page, or how far that is; it comes by itself. Nothing for pages that were never synced. */
export function Handwriting({ place, inkHash }: HandwritingProps) {
  const { shelf } = useStore()
  const isKnown = shelf.notebooks.value.has(place.notebook_uuid)
  const about = isKnown ? `${place.notebook_uuid}/${place.page_uuid}` : null
  const answer = usePromise(() => shelf.page(place), about, shelf.version.value)
  if (!isKnown) return null
  if (answer && 'error' in answer)
    return (
      <NotesSection title={t('reading.title')}>
        <p class="form-problem">{serverText(answer.error)}</p>
      </NotesSection>
    )
  if (!answer) return null
  return answer.value ? <Reading page={answer.value} inkHash={inkHash} /> : <Waiting status="not_synced" />
}

function Reading({ page, inkHash }: { page: PageDetail; inkHash: string | undefined }) {
  const { ocr_status: status, ocr_text: text } = page
  if (!text) return <Waiting status={status} page={page} />
  const isOlder = inkHash !== undefined && page.ink_hash !== null && page.ink_hash !== inkHash
  const unsure = page.ocr_lines.filter(isUnsure).length
  return (
    <>
      <NotesSection title={t('reading.title')} action={<CopyText text={readAsPlain(text)} />}>
        {/* What is read out when it comes; the text itself can be long. */}
        <p class="visually-hidden" role="status">
          {t('reading.here')}
        </p>
        {isOlder && <Hint text={t('reading.older')} />}
        {status !== 'completed' && <Progress status={status} page={page} />}
        {unsure > 0 && <Hint text={t('reading.unsureLines', { count: unsure })} />}
        <ReadText markdown={text} certainties={page.ocr_lines} />
      </NotesSection>
      {page.todos.length > 0 && <Todos todos={page.todos} />}
    </>
  )
}

function Todos({ todos }: { todos: PageDetail['todos'] }) {
  return (
    <NotesSection title={t('todos.title')}>
      <ul class="todo-list">
        {todos.map((todo) => (
          <TickableTodo key={todo.id} todo={todo} />
        ))}
      </ul>
    </NotesSection>
  )
}

function Hint({ text }: { text: string }) {
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

function Waiting({ status, page }: { status: Status; page?: PageDetail }) {
  return (
    <NotesSection title={t('reading.title')}>
      <Progress status={status} page={page} />
    </NotesSection>
  )
}

/** How far it is, in a sentence; why, where the server says so; and what can be done. */
function Progress({ status, page }: { status: Status; page?: PageDetail | undefined }) {
  const reason = status === 'failed' || status === 'pending' ? page?.ocr_error : null
  return (
    <div class="read-progress">
      <p class="quiet" role="status">
        <StatusWords status={status} />
      </p>
      {reason && <p class="read-reason">{t('reading.reason', { detail: reason })}</p>}
      {status === 'failed' && page && <TryAgain page={page} />}
    </div>
  )
}

/** The sentence says enough without a date. */
function ignoreServersFault(error: unknown): void {
  if (!isServersFault(error)) throw error
}

function StatusWords({ status }: { status: Status }) {
  const { quota } = useStore()
  const now = quota.now.value
  const isDateUnknown = status === 'pending_quota' && now === null
  useEffect(() => {
    if (isDateUnknown) quota.load().catch(ignoreServersFault)
  }, [isDateUnknown])
  if (status === 'pending_quota' && now?.reset_at)
    return <>{t('reading.deferredUntil', { day: formatDay(Date.parse(now.reset_at)) })}</>
  return <>{t(status === 'pending' && now?.has_reader === false ? 'quota.noReader' : statuses[status])}</>
}

function TryAgain({ page }: { page: PageDetail }) {
  const { account, shelf } = useStore()
  const isBusy = useSignal(false)
  const problem = useSignal<string | null>(null)
  const ask = async () => {
    if (isBusy.value) return
    isBusy.value = true
    problem.value = null
    try {
      if (!(await readAgain(account, page))) problem.value = t('reading.gone')
      shelf.forget(page)
    } catch (error) {
      problem.value = serverText(error)
    }
    isBusy.value = false
  }
  return (
    <>
      <button type="button" class="button button-small" aria-disabled={isBusy.value} onClick={() => void ask()}>
        <Icon name="sync" />
        <span>{t('reading.again')}</span>
      </button>
      {problem.value && (
        <p class="form-problem" role="alert">
          {problem.value}
        </p>
      )}
    </>
  )
}
