// SPDX-License-Identifier: AGPL-3.0-or-later
// docs/figures.json: the last figure of each row, with the speed of the machine that it was measured on.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Row } from './row.ts'

/** Milliseconds that a fixed computation and a fixed transaction take on a machine. */
export interface Reference {
  processor: number
  database: number
}

export interface Figure {
  value: number
  /** The day on which it was measured. */
  measured: string
  /** Absent from figures that are older than the references of today. */
  reference?: Reference
}

export type History = Record<string, Figure>

export const file = new URL('../../../docs/figures.json', import.meta.url)

export const readHistory = (): History => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {})

/** Replaces the rows that were measured and keeps the others. */
export function writeHistory(measured: History): void {
  const all = Object.entries({ ...readHistory(), ...measured }).sort(([one], [other]) => (one < other ? -1 : 1))
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`)
}

/**
 * How many times as large a figure is as the last one would be on this machine. Above 1 is worse, of rates too: 1.1
 * means that it takes 10 % longer, or does 10 % less in the same time. Undefined if the machines can't be compared.
 */
export function growthOf(row: Row, now: number, reference: Reference, last: Figure): number | undefined {
  if (row.scalesWith && !last.reference) return undefined
  const slowness = row.scalesWith && last.reference ? reference[row.scalesWith] / last.reference[row.scalesWith] : 1
  return row.isRate ? last.value / now / slowness : now / last.value / slowness
}
