// SPDX-License-Identifier: AGPL-3.0-or-later
import { formatNumber, type TextKey, t } from '../../i18n/index.ts'
import { type Estimate, EstimateTable } from './EstimateTable.tsx'

export interface PreviewRow {
  label: string
  create: number
  update: number
  remove: number
  unchanged: number
  /** By rules. */
  move?: number
  keep?: number
}

type Column = Exclude<keyof PreviewRow, 'label'>

const columns: Record<Column, TextKey> = {
  create: 'preview.create',
  update: 'preview.update',
  move: 'preview.move',
  remove: 'preview.remove',
  keep: 'preview.keep',
  unchanged: 'preview.unchanged',
}

interface PreviewTableProps {
  rows: PreviewRow[]
  sample: string | null
  /** Only for services with a rate limit. */
  estimate: Estimate | null
  /** Name of the service. */
  name: string
}

/** Result of a dry run: how many items would change at a target, and a sample of one as it would be sent. */
export function PreviewTable({ rows, sample, estimate, name }: PreviewTableProps) {
  const isIdle = rows.every(({ create, update, remove, move = 0 }) => create + update + remove + move === 0)
  const isAllNew = rows.every(
    ({ update, remove, unchanged, move = 0, keep = 0 }) => update + remove + unchanged + move + keep === 0,
  )
  // Columns that contain only zeros are left out.
  const shown = (Object.keys(columns) as Column[]).filter((column) => rows.some((row) => (row[column] ?? 0) > 0))
  return (
    <div class="preview">
      {isIdle && <p>{t('preview.nothing')}</p>}
      {estimate && !isIdle && <EstimateTable name={name} {...estimate} />}
      {shown.length > 0 && !(estimate && isAllNew) && (
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
                  <td key={column}>{formatNumber(row[column] ?? 0)}</td>
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

/** Pretty-prints JSON; returns anything else unchanged. */
function readable(sample: string): string {
  try {
    return JSON.stringify(JSON.parse(sample), null, 2)
  } catch {
    return sample
  }
}
