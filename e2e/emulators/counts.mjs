// SPDX-License-Identifier: AGPL-3.0-or-later

/** How often each check was failed, by its number. @param {{check: number}[]} violations */
export function countsOf(violations) {
  /** @type {Record<number, number>} */
  const counts = {}
  for (const { check } of violations) counts[check] = (counts[check] ?? 0) + 1
  return counts
}
