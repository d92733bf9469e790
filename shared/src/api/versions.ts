// SPDX-License-Identifier: AGPL-3.0-or-later
// Compares versions of the agent.

const number = '(0|[1-9]\\d{0,8})'
const shape = new RegExp(`^${number}\\.${number}\\.${number}(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?$`)
const maxLength = 64

/** Versions are safe as folder names. Build metadata isn't accepted. */
export function isVersion(text: string): boolean {
  return text.length <= maxLength && shape.test(text)
}

/** Above 0 if `one` is newer, by Semantic Versioning 2.0.0. Both must be valid versions. */
export function compareVersions(one: string, two: string): number {
  const [, ...a] = shape.exec(one) ?? []
  const [, ...b] = shape.exec(two) ?? []
  for (const at of [0, 1, 2]) {
    const difference = Number(a[at]) - Number(b[at])
    if (difference !== 0) return difference
  }
  return comparePrereleases(a[3], b[3])
}

function comparePrereleases(one: string | undefined, two: string | undefined): number {
  if (one === undefined || two === undefined) return Number(one === undefined) - Number(two === undefined)
  const [a, b] = [one.split('.'), two.split('.')]
  for (const [at, word] of a.entries()) {
    const other = b[at]
    if (other === undefined) return 1
    const difference = compareWords(word, other)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Numeric identifiers rank below alphanumeric ones. */
function compareWords(one: string, two: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(one), /^\d+$/.test(two)]
  if (isNumber && isOtherNumber) return Number(one) - Number(two)
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1
  return one < two ? -1 : Number(one > two)
}
