// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import titles from '../../../../tests/note-titles.json'
import { noteTitle } from './note-title.ts'

it.each(titles)('$text is titled as on the server', ({ text, title }) => {
  expect(noteTitle(text) || 'Note').toBe(title)
})

it('a line of a million letters is a title of a hundred', () => {
  expect(noteTitle(`\n${'x'.repeat(1_000_000)}`)).toBe('x'.repeat(100))
  expect(noteTitle('> '.repeat(500_000))).toBe('')
  expect(noteTitle('>\n'.repeat(500_000))).toBe('')
})
