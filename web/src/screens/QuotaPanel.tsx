// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useState } from 'preact/hooks'
import { QuotaBar } from '../components/QuotaBar.tsx'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { serverText } from './server-texts.ts'

/** How many pages are still read this month, as the server has it now. */
export function QuotaPanel() {
  const { quota } = useStore()
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    quota.load().catch((error: unknown) => setProblem(serverText(error)))
  }, [])
  const now = quota.now.value
  if (!now) return problem ? <p class="form-problem">{problem}</p> : null
  const { limit, used, reserved, deferred_pages, reset_at } = now
  return (
    <>
      <QuotaBar quota={{ limit, taken: used + reserved, deferred: deferred_pages, resetAt: Date.parse(reset_at) }} />
      {!now.has_reader && <p class="note">{t('quota.noReader')}</p>}
    </>
  )
}
