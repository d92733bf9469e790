// SPDX-License-Identifier: AGPL-3.0-or-later
// Places the lines of a transcription on the page.
import type { PdfInkFacts, UnitRect } from '../core/index.ts'
import type { PdfPage, RecognisedLine } from './types.ts'

/** As the server returns it, in page units of the page's frame. */
export interface ReadHandwriting {
  lines: readonly { text: string; top: number; bottom: number }[]
  /** The areas of the pictures that were transcribed. */
  pictures: readonly UnitRect[]
}

/** Adds the transcription, if there is one, so that the handwriting can be searched and copied. */
export function withRecognised(page: PdfPage, read: ReadHandwriting | undefined): PdfPage {
  return read && page.ink ? { ...page, recognised: recognisedLines(read, page.ink.facts) } : page
}

type Ink = Pick<PdfInkFacts, 'ink' | 'turned'>

/** Where a line begins and ends is unknown, so it is as wide as the ink. */
export function recognisedLines({ lines, pictures }: ReadHandwriting, { ink, turned }: Ink): RecognisedLine[] {
  if (!ink) return []
  if (!turned) return lines.map(({ text, top, bottom }) => ({ text, box: [ink.x, top, ink.x + ink.width, bottom] }))
  // The picture was drawn rotated a quarter turn clockwise: distance from its top is distance from the left of the
  // frame. With several pictures it's unknown which one a line was on.
  const [picture, ...others] = pictures
  if (!picture || others.length > 0 || picture.height <= 0) return []
  const across = (y: number) => picture.x + ((y - picture.y) / picture.height) * picture.width
  return lines.map(({ text, top, bottom }) => ({
    text,
    box: [across(top), ink.y, across(bottom), ink.y + ink.height],
  }))
}
