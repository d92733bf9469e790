// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages as people name them: "2-5, 8".
import { UsageError } from './command.ts'

/** Numbers from 1, as ranges: they cost nothing however long they are. */
export class PageNumbers {
  readonly #ranges: { first: number; last: number }[]
  constructor(ranges: { first: number; last: number }[]) {
    this.#ranges = ranges
  }
  has(number: number): boolean {
    return this.#ranges.some(({ first, last }) => first <= number && number <= last)
  }
}

/** "7-" goes on to the end. Throws a UsageError that says what is wrong. */
export function readPageNumbers(text: string | boolean | undefined): PageNumbers | undefined {
  if (text === undefined) return undefined
  return new PageNumbers(String(text).split(',').map(readRange))
}

function readRange(part: string): { first: number; last: number } {
  const match = /^\s*(\d{1,9})\s*(?:(-)\s*(\d{1,9})?)?\s*$/.exec(part)
  const first = Number(match?.[1])
  const last = match?.[2] ? Number(match[3] ?? Number.MAX_SAFE_INTEGER) : first
  if (!match || first < 1 || last < first)
    throw new UsageError(`--pages is page numbers and ranges such as 2-5,8, not "${part.trim()}"`)
  return { first, last }
}
