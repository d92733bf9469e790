// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes a PDF page of which only a picture exists.
import type { PdfInkFacts } from '../core/index.ts'
import { tenths } from './ink-forms.ts'
import type { PdfPage, RecognisedLine } from './types.ts'

export interface PdfPicture {
  /** A PNG. */
  bytes: Uint8Array
  /** Size of the page, in page units. */
  size: { width: number; height: number }
  /** The lines written on it, in page units from its upper left corner. */
  lines: RecognisedLine[]
}

const name = 'page'

/** The picture is the page's only image and fills it; its lines can be searched and copied. */
export function pageOfPicture(
  { number, tags }: Pick<PdfPage, 'number' | 'tags'>,
  { bytes, size, lines }: PdfPicture,
): PdfPage {
  const [across, down] = [size.width * tenths, size.height * tenths]
  // PDF images have their origin at the lower edge.
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

/** Based on the shorter side, because a page only grows downwards, except for ink beside it. */
function paperOf(width: number, height: number): PdfInkFacts['paper'] {
  const [short, long] = [Math.min(width, height), Math.max(width, height)]
  return short === 1404 ? { width: 1404, height: 1872 } : { width: short, height: long }
}
