// SPDX-License-Identifier: AGPL-3.0-or-later
// Adds transcriptions made with the user's own key to exports, on pages for which the server has none.
import type { TranscribedPage } from '@rmirror/shared/api'
import type { OwnText } from '../own-key/own-database.ts'
import type { OwnKeyTranscription } from '../own-key/own-key-transcription.ts'
import type { ReadHandwriting } from './exports.ts'

export function withOwnTexts(
  own: Pick<OwnKeyTranscription, 'hasTextsOf' | 'textOf'>,
  readThere: ReadHandwriting,
): ReadHandwriting {
  return async (notebook, here, signal) => {
    const there = await readThere(notebook, here, signal)
    if (!own.hasTextsOf(notebook)) return there
    const read = new Map(there.read)
    for (const [page, inkHash] of here) {
      signal.throwIfAborted()
      if (read.has(page)) continue
      const text = own.textOf(await inkHash())
      if (text) read.set(page, asReadPage(text))
    }
    const waiting = [...there.waiting].filter((page) => !read.has(page))
    return { ...there, read, waiting: new Set(waiting) }
  }
}

function asReadPage({ markdown, language, lines, pictures }: OwnText): TranscribedPage {
  const images = pictures.map((rect) => ({ rect }))
  return { ocr_text: markdown, document: null, ocr_language: language || null, ocr_lines: lines, images, todos: [] }
}
