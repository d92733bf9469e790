// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { PageNumbers, readPageNumbers } from './page-numbers.ts'

const chosen = (text: string) => {
  const numbers = readPageNumbers(text)
  return numbers instanceof PageNumbers ? [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((number) => numbers.has(number)) : numbers
}

describe('page numbers', () => {
  it.each([
    ['3', [3]],
    ['2-5,8-', [2, 3, 4, 5, 8, 9]],
    [' 1 , 4 - 4 ,9', [1, 4, 9]],
    // Phones and word processors replace a hyphen with a dash.
    ['2\u20134', [2, 3, 4]],
  ])('%s are %j', (text, numbers) => {
    expect(chosen(text)).toEqual(numbers)
  })

  it.each([
    ['', ''],
    ['0', '0'],
    ['5-2', '5-2'],
    ['2, x-3', 'x-3'],
    ['1,,2', ''],
    ['-3', '-3'],
    ['1e3', '1e3'],
  ])('%j are refused, naming %j', (text, wrong) => {
    expect(chosen(text)).toEqual({ wrong })
  })
})
