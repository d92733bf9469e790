// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Compared } from '../../data/server/integrations.ts'
import { formatNumber, t } from '../../i18n/index.ts'

/** Progress bar: how much of the library has been compared with a target. */
export function CompareProgress({ compared_notebooks: done, notebooks: count }: Compared) {
  return (
    <div class="status-progress">
      <progress aria-label={t('status.comparing')} max={count || 1} value={done} />
      <span>{t('status.compared', { done: formatNumber(done), count })}</span>
    </div>
  )
}
