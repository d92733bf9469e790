// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { visualOrder } from './visual-order.ts'

test('what is written from right to left is turned round, numbers and Latin words in it aren’t', () => {
  expect(visualOrder('שלום')).toBe('םולש')
  expect(visualOrder('לקנות 12 אותיות ו-pen')).toBe('pen-ו תויתוא 12 תונקל')
  expect(visualOrder('Buy שלום ink')).toBe('Buy םולש ink')
})

test('other lines stay as they are', () => {
  for (const line of ['Buy ink', '東京へ', '']) expect(visualOrder(line)).toBe(line)
})

test('letters beyond the basic plane stay whole', () => {
  expect(visualOrder('𞤀𞤁')).toBe('𞤁𞤀')
  expect(visualOrder('שלום 🙂 עט')).toBe('טע 🙂 םולש')
})
