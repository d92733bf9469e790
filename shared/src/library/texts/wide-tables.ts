// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ReadLine } from './read-markdown.ts'

/** A browser lays out wider tables slowly, and short rows would be padded to their width. */
const maxColumns = 100

interface ShownTable {
  /** As they were, without the columns that are left out. */
  rows: ReadLine[][]
  /** Columns of `rows`. */
  width: number
  /** Columns of the table as written. */
  columns: number
}

/** The columns of a table that are shown; a sentence says how many there are. */
export function withinColumns(rows: ReadLine[][]): ShownTable {
  const columns = rows.reduce((widest, { length }) => Math.max(widest, length), 0)
  const width = Math.min(columns, maxColumns)
  return { rows: width === columns ? rows : rows.map((cells) => cells.slice(0, width)), width, columns }
}
