// SPDX-License-Identifier: AGPL-3.0-or-later
// Fixtures of blocks that end in bytes which are not fields, or inside a field: the fields before are still read.
import { type Id, noId } from './crdt.ts'
import { factsOf } from './facts.ts'
import { brokenFixture, type ExpectedPart, type Fixture } from './fixture.ts'
import { fineliner, wave } from './ink.ts'
import { Random } from './prng.ts'
import { onePage, type SceneGroup, type ScenePage } from './scene.ts'
import { oneLayer } from './sequence-fixtures.ts'
import { paragraph, typed } from './text-fixtures.ts'
import { writeV6 } from './v6.ts'
import { type Block, blockTypes, endingInFiller, filler, lineItem, writeBlocks } from './v6-blocks.ts'
import { FieldWriter } from './v6-fields.ts'
import { rootText } from './v6-text.ts'

const layerNode: Id = { author: 0, counter: 11 }
const stamp: Id = { author: 1, counter: 50 }
const text = typed([paragraph(2, 'Said before the filler')])
const stroke = wave({ x: -300, y: 500 }, 200, fineliner, new Random(51))

export function fillerFixtures(): Fixture[] {
  const silent = { ...textBlock(), payload: filler }
  const ofFiller = Object.values(blockTypes).map(
    (type): Block => ({ type, minVersion: 1, version: 1, payload: filler }),
  )
  return [
    fixture('text-then-filler', [endingInFiller(withoutEnd(textBlock(), widthAgain))], text, 1),
    fixture('text-cut-inside-a-field', [withoutEnd(textBlock(), 4)], text, 1),
    fixture('text-cut-inside-its-width', [withoutEnd(textBlock(), widthAgain + 2)], undefined, 1),
    fixture('text-of-nothing-but-filler', [silent], undefined, 1),
    fixture('blocks-of-nothing-but-filler', [textBlock(), ...ofFiller], text, ofFiller.length),
    everyBlockThenFiller(),
  ]
}

/** The last field of a text: its width once more. */
const widthAgain = new FieldWriter()
  .sub(5, (outer) => outer.sub(1, (value) => value.id(1, stamp).f32(2, text.width)))
  .bytes().length

function textBlock(): Block {
  const characters = text.paragraphs.flatMap(({ runs }) => runs.map((run) => run.text)).join('')
  const run = { id: { author: 1, counter: 20 }, left: noId, right: noId, deletedLength: 0, text: characters }
  return rootText(text, [run], [noId], stamp)
}

function withoutEnd(block: Block, bytes: number): Block {
  return { ...block, payload: block.payload.slice(0, -bytes) }
}

/** A layer with a stroke, and `blocks`. */
function fixture(name: string, blocks: Block[], shown: ScenePage['text'], unreadable: number): Fixture {
  const id = { author: 1, counter: 60 }
  const line = lineItem(layerNode, { id, left: noId, right: noId, value: stroke, deletedLength: 0 }, 14)
  const page = onePage([stroke], shown && { text: shown })
  return brokenFixture(
    `v6-${name}.rm`,
    writeBlocks([...oneLayer(), line, ...blocks]),
    factsOf(page, { version: 6, unreadable }),
  )
}

/** Erased items too: their places decide in which order the others lie. */
function everyBlockThenFiller(): Fixture {
  const random = new Random(52)
  const group: SceneGroup = {
    kind: 'group',
    anchor: { at: 'text-start', type: 1, threshold: 35.75, originX: -464 },
    items: [wave({ x: 10, y: -20 }, 200, fineliner, random)],
  }
  const strokes = [1, 2, 3, 4].map((row) => wave({ x: -500, y: 300 + row * 90 }, 60 + row * 30, fineliner, random))
  const page = onePage([group, ...strokes], { text })
  const { unreadable: _, ...facts } = factsOf(page, { version: 6 })
  const expected: ExpectedPart = { ...facts, unreadable_at_least: 10 }
  const bytes = writeV6(page, { seed: 53, authors: [1, 2], erased: 4, filler: 'block' })
  return brokenFixture('v6-every-block-then-filler.rm', bytes, expected)
}
