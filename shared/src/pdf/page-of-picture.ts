// SPDX-License-Identifier: AGPL-3.0-or-later
// A page of which there is no more than a picture, as a page of a PDF.
import type { PdfInkFacts } from '../core/index.ts'
import { tenths } from './ink-forms.ts'
import type { PdfPage, RecognisedLine } from './types.ts'

export interface PdfPicture {
  /** A PNG. */
  bytes: Uint8Array
  /** Of the page, in page units. */
  size: { width: number; height: number }
  /** What is written on it, in page units from its upper left corner. */
  lines: RecognisedLine[]
}

const name = 'page'

/** The picture is its only image, as large as the page; its words can be searched and copied. */
export function pageOfPicture(
  { number, tags }: Pick<PdfPage, 'number' | 'tags'>,
  { bytes, size, lines }: PdfPicture,
): PdfPage {
  const [across, down] = [size.width * tenths, size.height * tenths]
  // A PDF's pictures stand on their lower edge.
  const content = new TextEncoder().encode(`q ${across} 0 0 ${-down} 0 ${down} cm /I0 Do Q\n`)
  return {
    ...{ number, tags, sourcePage: null },
    ink: { facts: factsOf(size), background: new Uint8Array(), content },
    images: new Map([[name, bytes]]),
    recognised: lines,
  }
}

function factsOf({ width, height }: PdfPicture['size']): PdfInkFacts {
  return {
    ...{ version: 6, frame: 'top_left', turned: false, source_visible: false },
    paper: paperOf(width, height),
    area: { x: 0, y: 0, width, height },
    ...{ ink: null, lost_strokes: 0, lost_parts: 0, layers: [], states: [], lines: [], highlights: [] },
    images: [{ uuid: name, file: '', visible: true }],
  }
}

/** By its shorter side: a page only grows downwards, but for ink beside it. */
function paperOf(width: number, height: number): PdfInkFacts['paper'] {
  const [short, long] = [Math.min(width, height), Math.max(width, height)]
  return short === 1404 ? { width: 1404, height: 1872 } : { width: short, height: long }
}
