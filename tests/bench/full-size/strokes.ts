// SPDX-License-Identifier: AGPL-3.0-or-later
// The strokes of a page as its file states them, read apart from the core: what is measured shall not depend on it.

export interface InkPoint {
  /** Page units. */
  x: number
  y: number
  /** As stored: not yet what a pen makes of it. */
  width: number
  /** 0 to 1. */
  pressure: number
  /** About 0.5 where a pen of 2017 is held upright, 1 where it is tilted; later files do not state it. */
  tilt?: number
}

export interface InkStroke {
  /** The file's own numbers. */
  tool: number
  color: number
  thickness: number
  /** Of version 6: the node it hangs on, as "author:counter". */
  node?: string
  points: InkPoint[]
}

const headerBytes = 43

/** Live strokes of a page, or of the first one of the oldest notebooks. What moves with text is as high as the file has it. */
export function readStrokes(file: Uint8Array): InkStroke[] {
  const header = new TextDecoder('latin1').decode(file.subarray(0, headerBytes))
  const version = /version=(\d)/.exec(header)?.[1]
  const reader = new FileReader(file, headerBytes)
  if (version === '6') return strokesOfBlocks(reader)
  if (version === '5' || version === '3') return strokesOfLayers(reader, longPoint, version === '5')
  if (!header.startsWith('reMarkable lines with selections')) throw new Error('This is no page of a known version')
  reader.skip(4)
  return strokesOfLayers(reader, tiltedPoint)
}

/** Little-endian. */
class FileReader {
  readonly #view: DataView
  at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.at = at
  }

  get length(): number {
    return this.#view.byteLength
  }

  skip(bytes: number): number {
    this.at += bytes
    return this.at - bytes
  }

  u8 = () => this.#view.getUint8(this.skip(1))
  u16 = () => this.#view.getUint16(this.skip(2), true)
  u32 = () => this.#view.getUint32(this.skip(4), true)
  f32 = () => this.#view.getFloat32(this.skip(4), true)
  f64 = () => this.#view.getFloat64(this.skip(8), true)

  varuint(): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = this.u8()
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
}

function strokesOfLayers(
  reader: FileReader,
  readPoint: (reader: FileReader) => InkPoint,
  hasExtraField = false,
): InkStroke[] {
  const strokes: InkStroke[] = []
  const layers = reader.u32()
  for (let layer = 0; layer < layers; layer++) {
    const count = reader.u32()
    for (let index = 0; index < count; index++) {
      const [tool, color, , thickness] = [reader.u32(), reader.u32(), reader.u32(), reader.f32()]
      if (hasExtraField) reader.skip(4)
      const points = Array.from({ length: reader.u32() }, () => readPoint(reader))
      strokes.push({ tool, color, thickness, points })
    }
  }
  return strokes
}

/** x, y, speed, direction, width, pressure. */
function longPoint(reader: FileReader): InkPoint {
  const [x, y] = [reader.f32(), reader.f32()]
  reader.skip(8)
  return { x, y, width: reader.f32(), pressure: reader.f32() }
}

/** x, y, pressure, two components of the tilt. The width is the stroke's own: points have none. */
function tiltedPoint(reader: FileReader): InkPoint {
  const [x, y, pressure] = [reader.f32(), reader.f32(), reader.f32()]
  return { x, y, pressure, width: 0, tilt: Math.hypot(reader.f32(), reader.f32()) }
}

/** The same, with 4 times the width and 255 times the pressure. */
function shortPoint(reader: FileReader): InkPoint {
  const [x, y] = [reader.f32(), reader.f32()]
  reader.skip(2)
  const width = reader.u16() / 4
  reader.skip(1)
  return { x, y, width, pressure: reader.u8() / 255 }
}

const nodeBlock = 2
const lineBlock = 5

function strokesOfBlocks(reader: FileReader): InkStroke[] {
  const strokes: InkStroke[] = []
  /** Page units to the right, by node. */
  const origins = new Map<string, number>()
  while (reader.at + 8 <= reader.length) {
    const length = reader.u32()
    reader.skip(2)
    const [version, type] = [reader.u8(), reader.u8()]
    const end = reader.at + length
    const stroke = type === lineBlock ? strokeOfBlock(reader, end, version) : undefined
    if (stroke) strokes.push(stroke)
    if (type === nodeBlock) readOrigin(reader, end, origins)
    reader.at = end
  }
  return strokes.map((stroke) => {
    const origin = origins.get(stroke.node ?? '') ?? 0
    return { ...stroke, points: stroke.points.map((point) => ({ ...point, x: point.x + origin })) }
  })
}

/** A node that hangs on text states from where its points count to the right, in the value of its tenth field. */
function readOrigin(reader: FileReader, end: number, origins: Map<string, number>): void {
  const fields = fieldsOf(reader, end)
  const [id, origin] = [fields.get(1), fields.get(10)]
  if (id === undefined || origin === undefined) return
  reader.at = origin
  const inside = fieldsOf(reader, reader.u32() + reader.at)
  const value = inside.get(2)
  if (value === undefined) return
  reader.at = value
  const x = reader.f32()
  reader.at = id
  origins.set(nodeId(reader), x)
}

function nodeId(reader: FileReader): string {
  return `${reader.u8()}:${reader.varuint()}`
}

/** Of the fields of an item only the sixth is a stroke; erased items lack it. */
function strokeOfBlock(reader: FileReader, end: number, version: number): InkStroke | undefined {
  const item = fieldsOf(reader, end)
  const [parent, start] = [item.get(1), item.get(6)]
  if (parent === undefined || start === undefined) return undefined
  reader.at = parent
  const node = nodeId(reader)
  reader.at = start
  const valueEnd = reader.u32() + reader.at
  reader.skip(1)
  const fields = fieldsOf(reader, valueEnd)
  const read = <T>(index: number, value: () => T): T => {
    reader.at = fields.get(index) ?? Number.NaN
    return value()
  }
  const [tool, color] = [read(1, reader.u32), read(2, reader.u32)]
  const thickness = read(3, reader.f64)
  const isLong = version === 1
  const bytes = read(5, reader.u32)
  const points = Array.from({ length: bytes / (isLong ? 24 : 14) }, () =>
    isLong ? longPoint(reader) : shortPoint(reader),
  )
  return { tool, color, thickness, node, points }
}

/** Where the contents of each field begin, by its index. */
function fieldsOf(reader: FileReader, end: number): Map<number, number> {
  const fields = new Map<number, number>()
  while (reader.at < end) {
    const tag = reader.varuint()
    fields.set(tag >> 4, reader.at)
    const kind = tag & 15
    if (kind === 15) {
      reader.skip(1)
      reader.varuint()
    } else if (kind === 12) reader.skip(reader.u32())
    else reader.skip(kind)
  }
  return fields
}
