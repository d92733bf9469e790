// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LocalState } from '@rmirror/shared/local-page'
import { QuotaBar } from '../components/account/QuotaBar.tsx'
import { t } from '../i18n/index.ts'

/** Pages transcribed this month, out of the quota. */
export function QuotaMeter({ quota }: { quota: NonNullable<LocalState['quota']> }) {
  const { limit, used, reserved, deferred_pages: deferred, reset_at } = quota
  if (!quota.has_reader) return <p class="quiet">{t('local.noReader')}</p>
  return <QuotaBar quota={{ limit, taken: used + reserved, deferred, resetAt: Date.parse(reset_at) }} />
}
