// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook on a PDF with highlights whose text the tablet broke or lost.
import { notebookFiles, type WrittenFile } from '../generator/document.ts'
import { onePage, type SceneHighlight } from '../generator/scene.ts'
import { sourcePdf } from './fixtures.ts'

export const markedPdf = {
  uuid: '7d0c1f6e-28c1-4d2c-9d5c-0f9d1c5b7a04',
  page: '11111111-1111-4111-8111-111111111111',
  sentence: 'The efficient office confirms a specific finding.',
  /** What a tablet makes of it that knows no ligatures. */
  broken: 'The e cient o ce con rms a speci c nding.',
  foot: 'source page 1',
}

const unitsPerPoint = 227 / 72
const pageWidth = 595

function highlight(text: string, top: number, width: number): SceneHighlight {
  const place = { x: (100 - pageWidth / 2) * unitsPerPoint, y: top * unitsPerPoint }
  const size = { width: width * unitsPerPoint, height: 14 * unitsPerPoint }
  return { kind: 'highlight', color: 3, text, rects: [{ ...place, ...size }] }
}

/** Over the sentence. */
export const onSentence = (text: string) => highlight(text, 131, 268)

/** Over the foot of the page: its first two words, all of them, or far more than them. */
export const onFoot = (text: string, extent: 'two words' | 'all' | 'more') =>
  highlight(text, 731, { 'two words': 64, all: 74, more: 105 }[extent])

export function markedPdfFiles(...highlights: SceneHighlight[]): WrittenFile[] {
  const { uuid, page, sentence } = markedPdf
  const pages = [{ uuid: page, scene: onePage(highlights), sourcePage: 0 }]
  const content = `BT /F1 12 Tf 1 0 0 1 100 700 Tm (${sentence}) Tj ET`
  return [
    ...notebookFiles({ uuid, name: 'Paper', fileType: 'pdf', pages }),
    { path: `${uuid}.pdf`, bytes: sourcePdf([{ content }]) },
  ]
}
