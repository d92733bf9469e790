// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { removalSentence } from './removal-sentence.ts'

const warning = {
  ...{
    id: '1',
    notebook_uuid: '2',
    visible_name: 'Diary',
    cause: 'dropped' as const,
    created_at: '2026-11-20T12:00:00Z',
  },
  pages: { before: 8, now: 8, held: 0 },
  highlights: { before: 40, now: 12, held: 28 },
}
const rest =
  'Integrations remove nothing of it until you answer: run "rmirror removals", or look under Activity in the dashboard.'

it('names what fell, by how much, and where to answer', () => {
  expect(removalSentence(warning)).toBe(`Diary: 12 highlights, was 40. ${rest}`)
})

it('says that the layout of a book changed, and prints no control characters from its name', () => {
  const book = {
    ...warning,
    cause: 'layout' as const,
    visible_name: 'A\u001b[2Jbook',
    pages: { before: 8, now: 7, held: 1 },
  }
  expect(removalSentence(book)).toMatch(/book: the book's layout changed, 7 pages, was 8; 12 highlights, was 40\. /)
  expect(removalSentence(book)).not.toContain('\u001b')
})

it('claims no fall where as much came as went', () => {
  const replaced = { ...warning, highlights: { before: 40, now: 40, held: 40 } }
  expect(removalSentence(replaced)).toBe(`Diary: much of it was replaced at once. ${rest}`)
})
