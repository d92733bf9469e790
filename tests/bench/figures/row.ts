// SPDX-License-Identifier: AGPL-3.0-or-later
// What `make bench` measures: rows, in groups that are measured together.
import type { Report } from './report.ts'

export interface Row {
  /** The words before the figure. */
  name: string
  unit: string
  /** Decimal places that are printed. */
  digits: number
  goal?: number
  /** More is better, as of pages per second. Otherwise less is. */
  isRate?: true
  /** What makes the figure larger on a slower machine. Sizes and ratios need no correction. */
  scalesWith?: 'processor' | 'database'
}

export type Rows = Record<string, Row>

export interface Group<Ids extends string = string> {
  name: string
  /** Is measured in less than a minute, so `make bench-check` measures it, too. */
  isQuick: boolean
  rows: Record<Ids, Row>
  measure(report: Report<Ids>): Promise<void>
}

/** Checks that the group reports its own rows only. */
export const group = <Ids extends string>(group: Group<Ids>): Group => group as unknown as Group
