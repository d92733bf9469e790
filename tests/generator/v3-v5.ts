// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes pages as the firmware before 3.0 did: layers of strokes of 24-byte points.
import { ByteWriter, pageHeader } from './bytes.ts'
import { oldPageHalfWidth, type ScenePage, type SceneStroke, strokesOf } from './scene.ts'

export interface OldPageOptions {
  version: 3 | 5
  /** The fields of unknown meaning; mostly 0, garbage in some real files. */
  unknown?: number
}

export function writeOldPage(page: ScenePage, options: OldPageOptions): Uint8Array {
  const out = new ByteWriter().raw(pageHeader(options.version)).u32(page.layers.length)
  for (const layer of page.layers) {
    const strokes = strokesOf(layer.items)
    out.u32(strokes.length)
    for (const stroke of strokes) writeStroke(out, stroke, options)
  }
  return out.bytes()
}

function writeStroke(out: ByteWriter, stroke: SceneStroke, options: OldPageOptions): void {
  const unknown = options.unknown ?? 0
  out.u32(stroke.tool).u32(stroke.color).u32(unknown).f32(stroke.thickness)
  if (options.version === 5) out.u32(unknown)
  out.u32(stroke.points.length)
  for (const point of stroke.points) {
    out.f32(point.x + oldPageHalfWidth).f32(point.y)
    out.f32(point.speed).f32(point.direction).f32(point.width).f32(point.pressure)
  }
}
