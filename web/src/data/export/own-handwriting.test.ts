// SPDX-License-Identifier: AGPL-3.0-or-later
import { noTranscriptions, type TranscribedPage } from '@rmirror/shared/api'
import { expect, it } from 'vitest'
import type { OwnText } from '../own-key/own-database.ts'
import { withOwnTexts } from './own-handwriting.ts'

const rect = { x: 0, y: 0, width: 1404, height: 500 }
const line = { text: 'Sea', confidence: 0.9, top: 10, bottom: 50 }
const own = {
  hasTextsOf: (notebook: string) => notebook === 'a',
  textOf: (hash: string | undefined) =>
    hash === 'known'
      ? ({ markdown: '# Sea', language: 'en', lines: [line], pictures: [rect] } as OwnText & { language: string })
      : null,
}
const here = new Map(['known', 'other', 'known'].map((hash, index) => [`page ${index + 1}`, async () => hash]))
const { signal } = new AbortController()

it('exports have what was transcribed here, on pages of which the server has nothing', async () => {
  const there = { ocr_text: 'By the server' } as TranscribedPage
  const readThere = async () => ({ read: new Map([['page 3', there]]), waiting: new Set(['page 1', 'page 2']) })
  const { read, waiting } = await withOwnTexts(own, readThere)('a', here, signal)
  expect(read.get('page 1')).toEqual({
    ...{ ocr_text: '# Sea', document: null, ocr_language: 'en', ocr_lines: [line] },
    ...{ images: [{ rect }], todos: [] },
  })
  expect(read.get('page 3')).toBe(there)
  expect([...read.keys(), ...waiting]).toEqual(['page 3', 'page 1', 'page 2'])
})

it('no page is looked at for a notebook without any', async () => {
  const unseen = new Map([['page 1', () => Promise.reject(new Error('looked at'))]])
  expect(await withOwnTexts(own, async () => noTranscriptions)('b', unseen, signal)).toBe(noTranscriptions)
})
