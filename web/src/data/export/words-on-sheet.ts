// SPDX-License-Identifier: AGPL-3.0-or-later
// Places the words of a page on its picture, for searchable PDFs.
import { isCorrected, type PageDetail, textOf, typedTextOf } from '@rmirror/shared/api'
import { readAsPlain, typedAsPlain } from '@rmirror/shared/library'
import type { KeptPicture } from '@rmirror/shared/workshop'
import type { SyncedPicture } from '../server/pictures.ts'

export interface SheetSize {
  width: number
  height: number
}

interface PlacedWords {
  text: string
  /** In units of the sheet. */
  place: { x: number; y: number; width: number; height: number }
}

type Picture = Pick<SyncedPicture, 'width' | 'height' | 'rect' | 'isWhole'>

/** Maps transcribed lines to the sheet of the `shown` pictures. `images` are those that were transcribed. */
export type PlaceLines = (
  shown: readonly Picture[],
  lines: PageDetail['ocr_lines'],
  images: readonly Pick<Picture, 'rect'>[],
  landscape: boolean,
) => PlacedWords[]

type Words = Pick<PageDetail, 'ocr_text' | 'document' | 'ocr_status' | 'typed_text' | 'typed_markdown' | 'todos'>

/** The server doesn't know the positions of typed text: it's spread over the page, line by line from the top. */
export function wordsOnSheet(page: Words, size: SheetSize, placed: readonly PlacedWords[]): KeptPicture['lines'] {
  if (page.ocr_status !== 'completed' && !isCorrected(page))
    return spread(linesIn(typedAsPlain(typedTextOf(page))), size)
  const lines = placed.map(({ text, place: { x, y, width, height } }) => ({
    text,
    box: [x, y, x + width, y + height] as [number, number, number, number],
  }))
  const read = placed.length === 0 ? linesIn(readAsPlain(textOf(page))) : []
  return [...lines, ...spread([...read, ...linesIn(typedAsPlain(typedTextOf(page)))], size)]
}

const linesIn = (text: string) => text.split('\n').filter((line) => line.trim() !== '')

/** Of an average line, in page units. */
const lineHeight = 48

function spread(lines: string[], { width, height }: SheetSize): KeptPicture['lines'] {
  const down = Math.min(lineHeight, height / lines.length)
  return lines.map((text, at) => ({ text, box: [width * 0.1, at * down, width * 0.9, (at + 1) * down] }))
}
