// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ServerPage, TreeItem } from '@rmirror/shared/api'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { displayName } from '../../components/controls/display-name.ts'
import { Icon } from '../../components/controls/Icon.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { retryPages } from '../../data/library/retry-pages.ts'
import { failedOf, retryTranscription } from '../../data/resources/retry-transcription.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { DeliveryAction } from '../deliveries/DeliveryAction.tsx'
import { RetryAllButton } from '../deliveries/RetryAll.tsx'
import { serverText, waitingText } from '../texts/server-texts.ts'

const firstShown = 3

/** The pages whose transcription failed, with reasons and retry buttons. `notebooks`: those that have such pages. */
export function ActivityFailedPages({ notebooks }: { notebooks: TreeItem[] }) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? notebooks : notebooks.slice(0, firstShown)
  const count = notebooks.reduce((sum, { sync_progress: { failed } }) => sum + failed, 0)
  return (
    <div class="activity-list">
      <h3>{t('activity.pagesFailed', { count })}</h3>
      {count > 1 && <RetryAllPages notebooks={notebooks} />}
      <ul class="deliveries" aria-label={t('activity.pagesFailed', { count })}>
        {shown.map((notebook) => (
          <FailedIn key={notebook.notebook_uuid} notebook={notebook} />
        ))}
      </ul>
      {!isWhole && notebooks.length > firstShown && (
        <button type="button" class="button button-small section-action" onClick={() => setWhole(true)}>
          {t('activity.moreNotebooks', { count: notebooks.length - firstShown })}
        </button>
      )}
    </div>
  )
}

const pagesShown = 5

function FailedIn({ notebook }: { notebook: TreeItem }) {
  const { remote } = useStore()
  const uuid = notebook.notebook_uuid
  const name = displayName(notebook.visible_name)
  const { data, error, refetch } = useQuery(remote.pages(uuid))
  const pages = data && failedOf(data)
  return (
    <>
      {!pages && (
        <li>
          <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
        </li>
      )}
      {pages?.slice(0, pagesShown).map((page) => (
        <FailedPage key={page.id} page={page} name={name} />
      ))}
      {pages && pages.length > pagesShown && (
        <li class="delivery">
          <Icon name="warning" />
          <p>
            <Link href={`/notebooks/${uuid}`}>{t('activity.moreIn', { name, count: pages.length - pagesShown })}</Link>
          </p>
        </li>
      )}
    </>
  )
}

function FailedPage({ page, name }: { page: ServerPage; name: string }) {
  const { account, remote } = useStore()
  const { notebook_uuid, page_number, ocr_error: reason } = page
  return (
    <li class="delivery delivery-bad">
      <Icon name="warning" />
      <div>
        <p>
          <Link href={`/notebooks/${notebook_uuid}/pages/${page_number}`}>
            {name}, {t('page.number', { number: page_number })}
          </Link>
        </p>
        {reason && <p class="delivery-fault">{waitingText(reason) ?? t('reading.reason', { detail: reason })}</p>}
      </div>
      <DeliveryAction
        label={t('deliveries.retry')}
        name={t('activity.retryPage', { name, number: page_number })}
        act={async () => {
          await retryTranscription(account, page)
          await remote.pageChanged(page)
        }}
      />
    </li>
  )
}

function RetryAllPages({ notebooks }: { notebooks: TreeItem[] }) {
  const { remote } = useStore()
  const named = notebooks.map(({ notebook_uuid: uuid, visible_name: name }) => ({ uuid, name }))
  const retry = useMutation({ mutationFn: () => retryPages(named, remote) })
  return (
    <RetryAllButton retry={retry} onRetry={() => retry.mutate()}>
      {retry.data && t('activity.retriedPages', { count: retry.data.count })}
    </RetryAllButton>
  )
}
