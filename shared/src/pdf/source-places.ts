// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PdfInkFacts, UnitRect } from '../core/index.ts'
import { placeOnSource, transformed } from './placement.ts'
import type { PageWords } from './source-words.ts'

/** Places on the notebook's page, in page units, as places on the page of words: in points. */
export function rectsOnSource(
  { width, height }: Pick<PageWords, 'width' | 'height'>,
  frame: PdfInkFacts['frame'],
  rects: readonly UnitRect[],
): UnitRect[] {
  const toPoints = placeOnSource({ frame }, width, height)
  return rects.map((rect) => transformed(toPoints, rect))
}
