// SPDX-License-Identifier: AGPL-3.0-or-later
// Orders moves so that none overwrites a file, also where notes take each other's names.
import { movingEnd } from './found-notes.ts'
import type { VaultMove } from './types.ts'

/** No two moves have the same start or the same end, and only starts are at ends. `isTaken`: of a place on the way. */
export function inOrder(moves: VaultMove[], isTaken: (path: string) => boolean = () => false): VaultMove[] {
  const waiting = new Map(moves.map(({ from, to }) => [from.normalize('NFC'), { from, to }]))
  const ordered: VaultMove[] = []
  while (waiting.size > 0) {
    const free = [...waiting].filter(([from, { to }]) => {
      const end = to.normalize('NFC')
      // A file system that ignores case takes both for one file, which it renames.
      return end === from || !hasKey(waiting, end, from)
    })
    for (const [from, move] of free) {
      ordered.push(move)
      waiting.delete(from)
    }
    if (free.length > 0) continue
    const [[from, move] = []] = waiting
    if (from === undefined || !move) break
    const aside = asideOf(move.to, isTaken)
    ordered.push({ from: move.from, to: aside })
    waiting.delete(from)
    waiting.set(aside, { from: aside, to: move.to })
  }
  return ordered
}

/** Where a note is while another one leaves its place, or where a name would be in its own way. */
export function asideOf(path: string, isTaken: (path: string) => boolean): string {
  const stem = path.replace(/\.md$/, '')
  for (let copy = 1; ; copy++) {
    const aside = `${stem}${copy === 1 ? '' : ` (${copy})`}${movingEnd}`
    if (!isTaken(aside)) return aside
  }
}

function hasKey(waiting: ReadonlyMap<string, VaultMove>, path: string, except: string): boolean {
  return [...waiting.keys()].some((from) => from !== except && from.toLowerCase() === path.toLowerCase())
}
