// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'

export interface Column<Row> {
  /** The heading; on a phone it precedes the value. */
  label: string
  cell: (row: Row) => ComponentChildren
  /** The column that says what the row is about. */
  isHeader?: true
}

interface OperatorTableProps<Row> {
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  keyOf: (row: Row) => string
}

/** A table that becomes a list of cards on a narrow screen. */
export function OperatorTable<Row>({ caption, columns, rows, keyOf }: OperatorTableProps<Row>) {
  return (
    <table class="operator-table">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ label }) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ label, cell, isHeader }) =>
              isHeader ? (
                <th key={label} scope="row">
                  {cell(row)}
                </th>
              ) : (
                <td key={label} data-label={label}>
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
