// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { Awaited } from '../components/Awaited.tsx'
import { QuotaBar } from '../components/QuotaBar.tsx'
import type { Quota } from '../data/quota.ts'
import { useStore } from '../data/store.ts'
import { type TextKey, t } from '../i18n/index.ts'
import { serverText } from './server-texts.ts'

/** How many pages are still read this month, as the server has it now, and what stands in the way of sending more. */
export function QuotaPanel() {
  const { remote } = useStore()
  const { data: now, error, refetch } = useQuery(remote.quota())
  if (!now) return <Awaited problem={error && serverText(error)} onRetry={() => void refetch()} />
  const { limit, used, reserved, deferred_pages, reset_at } = now
  const full = whatIsFull(now)
  return (
    <>
      <QuotaBar quota={{ limit, taken: used + reserved, deferred: deferred_pages, resetAt: Date.parse(reset_at) }} />
      {!now.has_reader && <p class="note">{t('quota.noReader')}</p>}
      {full && <p class="note">{t(full)}</p>}
    </>
  )
}

function whatIsFull({ storage, notebooks, pages }: Quota): TextKey | null {
  const isFull = ({ limit, used }: Quota['storage']) => limit !== null && used >= limit
  if (isFull(storage)) return 'quota.storageFull'
  if (isFull(pages)) return 'quota.pagesFull'
  return isFull(notebooks) ? 'quota.notebooksFull' : null
}
