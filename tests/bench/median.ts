// SPDX-License-Identifier: AGPL-3.0-or-later
/** The middle one, the upper of two; NaN of nothing. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
