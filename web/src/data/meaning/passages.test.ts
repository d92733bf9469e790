// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import cases from '../../../../tests/passages.json'
import { passagesOf } from './passages.ts'

it.each(cases.map(({ text, passages }) => [text.slice(0, 30), text, passages] as const))('%j', (_, text, passages) => {
  expect(passagesOf(text)).toEqual(passages)
})

it('there are at most a hundred', () => {
  expect(passagesOf(`${'x'.repeat(450)}\n\n`.repeat(150))).toHaveLength(100)
})
