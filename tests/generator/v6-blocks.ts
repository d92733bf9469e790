// SPDX-License-Identifier: AGPL-3.0-or-later
// The blocks of version 6, one function a type, on ids that the caller chose.
import { ByteWriter, concatenated, pageHeader } from './bytes.ts'
import { type Id, noId, type Placed } from './crdt.ts'
import { trianglesOf } from './image-mesh.ts'
import {
  directionByte,
  type SceneHighlight,
  type SceneImage,
  type ScenePage,
  type ScenePoint,
  type SceneStroke,
} from './scene.ts'
import { FieldWriter } from './v6-fields.ts'

export interface Block {
  type: number
  minVersion: number
  version: number
  payload: Uint8Array
}

/** Bytes that newer firmware might append inside an item's value. */
export type Trailing = (value: FieldWriter) => void

export const blockTypes = {
  migrationInfo: 0,
  sceneTree: 1,
  treeNode: 2,
  glyph: 3,
  group: 4,
  line: 5,
  rootText: 7,
  tombstone: 8,
  authorIds: 9,
  pageInfo: 10,
  sceneInfo: 13,
  imageInfo: 14,
  image: 15,
} as const

const itemTypes = { glyph: 1, group: 2, line: 3, image: 7 } as const

export function writeBlocks(blocks: readonly Block[]): Uint8Array {
  const out = new ByteWriter().raw(pageHeader(6))
  for (const { type, minVersion, version, payload } of blocks)
    out.u32(payload.length).u8(0).u8(minVersion).u8(version).u8(type).raw(payload)
  return out.bytes()
}

export function block(type: number, minVersion: number, version: number, fill: (fields: FieldWriter) => void): Block {
  const fields = new FieldWriter()
  fill(fields)
  return { type, minVersion, version, payload: fields.bytes() }
}

/** Some blocks of the tablet end in bytes like these, which are not fields. */
export const filler = new Uint8Array(18).fill(0xa5)

export function endingInFiller(block: Block): Block {
  return { ...block, payload: concatenated([block.payload, filler]) }
}

/** The 16 bytes of a UUID with its first three groups little-endian, as version 6 stores them. */
export function uuidBytes(uuid: string): Uint8Array {
  const plain = Uint8Array.from(uuid.replaceAll('-', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
  return Uint8Array.from(order, (index) => plain[index] ?? 0)
}

export function authorIds(authors: readonly { index: number; uuid: string }[]): Block {
  return block(blockTypes.authorIds, 1, 1, (fields) => {
    fields.untagged((out) => out.varuint(authors.length))
    for (const { index, uuid } of authors)
      fields.sub(0, (author) => author.untagged((out) => out.varuint(16).raw(uuidBytes(uuid)).u16(index)))
  })
}

export function migrationInfo(): Block {
  return block(blockTypes.migrationInfo, 1, 1, (fields) =>
    fields.id(1, { author: 1, counter: 1 }).bool(2, true).bool(3, false),
  )
}

export function pageInfo(loads: number, textCharacters: number, textLines: number): Block {
  return block(blockTypes.pageInfo, 0, 1, (fields) =>
    fields.u32(1, loads).u32(2, 0).u32(3, textCharacters).u32(4, textLines).u32(5, 0),
  )
}

/** Firmware 3.3 wrote fields 1 to 5; later ones added 6 to 9. */
export function sceneInfo(page: ScenePage, generation: 'short' | 'full', stamp: Id): Block {
  const paper = page.paper ?? { width: 1404, height: 1872 }
  const rect = page.extendedRect ?? { x: 0, y: 0, width: 0, height: 0 }
  return block(blockTypes.sceneInfo, 0, 1, (fields) => {
    fields.lastWritten(1, stamp, (value) => value.id(2, noId))
    fields.lastWritten(2, stamp, (value) => value.bool(2, page.backgroundVisible ?? true))
    fields.lastWritten(3, stamp, (value) => value.bool(2, page.sourceVisible ?? true))
    fields.sub(5, (size) => size.untagged((out) => out.u32(Math.trunc(paper.width)).u32(Math.trunc(paper.height))))
    if (generation === 'short') return
    fields.lastWritten(6, stamp, (value) =>
      value.sub(2, (box) => box.untagged((out) => out.f64(rect.x).f64(rect.y).f64(rect.width).f64(rect.height))),
    )
    fields.sub(7, (size) => size.untagged((out) => out.f64(paper.width).f64(paper.height)))
    fields.lastWritten(8, stamp, (value) =>
      value.sub(2, (size) => size.untagged((out) => out.f64(paper.width).f64(paper.height))),
    )
    if (page.textColumn !== undefined) {
      const column = page.textColumn
      fields.lastWritten(9, stamp, (value) => value.sub(2, (inside) => inside.untagged((out) => out.u8(column))))
    }
  })
}

/** Declares a node; a layer is a child of the root. */
export function sceneTree(node: Id, parent: Id): Block {
  return block(blockTypes.sceneTree, 1, 1, (fields) =>
    fields
      .id(1, node)
      .id(2, noId)
      .bool(3, true)
      .sub(4, (inside) => inside.id(1, parent)),
  )
}

export interface NodeAnchor {
  id: Id
  type: number
  threshold: number
  originX: number
}

export function treeNode(node: Id, label: string, visible: boolean, stamp: Id, anchor?: NodeAnchor): Block {
  return block(blockTypes.treeNode, 1, 2, (fields) => {
    fields.id(1, node)
    fields.lastWritten(2, stamp, (value) => value.string(2, label))
    fields.lastWritten(3, stamp, (value) => value.bool(2, visible))
    if (!anchor) return
    fields.lastWritten(7, stamp, (value) => value.id(2, anchor.id))
    fields.lastWritten(8, stamp, (value) => value.byte(2, anchor.type))
    fields.lastWritten(9, stamp, (value) => value.f32(2, anchor.threshold))
    fields.lastWritten(10, stamp, (value) => value.f32(2, anchor.originX))
  })
}

function item(
  type: number,
  versions: [number, number],
  parent: Id,
  placed: Placed<unknown>,
  value: (inside: FieldWriter) => void,
): Block {
  return block(type, ...versions, (fields) => {
    fields.id(1, parent).id(2, placed.id).id(3, placed.left).id(4, placed.right).u32(5, placed.deletedLength)
    if (placed.value !== undefined) fields.sub(6, value)
  })
}

export function groupItem(parent: Id, placed: Placed<Id>): Block {
  return item(blockTypes.group, [1, 1], parent, placed, (value) => {
    value.untagged((out) => out.u8(itemTypes.group))
    if (placed.value) value.id(2, placed.value)
  })
}

/** What remains of an item whose kind no longer matters. */
export function tombstone(parent: Id, placed: Placed<unknown>): Block {
  return item(blockTypes.tombstone, [1, 1], parent, { ...placed, value: undefined }, () => {})
}

export type PointBytes = 14 | 24

export function lineItem(parent: Id, placed: Placed<SceneStroke>, pointBytes: PointBytes, trailing?: Trailing): Block {
  return item(blockTypes.line, pointBytes === 14 ? [2, 2] : [1, 1], parent, placed, (value) => {
    const stroke = placed.value
    if (!stroke) return
    value.untagged((out) => out.u8(itemTypes.line))
    value
      .u32(1, stroke.tool)
      .u32(2, stroke.color)
      .f64(3, stroke.thickness)
      .f32(4, stroke.startingLength ?? 0)
    value.sub(5, (points) =>
      points.untagged((out) => {
        for (const point of stroke.points) pointBytes === 14 ? writeShortPoint(out, point) : writeLongPoint(out, point)
      }),
    )
    value.id(6, { author: 0, counter: 1 })
    if (stroke.argb !== undefined) value.id(7, placed.id).u32(8, stroke.argb)
    trailing?.(value)
  })
}

function writeLongPoint(out: ByteWriter, point: ScenePoint): void {
  out.f32(point.x).f32(point.y).f32(point.speed).f32(point.direction).f32(point.width).f32(point.pressure)
}

function writeShortPoint(out: ByteWriter, point: ScenePoint): void {
  out
    .f32(point.x)
    .f32(point.y)
    .u16(Math.round(point.speed * 4))
    .u16(Math.round(point.width * 4))
  out.u8(directionByte(point.direction)).u8(Math.round(point.pressure * 255))
}

/** `characterIds` are those of the typed text, for highlights that mark it. */
export function glyphItem(parent: Id, placed: Placed<SceneHighlight>, characterIds: readonly Id[]): Block {
  return item(blockTypes.glyph, [1, 1], parent, placed, (value) => {
    const highlight = placed.value
    if (!highlight) return
    value.untagged((out) => out.u8(itemTypes.glyph))
    if (highlight.start !== undefined) value.u32(2, highlight.start)
    if (highlight.length !== undefined) value.u32(3, highlight.length)
    value.u32(4, highlight.color).string(5, highlight.text)
    value.sub(6, (rects) =>
      rects.untagged((out) => {
        out.varuint(highlight.rects.length)
        for (const rect of highlight.rects) out.f64(rect.x).f64(rect.y).f64(rect.width).f64(rect.height)
      }),
    )
    const marked = highlight.typedText
    if (marked)
      value
        .id(7, characterIds[marked.first] ?? noId)
        .id(8, characterIds[marked.last] ?? noId)
        .bool(9, marked.includeLast)
    if (highlight.argb !== undefined) value.u32(10, highlight.argb)
  })
}

export function imageInfo(images: readonly { uuid: string; fileName: string }[], stamp: Id): Block {
  return block(blockTypes.imageInfo, 3, 3, (fields) =>
    fields.sub(1, (list) => {
      list.untagged((out) => out.varuint(images.length))
      for (const { uuid, fileName } of images)
        list.sub(0, (image) => {
          image.untagged((out) => out.raw(uuidBytes(uuid)))
          image.lastWritten(1, stamp, (value) => value.string(2, fileName))
          image.lastWritten(2, stamp, (value) => value.sub(2, (bytes) => bytes.untagged((out) => out.varuint(0))))
        })
    }),
  )
}

export function imageItem(parent: Id, placed: Placed<SceneImage>): Block {
  return item(blockTypes.image, [2, 2], parent, placed, (value) => {
    const image = placed.value
    if (!image) return
    const { vertices, indices } = trianglesOf(image)
    value.untagged((out) => out.u8(itemTypes.image))
    value.lastWritten(1, placed.id, (reference) =>
      reference.sub(2, (uuid) => uuid.untagged((out) => out.raw(uuidBytes(image.uuid)))),
    )
    value.id(2, { author: 0, counter: 1 })
    value.sub(3, (list) =>
      list.untagged((out) => {
        out.varuint(vertices.length)
        for (const number of vertices) out.f32(number)
      }),
    )
    value.sub(4, (list) =>
      list.untagged((out) => {
        out.varuint(indices.length)
        for (const index of indices) out.u32(index)
      }),
    )
  })
}
