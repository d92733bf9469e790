// SPDX-License-Identifier: AGPL-3.0-or-later
// A page that several people edited without seeing each other: many insertions at the same places.
import { type Id, noId, type Placed, rootNode } from './crdt.ts'
import { Random } from './prng.ts'
import { randomStroke } from './random-scene.ts'
import type { SceneStroke } from './scene.ts'
import { type Block, groupItem, lineItem, sceneTree, treeNode, writeBlocks } from './v6-blocks.ts'
import { rootText, type TextItem } from './v6-text.ts'

const layerNode: Id = { author: 0, counter: 11 }

/** The same items on every call; only the order in which they lie in the file follows `order`. */
export function concurrentPage(seed: number, order: number): Uint8Array {
  const random = new Random(seed)
  const ids = concurrentPlaces(random, 20, 100)
  const strokes = ids.map(
    ({ id, left, right }): Placed<SceneStroke> => ({
      id,
      left,
      right,
      value: randomStroke(random, 17),
      deletedLength: 0,
    }),
  )
  const letters = concurrentPlaces(random, 14, 500).map(
    (place, index): TextItem => ({ ...place, deletedLength: 0, text: String.fromCharCode(97 + index) }),
  )
  const shuffle = new Random(order)
  const text = { x: -468, y: 234, width: 936, paragraphs: [{ style: 1, runs: [] }] }
  const body: Block[] = [
    treeNode(layerNode, 'Layer 1', true, { author: 1, counter: 12 }),
    groupItem(rootNode, {
      id: { author: 0, counter: 13 },
      left: noId,
      right: noId,
      value: layerNode,
      deletedLength: 0,
    }),
    rootText(text, shuffle.shuffled(letters), [noId], { author: 1, counter: 14 }),
    ...strokes.map((stroke) => lineItem(layerNode, stroke, 14)),
  ]
  return writeBlocks([sceneTree(layerNode, rootNode), ...shuffle.shuffled(body)])
}

/** Each was put between two neighbours of a sequence as its author knew it, which others had changed meanwhile. */
function concurrentPlaces(random: Random, count: number, firstCounter: number): { id: Id; left: Id; right: Id }[] {
  const known = new Map([1, 2, 3].map((author) => [author, [] as Id[]]))
  return Array.from({ length: count }, (_, index) => {
    const author = 1 + random.integer(3)
    const sequence = known.get(author) ?? []
    const at = random.integer(sequence.length + 1)
    const id = { author, counter: firstCounter + index }
    const place = { id, left: sequence[at - 1] ?? noId, right: sequence[at] ?? noId }
    sequence.splice(at, 0, id)
    // Now and then everybody hears of everything; how the strands interleave then is what the order decides.
    if (random.chance(0.1)) for (const other of known.keys()) known.set(other, [...sequence])
    return place
  })
}
