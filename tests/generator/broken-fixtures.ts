// SPDX-License-Identifier: AGPL-3.0-or-later
// Fixtures that are damaged or hostile: a clear error, or the rest of the page and a count of what is lost.
import { ByteWriter, concatenated, pageHeader, utf8Bytes } from './bytes.ts'
import { type Id, noId, rootNode } from './crdt.ts'
import { brokenFixture, type ExpectedError, type ExpectedPart, type Fixture } from './fixture.ts'
import { fineliner, wave } from './ink.ts'
import { writeLinesOld } from './lines-old.ts'
import { Random } from './prng.ts'
import { onePage, type ScenePage, type ScenePoint, type SceneStroke, strokesOf } from './scene.ts'
import { writeOldPage } from './v3-v5.ts'
import { writeV6 } from './v6.ts'
import { block, blockTypes, groupItem, lineItem, sceneTree, treeNode, writeBlocks } from './v6-blocks.ts'
import type { FieldWriter } from './v6-fields.ts'

const truncated: ExpectedError = { error: 'truncated' }
const notAPage: ExpectedError = { error: 'not-a-page' }

export function brokenFixtures(): Fixture[] {
  return [...foreign(), ...truncatedFiles(), ...absurdCounts(), ...absurdNumbers(), ...damagedBlocks()]
}

function smallPage(): ScenePage {
  const random = new Random(41)
  return onePage([wave({ x: -300, y: 300 }, 200, fineliner, random), wave({ x: -300, y: 500 }, 200, fineliner, random)])
}

function foreign(): Fixture[] {
  const five = writeOldPage(smallPage(), { version: 5 })
  return [
    brokenFixture('empty.rm', new Uint8Array(), notAPage),
    brokenFixture(
      'png-signature.rm',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      notAPage,
    ),
    brokenFixture(
      'text-file.rm',
      utf8Bytes('reMarkable is a tablet; this is only a sentence about it, longer than a header.'),
      notAPage,
    ),
    brokenFixture('half-a-header.rm', pageHeader(6).slice(0, 20), notAPage),
    brokenFixture('version-4.rm', concatenated([pageHeader(4), five.slice(43)]), { error: 'unsupported-version' }),
    brokenFixture('version-9.rm', concatenated([pageHeader(9), five.slice(43)]), { error: 'unsupported-version' }),
  ]
}

function truncatedFiles(): Fixture[] {
  const three = writeOldPage(smallPage(), { version: 3 })
  const five = writeOldPage(smallPage(), { version: 5 })
  const six = writeV6(smallPage())
  const lines = writeLinesOld([smallPage(), smallPage()])
  const cut = (bytes: Uint8Array, fraction: number) => bytes.slice(0, Math.floor(bytes.length * fraction))
  return [
    brokenFixture('v3-header-only.rm', pageHeader(3), truncated),
    brokenFixture('v3-cut-in-a-point.rm', three.slice(0, -10), { ...firstStroke(), unreadable_at_least: 1 }),
    brokenFixture('v6-header-only.rm', pageHeader(6), { strokes: { total: 0, visible: 0, points: 0 } }),
    brokenFixture('v5-header-only.rm', pageHeader(5), truncated),
    brokenFixture('v5-cut-in-a-stroke.rm', five.slice(0, 60), truncated),
    brokenFixture('v5-cut-in-the-middle.rm', cut(five, 0.5), truncated),
    brokenFixture('lines-old-cut.lines', cut(lines, 0.6), { pages: [{ ...bothStrokes(), unreadable_at_least: 1 }] }),
    brokenFixture('v6-cut-in-the-last-stroke.rm', six.slice(0, -30), { ...firstStroke(), unreadable_at_least: 1 }),
    brokenFixture('v6-cut-in-a-block-header.rm', six.slice(0, 43 + 5), { unreadable_at_least: 1 }),
    brokenFixture('v6-cut-early.rm', cut(six, 0.15), { unreadable_at_least: 1 }),
  ]
}

/** What is left of a page whose second stroke is damaged. */
function firstStroke(): ExpectedPart {
  return { strokes: { total: 1, visible: 1, points: firstStrokePoints() } }
}

function bothStrokes(): ExpectedPart {
  return { strokes: { total: 2, visible: 2, points: 2 * firstStrokePoints() } }
}

function firstStrokePoints(): number {
  return strokesOf(smallPage().layers.flatMap((layer) => layer.items))[0]?.points.length ?? 0
}

function oldStrokeClaiming(version: 3 | 5, points: number): Uint8Array {
  const out = new ByteWriter().raw(pageHeader(version)).u32(1).u32(1)
  out.u32(17).u32(0).u32(0).f32(2)
  if (version === 5) out.u32(0)
  return out.u32(points).f32(1).f32(2).bytes()
}

function absurdCounts(): Fixture[] {
  const layers = (version: number, count: number) => new ByteWriter().raw(pageHeader(version)).u32(count).u32(0).bytes()
  const pages = new ByteWriter().text('reMarkable lines with selections and layers').u32(0x7fffffff).u32(0).bytes()
  return [
    brokenFixture('v5-two-billion-points.rm', oldStrokeClaiming(5, 2_000_000_000), truncated),
    brokenFixture('v5-minus-one-points.rm', oldStrokeClaiming(5, 0xffffffff), truncated),
    brokenFixture('v3-two-billion-points.rm', oldStrokeClaiming(3, 2_000_000_000), truncated),
    brokenFixture('v5-two-billion-layers.rm', layers(5, 0x7fffffff), truncated),
    brokenFixture('lines-old-two-billion-pages.lines', pages, truncated),
  ]
}

/** NaN, infinities and numbers far beyond any page: the file is sound, so every stroke is there. */
function absurdNumbers(): Fixture[] {
  const wild = [Number.NaN, Infinity, -Infinity, 3.4e38, -3.4e38, 1e-40]
  const points = wild.flatMap((x) =>
    wild.map((y): ScenePoint => ({ x, y, speed: 1, direction: 1, width: 4, pressure: 0.5 })),
  )
  const withWild: SceneStroke = { kind: 'stroke', tool: 17, color: 0, thickness: Number.NaN, points }
  const wildWidths: SceneStroke = {
    kind: 'stroke',
    tool: 15,
    color: 0,
    thickness: 1e300,
    startingLength: Infinity,
    points: wild.map((value, index) => ({
      x: index * 10,
      y: 100,
      speed: value,
      direction: value,
      width: value,
      pressure: value,
    })),
  }
  const page = onePage([...(smallPage().layers[0]?.items ?? []), withWild, wildWidths])
  const total = page.layers[0]?.items.length ?? 0
  const strokes = { total, visible: total, points: 2 * firstStrokePoints() + points.length + wild.length }
  return [
    brokenFixture('v5-absurd-numbers.rm', writeOldPage(page, { version: 5 }), { version: 5, strokes }),
    brokenFixture('v6-absurd-numbers.rm', writeV6(page, { pointBytes: 24 }), { version: 6, strokes }),
  ]
}

const layerNode: Id = { author: 0, counter: 11 }

/** A sound layer with one stroke, then the damage. */
function soundThen(damage: Uint8Array): Uint8Array {
  const stroke = smallPage().layers[0]?.items[0] as SceneStroke
  return concatenated([
    writeBlocks([
      sceneTree(layerNode, rootNode),
      treeNode(layerNode, 'Layer 1', true, noId),
      groupItem(rootNode, {
        id: { author: 0, counter: 13 },
        left: noId,
        right: noId,
        value: layerNode,
        deletedLength: 0,
      }),
      lineItem(
        layerNode,
        { id: { author: 1, counter: 20 }, left: noId, right: noId, value: stroke, deletedLength: 0 },
        14,
      ),
    ]),
    damage,
  ])
}

function blockBytes(type: number, payload: (fields: FieldWriter) => void, version = 1): Uint8Array {
  const written = block(type, version, version, payload)
  return new ByteWriter()
    .u32(written.payload.length)
    .u8(0)
    .u8(version)
    .u8(version)
    .u8(type)
    .raw(written.payload)
    .bytes()
}

function lineEnvelope(fields: FieldWriter): FieldWriter {
  return fields.id(1, layerNode).id(2, { author: 1, counter: 21 }).id(3, { author: 1, counter: 20 }).id(4, noId)
}

const subTag = (index: number) => index * 16 + 0xc

/** A stroke whose fields are sound up to its points. */
function strokeValue(fields: FieldWriter, points: (value: FieldWriter) => void): void {
  lineEnvelope(fields)
    .u32(5, 0)
    .sub(6, (value) => {
      value.untagged((out) => out.u8(3))
      value.u32(1, 17).u32(2, 0).f64(3, 2).f32(4, 0)
      points(value)
    })
}

const fourGigabytes = 0xffffffff

function damagedLines(): [string, Uint8Array][] {
  const line = (payload: (fields: FieldWriter) => void) => blockBytes(blockTypes.line, payload, 2)
  return [
    ['block-of-4-gigabytes', new ByteWriter().u32(fourGigabytes).u8(0).u8(2).u8(2).u8(5).raw([0x1f, 0, 11]).bytes()],
    [
      'sub-block-of-4-gigabytes',
      line((fields) => {
        lineEnvelope(fields).u32(5, 0)
        fields.untagged((out) => out.varuint(subTag(6)).u32(fourGigabytes).u8(3))
      }),
    ],
    [
      'points-of-4-gigabytes',
      line((fields) =>
        strokeValue(fields, (value) => value.untagged((out) => out.varuint(subTag(5)).u32(fourGigabytes).u8(0))),
      ),
    ],
    ['endless-varuint', line((fields) => fields.untagged((out) => out.raw(new Uint8Array(40).fill(0xff))))],
    ['unknown-field-kind', line((fields) => lineEnvelope(fields).untagged((out) => out.u8(0x57).u32(1)))],
  ]
}

function damagedLists(): [string, Uint8Array][] {
  const twoBillion = (list: FieldWriter) => list.untagged((out) => out.varuint(2_000_000_000))
  return [
    [
      'text-of-two-billion-items',
      blockBytes(blockTypes.rootText, (fields) =>
        fields.id(1, noId).sub(2, (body) => body.sub(1, (outer) => outer.sub(1, twoBillion))),
      ),
    ],
    [
      'rectangles-two-billion',
      blockBytes(blockTypes.glyph, (fields) =>
        lineEnvelope(fields)
          .u32(5, 0)
          .sub(6, (value) => {
            value.untagged((out) => out.u8(1))
            value.u32(4, 3).string(5, 'x').sub(6, twoBillion)
          }),
      ),
    ],
    ['trailing-garbage', Uint8Array.from([1, 2, 3])],
  ]
}

function damagedBlocks(): Fixture[] {
  const one = firstStroke()
  return [
    ...[...damagedLines(), ...damagedLists()].map(([name, damage]) =>
      brokenFixture(`v6-${name}.rm`, soundThen(damage), { ...one, unreadable_at_least: 1 }),
    ),
    pointsNotWhole(),
    ...deletedFourBillion(one),
    ...notUtf8(one),
  ]
}

/** One point and 5 bytes of the next: the whole one is kept. */
function pointsNotWhole(): Fixture {
  const damage = blockBytes(
    blockTypes.line,
    (fields) =>
      strokeValue(fields, (value) =>
        value.sub(5, (points) => points.untagged((out) => out.raw(new Uint8Array(14 + 5)))),
      ),
    2,
  )
  const strokes = { total: 2, visible: 2, points: firstStrokePoints() + 1 }
  return brokenFixture('v6-points-not-whole.rm', soundThen(damage), { strokes, unreadable_at_least: 1 })
}

/** A run of 4 billion deleted ids costs nothing to write, so it must cost nothing to read. */
function deletedFourBillion(one: ExpectedPart): Fixture[] {
  const text = blockBytes(blockTypes.rootText, (fields) =>
    fields.id(1, noId).sub(2, (body) =>
      body.sub(1, (outer) =>
        outer.sub(1, (list) => {
          list.untagged((out) => out.varuint(1))
          list.sub(0, (item) => item.id(2, { author: 1, counter: 30 }).id(3, noId).id(4, noId).u32(5, 0xffffffff))
        }),
      ),
    ),
  )
  const erased = blockBytes(blockTypes.line, (fields) => lineEnvelope(fields).u32(5, 0xffffffff), 2)
  return [
    brokenFixture('v6-four-billion-deleted-characters.rm', soundThen(text), one),
    brokenFixture('v6-four-billion-erased-strokes.rm', soundThen(erased), one),
  ]
}

function notUtf8(one: ExpectedPart): Fixture[] {
  const invalid = [0xff, 0xfe, 0x41, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0x42]
  const label = blockBytes(blockTypes.treeNode, (fields) => {
    fields.id(1, layerNode)
    fields.lastWritten(2, { author: 1, counter: 99 }, (value) =>
      value.sub(2, (string) => string.untagged((out) => out.varuint(invalid.length).u8(1).raw(invalid))),
    )
    fields.lastWritten(3, { author: 1, counter: 99 }, (value) => value.bool(2, true))
  })
  return [brokenFixture('v6-layer-name-not-utf8.rm', soundThen(label), one)]
}
