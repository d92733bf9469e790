// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes the one-file notebooks of 2017: all pages in one `.lines`, 20-byte points.
import { ByteWriter } from './bytes.ts'
import { oldPageHalfWidth, type ScenePage, strokesOf } from './scene.ts'

export const linesOldHeader = 'reMarkable lines with selections and layers'

/** Speed, direction and width of the points have no room in this version: pressure and two tilts take their place. */
export function writeLinesOld(pages: readonly ScenePage[]): Uint8Array {
  const out = new ByteWriter().text(linesOldHeader).u32(pages.length)
  for (const page of pages) {
    out.u32(page.layers.length)
    for (const layer of page.layers) {
      const strokes = strokesOf(layer.items)
      out.u32(strokes.length)
      for (const stroke of strokes) {
        out.u32(stroke.tool).u32(stroke.color).u32(0).f32(stroke.thickness).u32(stroke.points.length)
        for (const point of stroke.points)
          out
            .f32(point.x + oldPageHalfWidth)
            .f32(point.y)
            .f32(point.pressure)
            .f32(0)
            .f32(0)
      }
    }
  }
  return out.bytes()
}
