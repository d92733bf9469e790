// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { duration, listed } from './estimate-texts.ts'

it.each([
  [1, 'about 1 minute'],
  [90, 'about 90 minutes'],
  [91, 'about 2 hours'],
  [600, 'about 10 hours'],
])('%s minutes are "%s"', (minutes, words) => expect(duration(minutes)).toBe(words))

it('names that aren’t listed are counted', () => {
  expect(listed(['Diary', 'Recipes'], 2)).toBe('Diary, Recipes')
  expect(listed(['Diary'], 2)).toBe('Diary and 1 more')
})
