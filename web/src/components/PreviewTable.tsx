// SPDX-License-Identifier: AGPL-3.0-or-later
import { formatNumber, type TextKey, t } from '../i18n/index.ts'

export interface PreviewRow {
  label: string
  create: number
  update: number
  remove: number
  unchanged: number
}

type Column = Exclude<keyof PreviewRow, 'label'>

const columns: Record<Column, TextKey> = {
  create: 'preview.create',
  update: 'preview.update',
  remove: 'preview.remove',
  unchanged: 'preview.unchanged',
}

/** What would happen at a target, counted, and one item as it would be sent. */
export function PreviewTable({ rows, sample }: { rows: PreviewRow[]; sample: string | null }) {
  const isIdle = rows.every(({ create, update, remove }) => create + update + remove === 0)
  // Nothing is gained by columns of zeros.
  const shown = (Object.keys(columns) as Column[]).filter((column) => rows.some((row) => row[column] > 0))
  return (
    <div class="preview">
      {isIdle && <p>{t('preview.nothing')}</p>}
      {shown.length > 0 && (
        <table>
          <thead>
            <tr>
              <td />
              {shown.map((column) => (
                <th key={column} scope="col">
                  {t(columns[column])}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                {shown.map((column) => (
                  <td key={column}>{formatNumber(row[column])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {sample && (
        <details>
          <summary>{t('preview.sample')}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keys as well. */}
          <pre tabIndex={0}>{readable(sample)}</pre>
        </details>
      )}
    </div>
  )
}

/** JSON with a line for each member; anything else as it is. */
function readable(sample: string): string {
  try {
    return JSON.stringify(JSON.parse(sample), null, 2)
  } catch {
    return sample
  }
}
