// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { foundWordsOf, lineWith } from './use-found-line.ts'

const lines = ['To Ada', 'Feed the heron', 'The ferry to Malmö was late', 'The heron by the ferry'].map((text) => ({
  text,
}))

describe('the line of a search result', () => {
  it('is the first that has the words', () => {
    expect(lineWith(lines, ['heron'])).toBe(1)
    expect(lineWith(lines, ['malmo'])).toBe(2)
  })

  it('has as many of them as any line', () => {
    expect(lineWith(lines, ['heron', 'ferry'])).toBe(3)
  })

  it('is none where the words are not in the handwriting', () => {
    expect(lineWith(lines, ['lamp'])).toBeNull()
    expect(lineWith(lines, [])).toBeNull()
  })

  it('is looked for by the words as they stand there, not as they were searched for', () => {
    const text = 'Feed the heron · The Herons'
    const ranges = [
      { start: 9, end: 14 },
      { start: 21, end: 27 },
    ]
    const snippets = [
      { source: 'text', text, ranges },
      { source: 'tag', text: 'birds', ranges: [{ start: 0, end: 5 }] },
    ]
    expect(foundWordsOf(snippets)).toEqual({ found: ['heron', 'herons'] })
  })
})
