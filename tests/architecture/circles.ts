// SPDX-License-Identifier: AGPL-3.0-or-later
// Circles of imports between files, and between the folders of a room.
import { posix } from 'node:path'
import { arrowsOfIncludes } from './cpp-rules.ts'
import { type Arrow, roomOf } from './floor-plan.ts'
import { isTest, type Source } from './sources.ts'
import { arrowsOfImports } from './typescript-rules.ts'

/** Circles between the inner folders of a TypeScript room, of which the table of rooms knows nothing. */
export function circlesOfFolders(sources: Source[]): string[][] {
  const product = sources.filter((source) => !isTest(source))
  const within = arrowsOfImports(product).flatMap(({ from, to }) => {
    const folders = { from: posix.dirname(from), to: posix.dirname(to) }
    return roomOf(from) === roomOf(to) && folders.from !== folders.to ? [folders] : []
  })
  return circlesOf(within)
}

/** Each circle as a sorted list of the files in it (strongly connected components, by Tarjan's algorithm). */
export function circlesOfFiles(sources: Source[]): string[][] {
  const product = sources.filter((source) => !isTest(source))
  return circlesOf([...arrowsOfIncludes(product), ...arrowsOfImports(product)])
}

function circlesOf(arrows: Arrow[]): string[][] {
  const edges = new Map<string, Set<string>>()
  for (const { from, to } of arrows) edges.set(from, (edges.get(from) ?? new Set()).add(to))
  const found: string[][] = []
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const visit = (file: string): number => {
    order.set(file, order.size)
    let low = order.get(file) ?? 0
    open.push(file)
    for (const next of edges.get(file) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next))
      else if (open.includes(next)) low = Math.min(low, lowest.get(next) ?? order.get(next) ?? low)
    }
    lowest.set(file, low)
    if (low === order.get(file)) {
      const circle = open.splice(open.indexOf(file))
      if (circle.length > 1) found.push(circle.sort())
    }
    return low
  }
  for (const file of edges.keys()) if (!order.has(file)) visit(file)
  return found
}
