// SPDX-License-Identifier: AGPL-3.0-or-later

export interface Times {
  p50: number
  p95: number
}

export function timesOf(times: number[]): Times {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.ceil(part * sorted.length) - 1] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}
