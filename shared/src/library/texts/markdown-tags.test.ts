// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { markdownTags } from './markdown-tags.ts'

test.each([
  ['garden', 'garden'],
  ['to read', 'to-read'],
  ['Büro: Steuer & Co.', 'Büro-Steuer-Co'],
  ['work/2026', 'work/2026'],
  ['2026', '_2026'],
  ['#idea', 'idea'],
  ['🌱 seeds', '🌱-seeds'],
  ['日本語', '日本語'],
  ['a\nb', 'a-b'],
])('the tag %j is %s in Markdown', (tag, written) => {
  expect(markdownTags([tag])).toEqual([written])
})

test('a tag without a letter or digit is none in Markdown', () => {
  expect(markdownTags(['!?', ' ', '', '--'])).toEqual([])
})
