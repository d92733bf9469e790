// SPDX-License-Identifier: AGPL-3.0-or-later
// Adds transcriptions made with the user's own key to exports, on pages for which the server has none.
import type { TranscribedPage } from '@rmirror/shared/api'
import type { PageText, PageTexts } from '../own-key/page-texts.ts'
import type { ReadHandwriting } from './exports.ts'

export function withOwnTexts(
  own: Pick<PageTexts, 'hasTextsOf' | 'textOf'>,
  readThere: ReadHandwriting,
): ReadHandwriting {
  return async (notebook, here, signal) => {
    const there = await readThere(notebook, here, signal)
    if (!own.hasTextsOf(notebook)) return there
    const read = new Map(there.read)
    for (const [page, inkHash] of here) {
      signal.throwIfAborted()
      if (read.has(page)) continue
      const text = own.textOf(await inkHash(), { notebook_uuid: notebook, page_uuid: page })
      if (text) read.set(page, asReadPage(text))
    }
    const waiting = [...there.waiting].filter((page) => !read.has(page))
    return { ...there, read, waiting: new Set(waiting) }
  }
}

function asReadPage({ markdown, transcribed, language, lines, pictures }: PageText): TranscribedPage {
  const images = pictures.map((rect) => ({ rect }))
  const texts = { ocr_text: transcribed ?? markdown, document: transcribed === undefined ? null : markdown }
  return { ...texts, ocr_language: language || null, ocr_lines: lines, images, todos: [] }
}
