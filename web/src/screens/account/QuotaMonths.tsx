// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { type QuotaMonth, quotaHistory } from '../../data/resources/quota-history.ts'
import { useStore } from '../../data/store.ts'
import { formatNumber, formatShortDay, t } from '../../i18n/index.ts'

const kinds = [
  ['pages', 'months.pages'],
  ['tokens', 'months.tokens'],
] as const

/** Usage of past months, as tables with bars. */
export function QuotaMonths() {
  const { remote } = useStore()
  const { data: months } = useQuery(quotaHistory(remote))
  if (!months) return null
  const shown = kinds.filter(([kind]) => months.some((month) => month[kind]))
  return (
    <>
      <h3>{t('months.title')}</h3>
      {shown.length === 0 && <p class="quiet">{t('months.none')}</p>}
      {shown.map(([kind, title]) => (
        <Months key={kind} title={t(title)} months={months} kind={kind} />
      ))}
    </>
  )
}

function Months({ title, months, kind }: { title: string; months: QuotaMonth[]; kind: 'pages' | 'tokens' }) {
  const max = Math.max(1, ...months.map((month) => month[kind] ?? 0))
  return (
    <table class="quota-months">
      <thead>
        <tr>
          <th scope="col">{t('months.month')}</th>
          <th scope="col">{title}</th>
        </tr>
      </thead>
      <tbody>
        {months.map(({ from, to, ...used }) => (
          <tr key={from}>
            <th scope="row">{t('months.span', { from: formatShortDay(from), to: formatShortDay(to) })}</th>
            <td>
              <span class="quota-month">
                <span class="quota-month-bar" style={{ width: `${((used[kind] ?? 0) / max) * 100}%` }} />
                <span>{formatNumber(used[kind] ?? 0)}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
