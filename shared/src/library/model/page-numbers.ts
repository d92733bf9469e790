// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses page numbers as users write them: "2-5, 8".

/** A set of 1-based page numbers, stored as ranges, so that its cost doesn't depend on their length. */
export class PageNumbers {
  readonly #ranges: { first: number; last: number }[]
  constructor(ranges: { first: number; last: number }[]) {
    this.#ranges = ranges
  }
  has(number: number): boolean {
    return this.#ranges.some(({ first, last }) => first <= number && number <= last)
  }
}

/** "7-" is open-ended. `wrong` is the first part that is neither a page nor a range. */
export function readPageNumbers(text: string): PageNumbers | { wrong: string } {
  const ranges: { first: number; last: number }[] = []
  for (const part of text.split(',')) {
    const range = readRange(part)
    if (!range) return { wrong: part.trim() }
    ranges.push(range)
  }
  return new PageNumbers(ranges)
}

function readRange(part: string): { first: number; last: number } | undefined {
  const match = /^\s*(\d{1,9})\s*(?:([-\u2013])\s*(\d{1,9})?)?\s*$/.exec(part)
  const first = Number(match?.[1])
  const last = match?.[2] ? Number(match[3] ?? Number.MAX_SAFE_INTEGER) : first
  return match && first >= 1 && last >= first ? { first, last } : undefined
}
