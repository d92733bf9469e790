// SPDX-License-Identifier: AGPL-3.0-or-later
// Prints the figures of a group, each beside its goal and its last figure.
import { growthOf, type History, type Reference } from './history.ts'
import type { Row, Rows } from './row.ts'

/** A figure that is worse than the last one by more than this is a regression. */
const maxGrowth = 1.1

export class Report<Ids extends string = string> {
  readonly measured: History = {}
  /** Rows that are much worse than the last time, each as a sentence. */
  readonly regressions: string[] = []
  readonly #rows: Rows
  readonly #history: History
  readonly #reference: Reference

  constructor(rows: Rows, history: History, reference: Reference) {
    this.#rows = rows
    this.#history = history
    this.#reference = reference
  }

  /** `detail`: what else is to be known of it. */
  figure(id: Ids, value: number, detail = ''): void {
    const row = this.#rows[id]
    if (!row) throw new Error(`There is no row ${id}`)
    if (!Number.isFinite(value)) throw new Error(`${row.name}: nothing was measured`)
    const last = this.#history[id]
    const growth = last && growthOf(row, value, this.#reference, last)
    this.measured[id] = { value: Number(value.toPrecision(6)), measured: today(), reference: this.#reference }
    const beside = [goalOf(row, value), last && lastOf(row, last.value, growth)]
    const brackets = beside.filter(Boolean).join(', ')
    console.log(
      `${row.name.padEnd(34)} ${print(row, value)}${brackets && ` (${brackets})`}${detail && `; ${detail}`}  [${id}]`,
    )
    if (growth && growth > maxGrowth)
      this.regressions.push(
        `${row.name}: ${print(row, value)} is ${Math.round(100 * (growth - 1))} % worse than the last figure, ` +
          `${print(row, last.value)}, which was measured ${last.measured}.`,
      )
  }

  /** More figures, which aren't compared with anything. */
  line(text: string): void {
    console.log(`  ${text}`)
  }
}

const print = ({ unit, digits }: Row, value: number) => `${value.toFixed(digits)}${unit && ` ${unit}`}`

function goalOf({ goal, isRate }: Row, value: number): string {
  if (goal === undefined) return ''
  const isMet = isRate ? value >= goal : value <= goal
  return `goal ${isRate ? '≥' : '≤'} ${goal}${isMet ? '' : ', missed'}`
}

const lastOf = (row: Row, value: number, growth: number | undefined) =>
  `last ${print(row, value)}${growth === undefined ? ', on an unknown machine' : `: ${growth.toFixed(2)}`}`

const today = () => new Date().toISOString().slice(0, 10)
