// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, test } from 'vitest'
import { pageFileName, safeFileName, uniqueNames } from './names.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text).length

describe('a safe file name', () => {
  test('keeps Unicode as it was written', () => {
    expect(safeFileName('Größe ∑ 日本語 🖋️ مرحبا')).toBe('Größe ∑ 日本語 🖋️ مرحبا')
  })

  test('joins what macOS takes apart', () => {
    expect(safeFileName('Cafe\u0301')).toBe('Café')
  })

  test.each([
    ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j'],
    ['../../etc/passwd', 'etc passwd'],
    ['trailing dots... ', 'trailing dots'],
    ['.hidden', 'hidden'],
    ['line\nbreak\tand\u0000null', 'line break and null'],
    ['photo\u202egpj.exe', 'photo gpj.exe'],
    ['half \ud83d emoji', 'half \ufffd emoji'],
  ])('replaces what Windows refuses in %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe)
  })

  test.each(['CON', 'con', 'Prn', 'AUX', 'NUL', 'COM1', 'com9', 'LPT¹', 'CONIN$'])('is never the device %s', (name) => {
    expect(safeFileName(name)).toBe(`${name}_`)
    expect(safeFileName(`${name}.txt`)).toBe(`${name}_.txt`)
  })

  test.each(['Console', 'COM10', 'Lptx'])('leaves %s alone, which only begins like a device', (name) => {
    expect(safeFileName(name)).toBe(name)
  })

  test.each(['', '   ', '...', '///', '\u0001'])('is the fallback for %j', (name) => {
    expect(safeFileName(name, 'Notebook')).toBe('Notebook')
  })

  test('is cut between characters and leaves room for a number and an extension', () => {
    const family = '👨‍👩‍👧'
    const safe = safeFileName(family.repeat(40))
    expect(bytesOf(`${safe} (1000).png`)).toBeLessThanOrEqual(255)
    expect(safe.length % family.length).toBe(0)
    expect(bytesOf(safe)).toBeGreaterThan(200)
  })

  test('does not change when it is made safe again', () => {
    for (const name of ['CON', 'a/b', 'x'.repeat(400), ' . ', 'ü'.repeat(300)])
      expect(safeFileName(safeFileName(name))).toBe(safeFileName(name))
  })
})

describe('unique names', () => {
  test('tell apart what would be one file on Windows and macOS', () => {
    expect(uniqueNames(['Notes', 'notes', 'Notes', 'No/tes', 'Notes (2)'])).toEqual([
      'Notes',
      'notes (2)',
      'Notes (3)',
      'No tes',
      'Notes (2) (2)',
    ])
  })
})

test('ten thousand notebooks of one name are told apart without ado', () => {
  expect(new Set(uniqueNames(Array(10_000).fill('Notebook'))).size).toBe(10_000)
})

test('page files sort in page order', () => {
  expect([1, 12, 123].map((number) => pageFileName(number, 'png', 200))).toEqual(['001.png', '012.png', '123.png'])
  expect(pageFileName(7, 'svg', 12_000)).toBe('00007.svg')
})
