// SPDX-License-Identifier: AGPL-3.0-or-later
// Fixtures about order: CRDT neighbours, several authors, erased items, and structures that contradict themselves.
import { type Id, noId, type Placed, rootNode } from './crdt.ts'
import { factsOf } from './facts.ts'
import { type ExpectedPart, type Fixture, v6Fixture } from './fixture.ts'
import { fineliner, wave } from './ink.ts'
import { Random } from './prng.ts'
import { layer, onePage, type SceneStroke } from './scene.ts'
import { paragraph, typed } from './text-fixtures.ts'
import {
  authorIds,
  type Block,
  groupItem,
  lineItem,
  migrationInfo,
  pageInfo,
  sceneTree,
  tombstone,
  treeNode,
  writeBlocks,
} from './v6-blocks.ts'
import { rootText, type TextItem } from './v6-text.ts'

const layerNode: Id = { author: 0, counter: 11 }
const by = (author: number, counter: number): Id => ({ author, counter })

export function sequenceFixtures(): Fixture[] {
  return [...shuffled(), ...handMade()]
}

/** Strokes told apart by their number of points. */
function numbered(count: number): SceneStroke[] {
  const random = new Random(31)
  return Array.from({ length: count }, (_, index) =>
    wave({ x: -500, y: 150 + index * 90 }, 60 + index * 30, fineliner, random),
  )
}

function shuffled(): Fixture[] {
  const page = { layers: [layer('Layer 1', numbered(12)), layer('Layer 2', numbered(3)), layer('Layer 3', [], false)] }
  return [
    v6Fixture('order-differs-from-blocks', page, { seed: 32 }),
    v6Fixture('erased', page, { erased: 4 }),
    v6Fixture('erased-and-tombstones', page, { seed: 33, authors: [1, 2, 3], erased: 6, tombstones: 2 }),
    v6Fixture('high-ids', page, { seed: 34, authors: [7, 200], firstCounter: 5_000_000, firstNode: 70_000 }),
  ]
}

function handMade(): Fixture[] {
  return [
    concurrentStrokes(),
    concurrentText(),
    erasedRun(),
    lastWriterWins(),
    undeclaredParent(),
    undeclaredNeighbour(),
    groupCycle(),
    orderCycle(),
    textCycle(),
  ]
}

function opening(): Block[] {
  const random = new Random(35)
  const authors = [1, 2].map((index) => ({ index, uuid: random.uuid() }))
  return [authorIds(authors), migrationInfo(), pageInfo(1, 0, 0)]
}

export function oneLayer(): Block[] {
  return [
    sceneTree(layerNode, rootNode),
    treeNode(rootNode, '', true, noId),
    treeNode(layerNode, 'Layer 1', true, by(0, 12)),
    groupItem(rootNode, { id: by(0, 13), left: noId, right: noId, value: layerNode, deletedLength: 0 }),
  ]
}

function placed<T>(id: Id, left: Id, right: Id, value: T | undefined, deletedLength = 0): Placed<T> {
  return { id, left, right, value, deletedLength }
}

function line(id: Id, left: Id, right: Id, stroke: SceneStroke, parent = layerNode): Block {
  return lineItem(parent, placed(id, left, right, stroke), 14)
}

function fixture(name: string, blocks: Block[], expected: ExpectedPart): Fixture {
  return { file: `${name}.rm`, bytes: writeBlocks([...opening(), ...blocks]), expected }
}

function inOrder(strokes: readonly SceneStroke[], unreadable = 0): ExpectedPart {
  return factsOf(onePage([...strokes]), { version: 6, unreadable })
}

/** Where the order is the reader's choice, only nothing may be lost. */
function inAnyOrder(strokes: readonly SceneStroke[]): ExpectedPart {
  const { unreadable: _, stroke_list: __, ...facts } = inOrder(strokes)
  return facts
}

/** Three insertions at one place by people who did not know of each other: higher author first, then smaller counter. */
function concurrentStrokes(): Fixture {
  const [a, b, c, d, e] = numbered(5) as [SceneStroke, SceneStroke, SceneStroke, SceneStroke, SceneStroke]
  const first = by(1, 20)
  const last = by(1, 21)
  const blocks = [
    line(by(1, 31), first, last, d),
    line(last, first, noId, e),
    line(by(2, 40), first, last, b),
    line(by(1, 30), first, last, c),
    line(first, noId, noId, a),
  ]
  return fixture('concurrent-strokes', [...oneLayer(), ...blocks], inOrder([a, b, c, d, e]))
}

function textItem(id: Id, left: Id, right: Id, text: string): TextItem {
  return { id, left, right, deletedLength: 0, text }
}

function concurrentText(): Fixture {
  const text = typed([paragraph(1, 'A213Z')])
  const items = [
    textItem(by(1, 31), by(1, 20), by(1, 21), '3'),
    textItem(by(1, 30), by(1, 20), by(1, 21), '1'),
    textItem(by(2, 40), by(1, 20), by(1, 21), '2'),
    textItem(by(1, 20), noId, noId, 'AZ'),
  ]
  const blocks = [...oneLayer(), rootText(text, items, [noId], by(1, 50))]
  return fixture('concurrent-text', blocks, factsOf(onePage([], { text }), { version: 6 }))
}

/** One block may stand for several erased items in a row, and living ones name the ids inside it. */
function erasedRun(): Fixture {
  const [a, b, c] = numbered(3) as [SceneStroke, SceneStroke, SceneStroke]
  const blocks = [
    line(by(1, 20), noId, noId, a),
    tombstone(layerNode, placed(by(1, 21), by(1, 20), noId, undefined, 5)),
    line(by(2, 30), by(1, 25), noId, c),
    line(by(2, 31), by(1, 22), by(1, 23), b),
  ]
  return fixture('erased-run', [...oneLayer(), ...blocks], inOrder([a, b, c]))
}

/** A node written twice: for each value the larger timestamp holds, in whatever order they come. */
function lastWriterWins(): Fixture {
  const [a] = numbered(1) as [SceneStroke]
  const blocks = [
    treeNode(layerNode, 'Renamed', false, by(1, 90)),
    ...oneLayer(),
    treeNode(layerNode, 'In between', true, by(1, 40)),
    line(by(1, 20), noId, noId, a),
  ]
  const tree = blocks.splice(1, 1)
  const expected = factsOf({ layers: [layer('Renamed', [a], false)] }, { version: 6 })
  return fixture('node-written-twice', [...tree, ...blocks], expected)
}

function undeclaredParent(): Fixture {
  const [a, b, c] = numbered(3) as [SceneStroke, SceneStroke, SceneStroke]
  const nowhere = by(3, 77)
  const blocks = [
    line(by(1, 20), noId, noId, a),
    line(by(1, 21), noId, noId, b, nowhere),
    line(by(1, 22), by(1, 21), noId, c, nowhere),
  ]
  return fixture('undeclared-parent', [...oneLayer(), ...blocks], inOrder([a], 2))
}

/** A neighbour that the file does not hold counts as the start or the end. */
function undeclaredNeighbour(): Fixture {
  const [a, b] = numbered(2) as [SceneStroke, SceneStroke]
  const blocks = [line(by(1, 21), by(1, 20), by(5, 5), b), line(by(1, 20), by(9, 9), noId, a)]
  return fixture('undeclared-neighbour', [...oneLayer(), ...blocks], inOrder([a, b]))
}

/** Two groups that hold each other, below a layer. */
function groupCycle(): Fixture {
  const [a, b] = numbered(2) as [SceneStroke, SceneStroke]
  const [outer, inner] = [by(0, 50), by(0, 51)]
  const blocks = [
    ...oneLayer(),
    sceneTree(outer, layerNode),
    sceneTree(inner, outer),
    treeNode(outer, '', true, by(0, 52)),
    treeNode(inner, '', true, by(0, 53)),
    groupItem(layerNode, placed(by(1, 20), noId, noId, outer)),
    groupItem(outer, placed(by(1, 21), noId, noId, inner)),
    groupItem(inner, placed(by(1, 22), noId, noId, outer)),
    line(by(1, 23), by(1, 21), noId, a, outer),
    line(by(1, 24), by(1, 22), noId, b, inner),
  ]
  return fixture('group-cycle', blocks, inAnyOrder([a, b]))
}

/** Items that each claim to come after the other, one that is its own neighbour, and one outside the cycle. */
function orderCycle(): Fixture {
  const [a, b, c, d] = numbered(4) as [SceneStroke, SceneStroke, SceneStroke, SceneStroke]
  const blocks = [
    line(by(1, 20), by(1, 21), noId, a),
    line(by(1, 21), by(1, 20), noId, b),
    line(by(1, 22), by(1, 22), by(1, 22), c),
    line(by(1, 23), noId, noId, d),
  ]
  return fixture('order-cycle', [...oneLayer(), ...blocks], inAnyOrder([a, b, c, d]))
}

function textCycle(): Fixture {
  const [a] = numbered(1) as [SceneStroke]
  const items = [
    textItem(by(1, 20), by(1, 32), noId, 'one'),
    textItem(by(1, 30), by(1, 22), noId, 'two'),
    textItem(by(1, 40), noId, noId, 'free'),
  ]
  const blocks = [
    ...oneLayer(),
    rootText(typed([paragraph(1, '')]), items, [noId], by(1, 50)),
    line(by(1, 60), noId, noId, a),
  ]
  const { text: _, ...expected } = inAnyOrder([a])
  return fixture('text-cycle', blocks, expected)
}
