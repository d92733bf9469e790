// SPDX-License-Identifier: AGPL-3.0-or-later
// The prompt for all models: the server's own instructions and answer schema, and facts about the page.

import instructions from '@rmirror/shared/ocr/instructions.md?raw'
import answerSchema from '@rmirror/shared/ocr/schema.json' with { type: 'json' }
import type { PageToRead } from './types.ts'

export { answerSchema, instructions }

/** Facts about the page as JSON, in a separate block after the images, as the server sends them. */
export function factsOf({ pictures, notebook, tags, languageHint, previousLines, words }: PageToRead): string {
  const fact = {
    page: 1,
    images: pictures.map((_, index) => index + 1),
    notebook,
    tags,
    ...(languageHint && { language_hint: languageHint }),
    ...(previousLines && { previous_lines: previousLines }),
    ...(words && { owner_words: words }),
  }
  return JSON.stringify({ pages: [fact] })
}

export function base64(bytes: Uint8Array): string {
  let text = ''
  // Chunks, because a call takes only a limited number of arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
