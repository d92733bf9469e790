// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws parts of a page's picture for the viewer, pixel for pixel as in the whole picture.
import type { PageRect } from '../../core/index.ts'
import type { TileAnswer, TileRequest } from '../orders/orders.ts'
import type { TilePage, Workshop } from './workshop.ts'

export async function drawTile(
  workshop: Workshop,
  { page: parts, key, width, background, box }: TileRequest,
): Promise<TileAnswer> {
  const held = await workshop.hold(key, parts)
  const { orientation, template } = parts
  const rect = rectOf(held, width, box)
  const request = { purpose: 'display' as const, orientation, template, width, background, rect }
  await workshop.dressPart(held, parts, request)
  return held.page.renderPixels(request)
}

/** Converts a box of pixels, in a picture that is `width` pixels wide as a whole, to page units. */
function rectOf({ area, turned }: Pick<TilePage, 'area' | 'turned'>, width: number, box: TileRequest['box']): PageRect {
  if (!turned) {
    const units = area.width / width
    const [x, y] = [area.x + box.left * units, area.y + box.top * units]
    return { x, y, width: box.width * units, height: box.height * units }
  }
  const units = area.height / width
  const bottom = area.y + area.height - box.left * units
  const [across, down] = [box.height * units, box.width * units]
  return { x: area.x + box.top * units, y: bottom - down, width: across, height: down }
}
