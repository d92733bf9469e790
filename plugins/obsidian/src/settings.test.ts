// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { addressIn, defaultSettings, folderOf, readSettings } from './settings.ts'
import { de } from './texts/de.ts'
import { en } from './texts/en.ts'

test('settings that are missing, damaged or of another version are the usual ones', () => {
  expect(readSettings(null)).toEqual(defaultSettings)
  expect(readSettings('text')).toEqual(defaultSettings)
  const damaged = { server: 3, folder: '../out', per: 'line', withPictures: 'yes', everyMinutes: 0.001, more: true }
  expect(readSettings(damaged)).toEqual(defaultSettings)
  const chosen = { ...defaultSettings, server: 'https://a.example', folder: '', per: 'page', onStart: false }
  expect(readSettings(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen)
})

test.each([
  ['reMarkable', 'reMarkable'],
  [' /Notes//Tablet/ ', 'Notes/Tablet'],
  ['', ''],
  ['/', ''],
  ['Ide\u0301e', 'Idée'],
  ['A\u00a0b', 'A b'],
])('the folder %o is %o', (typed, folder) => {
  expect(folderOf(typed)).toBe(folder)
})

test.each(['..', 'a/../b', '.obsidian', 'a/.b', 'a:b', 'a\\b', 'what?', 'a#b', 'end.'])(
  'there is no folder %o',
  (typed) => {
    expect(folderOf(typed)).toBeUndefined()
  },
)

test('an address may be typed without its beginning', () => {
  expect(addressIn(' rmirror.example.org/ ')).toEqual({ server: 'https://rmirror.example.org' })
  expect(addressIn('http://127.0.0.1:8080')).toEqual({ server: 'http://127.0.0.1:8080' })
  expect(addressIn('https://ann:secret@example.org')).toEqual({ problem: 'more-than-an-address' })
  expect(addressIn('')).toEqual({ problem: 'no-address' })
})

test('both languages have the same placeholders', () => {
  const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted()
  for (const [key, text] of Object.entries(en))
    expect(placeholders(de[key as keyof typeof en]), key).toEqual(placeholders(text))
})
