// SPDX-License-Identifier: AGPL-3.0-or-later
// What changes in a vault, in words, for where changes are commits: "Journal: pages 3, 7".
import { regionOf } from '../markers.ts'
import type { VaultMove, VaultPage } from '../types.ts'

export interface VaultChange {
  /** Of the notebook. */
  name: string
  /** The notebook is gone. */
  isGone: boolean
  pages: readonly Pick<VaultPage, 'uuid' | 'number'>[]
  /** Texts before and after, by the ids of the notes; "" if there was none. */
  notes: readonly { id: string; before: string; after: string }[]
  /** Uuids of pages whose pictures or attachments are written. */
  pictured: readonly string[]
  moves: readonly VaultMove[]
}

const maxNameLength = 60

export function commitMessage({ name, isGone, pages, notes, pictured, moves }: VaultChange): string {
  const changed = new Set([...pictured, ...notes.flatMap(changedParts)])
  const numbers = pages.filter(({ uuid }) => changed.has(uuid)).map(({ number }) => number)
  return `${shortLine(name)}: ${isGone ? 'no longer updated' : what(numbers, moves)}`
}

function what(numbers: number[], moves: readonly VaultMove[]): string {
  if (numbers.length > 0) return `${numbers.length === 1 ? 'page' : 'pages'} ${ranges(numbers)}`
  return moves.length > 0 ? 'moved' : 'updated'
}

/** Ids of the parts whose text by rMirror isn't the same as before. */
function changedParts({ id, before, after }: VaultChange['notes'][number]): string[] {
  const [then, now] = [before, after].map((text) => regionOf(text, id)?.end ?? new Map<string, string>())
  return [...(now ?? [])].filter(([part, sum]) => then?.get(part) !== sum).map(([part]) => part)
}

/** "1-3, 7" */
function ranges(numbers: number[]): string {
  const found: [first: number, last: number][] = []
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const range = found.at(-1)
    if (range && number <= range[1] + 1) range[1] = number
    else found.push([number, number])
  }
  return found.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ')
}

function shortLine(name: string): string {
  const letters = [...name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()]
  return letters.length <= maxNameLength ? letters.join('') : `${letters.slice(0, maxNameLength - 1).join('')}…`
}
