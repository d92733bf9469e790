// SPDX-License-Identifier: AGPL-3.0-or-later
// What a picture or a PDF does not show of a page's ink.
import type { PageFacts, RenderRequest } from '../core/index.ts'
import type { PdfNote } from './types.ts'

/** `page` is 1-based. */
export function lostInkNotes({ lost_strokes }: Pick<PageFacts, 'lost_strokes'>, page?: number): PdfNote[] {
  if (lost_strokes === 0) return []
  const detail = `${lost_strokes === 1 ? '1 stroke states' : `${lost_strokes} strokes state`} no place on the page`
  return [{ code: 'ink-without-place', detail: `${detail}: the file is damaged there`, ...(page && { page }) }]
}

/** About a display picture of the whole page: too large a one is drawn smaller. `page` is 1-based. */
export function scaleNotes(
  { area }: Pick<PageFacts, 'area'>,
  request: RenderRequest,
  png: Uint8Array,
  page: number,
): PdfNote[] {
  const header = new DataView(png.buffer, png.byteOffset, 24)
  const [width, height] = [header.getUint32(16), header.getUint32(20)]
  const across = width > height === area.width > area.height ? area.width : area.height
  const wanted = request.width ?? Math.floor(across)
  if (width >= wanted) return []
  const detail = `The page is too large for a picture ${wanted} pixels wide: it was drawn ${width} pixels wide`
  return [{ code: 'picture-scaled-down', detail, page }]
}
