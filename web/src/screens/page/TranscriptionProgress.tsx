// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PageDetail } from '@rmirror/shared/api'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { useRights } from '../../data/people/rights.ts'
import { retryTranscription } from '../../data/resources/retry-transcription.ts'
import { useStore } from '../../data/store.ts'
import { formatDay, type TextKey, t } from '../../i18n/index.ts'
import { serverText, waitingText } from '../texts/server-texts.ts'

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

/** The server's reason for a page whose transcription was cancelled: not a failure, so it has a text of its own. */
const cancelledReason = 'The transcription was cancelled. You can retry it.'

/** Status in a sentence, the server's reason if there is one, and a retry button after a failure. */
export function TranscriptionProgress({ status, page }: { status: Status; page?: PageDetail | undefined }) {
  const { isOthers } = useRights()
  const isCancelled = status === 'failed' && page?.ocr_error === cancelledReason
  const reason = !isCancelled && (status === 'failed' || status === 'pending') ? page?.ocr_error : null
  return (
    <div class="read-progress">
      <p class="quiet" role="status">
        {isCancelled ? t('reading.cancelled') : <StatusWords status={status} />}
      </p>
      {reason && <p class="read-reason">{waitingText(reason) ?? t('reading.reason', { detail: reason })}</p>}
      {status === 'failed' && page && !isOthers && <TryAgain page={page} />}
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
