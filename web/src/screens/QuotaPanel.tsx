// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { QuotaBar } from '../components/QuotaBar.tsx'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { serverText } from './server-texts.ts'

/** How many pages are still read this month, as the server has it now. */
export function QuotaPanel() {
  const { remote } = useStore()
  const { data: now, error } = useQuery(remote.quota())
  if (!now) return error ? <p class="form-problem">{serverText(error)}</p> : null
  const { limit, used, reserved, deferred_pages, reset_at } = now
  return (
    <>
      <QuotaBar quota={{ limit, taken: used + reserved, deferred: deferred_pages, resetAt: Date.parse(reset_at) }} />
      {!now.has_reader && <p class="note">{t('quota.noReader')}</p>}
    </>
  )
}
