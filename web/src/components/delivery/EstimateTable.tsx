// SPDX-License-Identifier: AGPL-3.0-or-later
import { formatNumber, t } from '../../i18n/index.ts'
import { calls, duration, listed } from './estimate-texts.ts'

export interface Estimate {
  notebooks: number
  /** Names of the first of these notebooks. */
  names: string[]
  pages: number
  pictures: number
  todos: number
  calls: number
  minutes: number
}

interface EstimateTableProps extends Estimate {
  /** Name of the service. */
  name: string
}

/** How many items would be created at a service, with how many API calls, and roughly how long that takes. */
export function EstimateTable({ name, ...estimate }: EstimateTableProps) {
  const rows = [
    [t('estimate.rows'), estimate.notebooks],
    [t('estimate.pages'), estimate.pages],
    [t('estimate.pictures'), estimate.pictures],
    [t('estimate.todos'), estimate.todos],
  ] as const
  return (
    <dl class="fact-table estimate">
      {rows
        .filter(([, count]) => count > 0)
        .map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{formatNumber(count)}</dd>
          </div>
        ))}
      <div>
        <dt>{t('estimate.calls', { name })}</dt>
        <dd>{calls(estimate.calls)}</dd>
      </div>
      <div>
        <dt>{t('estimate.time')}</dt>
        <dd>{duration(estimate.minutes)}</dd>
      </div>
      {estimate.names.length > 0 && (
        <div class="estimate-names">
          <dt>{t('estimate.names')}</dt>
          <dd>{listed(estimate.names, estimate.notebooks)}</dd>
        </div>
      )}
    </dl>
  )
}
