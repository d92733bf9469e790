// SPDX-License-Identifier: AGPL-3.0-or-later
import { formatNumber, t } from '../i18n/index.ts'

export interface PreviewRow {
  label: string
  create: number
  update: number
  remove: number
  unchanged: number
}

/** What would happen at a target, counted, and one item as it would be sent. */
export function PreviewTable({ rows, sample }: { rows: PreviewRow[]; sample: string | null }) {
  const isIdle = rows.every(({ create, update, remove }) => create + update + remove === 0)
  return (
    <div class="preview">
      {isIdle && <p>{t('preview.nothing')}</p>}
      {rows.length > 0 && (
        <table>
          <thead>
            <tr>
              <td />
              <th scope="col">{t('preview.create')}</th>
              <th scope="col">{t('preview.update')}</th>
              <th scope="col">{t('preview.remove')}</th>
              <th scope="col">{t('preview.unchanged')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, create, update, remove, unchanged }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{formatNumber(create)}</td>
                <td>{formatNumber(update)}</td>
                <td>{formatNumber(remove)}</td>
                <td>{formatNumber(unchanged)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {sample && (
        <details>
          <summary>{t('preview.sample')}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keys as well. */}
          <pre tabIndex={0}>{sample}</pre>
        </details>
      )}
    </div>
  )
}
