// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the lines of handwriting stand that a server had read.
import type { PdfInkFacts, UnitRect } from '../core/index.ts'
import type { PdfPage, RecognisedLine } from './types.ts'

/** As the server tells them, in page units of the page's frame. */
export interface ReadHandwriting {
  lines: readonly { text: string; top: number; bottom: number }[]
  /** What the pictures showed that were read. */
  pictures: readonly UnitRect[]
}

/** Handwriting that can be searched and copied, where it was read. */
export function withRecognised(page: PdfPage, read: ReadHandwriting | undefined): PdfPage {
  return read && page.ink ? { ...page, recognised: recognisedLines(read, page.ink.facts) } : page
}

type Ink = Pick<PdfInkFacts, 'ink' | 'turned'>

/** Nobody knows where a line begins and ends: it is as wide as the ink. */
export function recognisedLines({ lines, pictures }: ReadHandwriting, { ink, turned }: Ink): RecognisedLine[] {
  if (!ink) return []
  if (!turned) return lines.map(({ text, top, bottom }) => ({ text, box: [ink.x, top, ink.x + ink.width, bottom] }))
  // Drawn a quarter turn clockwise: what the picture has from its top is from the left of the frame. Of several pictures
  // it is not said which one a line was on.
  const [picture, ...others] = pictures
  if (!picture || others.length > 0 || picture.height <= 0) return []
  const across = (y: number) => picture.x + ((y - picture.y) / picture.height) * picture.width
  return lines.map(({ text, top, bottom }) => ({
    text,
    box: [across(top), ink.y, across(bottom), ink.y + ink.height],
  }))
}
