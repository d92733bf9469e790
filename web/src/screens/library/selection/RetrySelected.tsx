// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { displayName } from '../../../components/controls/display-name.ts'
import { Icon } from '../../../components/controls/Icon.tsx'
import type { Notebook } from '../../../data/library/notebook.ts'
import { hasFailedPages, type Retried, retryPages } from '../../../data/library/retry-pages.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'

/** Retries the transcription of failed pages; the server limits how often. */
export function RetrySelected({ notebooks }: { notebooks: readonly Notebook[] }) {
  const { remote } = useStore()
  const failed = notebooks.filter(hasFailedPages)
  const retry = useMutation({ mutationFn: () => retryPages(failed, remote) })
  if (failed.length === 0 && retry.isIdle) return null
  return (
    <>
      {failed.length > 0 && (
        <button
          type="button"
          class="button"
          aria-disabled={retry.isPending}
          onClick={() => !retry.isPending && retry.mutate()}
        >
          <Icon name="sync" />
          <span>{t('select.retry')}</span>
        </button>
      )}
      <div class="selection-news" role="status">
        {retry.error && <p class="form-problem">{serverText(retry.error)}</p>}
        {retry.data && <Outcome {...retry.data} />}
      </div>
    </>
  )
}

function Outcome({ count, refused }: Retried) {
  return (
    <>
      {(count > 0 || refused.length === 0) && <p>{t('select.retried', { count })}</p>}
      {refused.map(({ notebook, pages, why }) => (
        <p key={notebook}>
          {t('select.notRetried', { count: pages, name: displayName(notebook), why: refusalText(why) })}
        </p>
      ))}
    </>
  )
}

/** Here, status 429 means that the page was retried too often, not that there were too many requests. */
function refusalText(why: Retried['refused'][number]['why']): string {
  return why.status === 429 ? t('select.retriedTooOften') : serverText(why)
}
