// SPDX-License-Identifier: AGPL-3.0-or-later
// Notes about ink that a picture or a PDF doesn't show.
import type { PageFacts, RenderRequest } from '../core/index.ts'
import type { PdfNote } from './types.ts'

/** `page` is 1-based. */
export function lostInkNotes(
  { lost_strokes: strokes, lost_parts: parts }: Pick<PageFacts, 'lost_strokes' | 'lost_parts'>,
  page?: number,
): PdfNote[] {
  const notes: PdfNote[] = []
  if (strokes > 0) {
    const detail = `${strokes === 1 ? '1 stroke has' : `${strokes} strokes have`} no position on the page`
    notes.push({ code: 'ink-without-place', detail: `${detail}, because the file is damaged`, ...(page && { page }) })
  }
  if (parts > 0) {
    const detail = `${parts === 1 ? '1 part' : `${parts} parts`} of the page couldn't be read; the rest is included`
    notes.push({ code: 'parts-unreadable', detail, ...(page && { page }) })
  }
  return notes
}

/** For pixel renderings, which show boxes for typed characters that no font has. `page` is 1-based. */
export function missingGlyphNotes(
  { missing_glyphs: count }: Pick<PageFacts, 'missing_glyphs'>,
  page?: number,
): PdfNote[] {
  if (count === 0) return []
  const detail = `${count === 1 ? '1 typed character is' : `${count} typed characters are`} drawn as boxes: the fonts lack them`
  return [{ code: 'missing-glyphs', detail, ...(page && { page }) }]
}

/** For display pictures of a whole page, which are drawn smaller if too large. `page` is 1-based. */
export function scaleNotes(
  { area }: Pick<PageFacts, 'area'>,
  request: RenderRequest,
  png: Uint8Array,
  page?: number,
): PdfNote[] {
  const header = new DataView(png.buffer, png.byteOffset, 24)
  const [width, height] = [header.getUint32(16), header.getUint32(20)]
  const across = width > height === area.width > area.height ? area.width : area.height
  const wanted = request.width ?? Math.floor(across)
  if (width >= wanted) return []
  const detail = `The page is too large for an image ${wanted} pixels wide; it was drawn ${width} pixels wide`
  return [{ code: 'picture-scaled-down', detail, ...(page && { page }) }]
}
