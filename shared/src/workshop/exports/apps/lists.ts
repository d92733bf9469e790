// SPDX-License-Identifier: AGPL-3.0-or-later
// The items of a page's lists as trees.
import type { ReadBlock } from '../../../library/index.ts'

export type Item = Extract<ReadBlock, { kind: 'item' }>

export interface ItemNode {
  item: Item
  children: ItemNode[]
}

export type NestedBlock = Exclude<ReadBlock, Item> | { kind: 'list'; items: ItemNode[] }

/** Deeper items become siblings at this depth. */
const maxDepth = 12

export function nested(blocks: readonly ReadBlock[]): NestedBlock[] {
  const all: NestedBlock[] = []
  let above: ItemNode[] = []
  for (const block of blocks) {
    if (block.kind !== 'item') {
      above = []
      all.push(block)
      continue
    }
    const node: ItemNode = { item: block, children: [] }
    const last = all.at(-1)
    while ((above.at(-1)?.item.depth ?? -1) >= block.depth || above.length >= maxDepth) above.pop()
    const parent = above.at(-1)
    if (parent) parent.children.push(node)
    else if (last?.kind === 'list') last.items.push(node)
    else all.push({ kind: 'list', items: [node] })
    above.push(node)
  }
  return all
}
