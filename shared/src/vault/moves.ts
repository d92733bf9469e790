// SPDX-License-Identifier: AGPL-3.0-or-later
// Orders moves so that none overwrites a file, also where notes take each other's names.
import { movingEnd } from './found-notes.ts'
import type { VaultMove } from './types.ts'

/** No two moves have the same start or the same end, and only starts are taken. */
export function inOrder(moves: VaultMove[]): VaultMove[] {
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
    const aside = `${move.to.replace(/\.md$/, '')}${movingEnd}`
    ordered.push({ from: move.from, to: aside })
    waiting.delete(from)
    waiting.set(aside, { from: aside, to: move.to })
  }
  return ordered
}

function hasKey(waiting: ReadonlyMap<string, VaultMove>, path: string, except: string): boolean {
  return [...waiting.keys()].some((from) => from !== except && from.toLowerCase() === path.toLowerCase())
}
