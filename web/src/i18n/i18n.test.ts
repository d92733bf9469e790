// SPDX-License-Identifier: AGPL-3.0-or-later
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import de from './de.json'
import en from './en.json'
import { chosenLanguage, formatAge, formatDay, formatSize, t } from './index.ts'

type Texts = Record<string, string | { one: string; other: string }>

const root = join(import.meta.dirname, '..')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n')

const placeholders = (text: Texts[string]) =>
  [...new Set(JSON.stringify(text).match(/\{(\w+)\}/g) ?? [])].filter((name) => name !== '{count}').sort()

afterEach(() => {
  chosenLanguage.value = 'system'
  vi.restoreAllMocks()
})

describe('the texts', () => {
  it('have the same keys in both languages, in alphabetical order', () => {
    expect(Object.keys(de)).toEqual(Object.keys(en))
    expect(Object.keys(en)).toEqual(Object.keys(en).toSorted())
  })

  it.each(Object.keys(en))('%s has the same shape and blanks in both languages', (key) => {
    const [english, german] = [(en as Texts)[key], (de as Texts)[key]]
    expect(typeof german).toBe(typeof english)
    expect(placeholders(german ?? '')).toEqual(placeholders(english ?? ''))
  })

  it.each(Object.keys(en).filter((key) => !/^(problem|missing|help)\./.test(key)))('%s is used', (key) => {
    expect(sources).toContain(`'${key}'`)
  })
})

describe('t', () => {
  it('chooses the plural and writes numbers as the language does', () => {
    chosenLanguage.value = 'en'
    expect(t('notebook.pages', { count: 1 })).toBe('1 page')
    expect(t('notebook.pages', { count: 1234 })).toBe('1,234 pages')
    chosenLanguage.value = 'de'
    expect(t('notebook.pages', { count: 1 })).toBe('1 Seite')
    expect(t('notebook.pages', { count: 1234 })).toBe('1.234 Seiten')
  })

  it('leaves braces inside a filled name alone', () => {
    chosenLanguage.value = 'en'
    expect(t('removed.title', { name: '{count} $& plans' })).toBe('“{count} $& plans” removed')
  })
})

describe('a date', () => {
  const now = Date.UTC(2026, 2, 10, 12)
  it.each([
    [30_000, 'this minute'],
    [5 * 60_000, '5 minutes ago'],
    [3 * 3_600_000, '3 hours ago'],
    [86_400_000, 'yesterday'],
    [8 * 86_400_000, 'Mar 2, 2026'],
  ])('%i ms ago reads "%s"', (age, words) => {
    chosenLanguage.value = 'en'
    expect(formatAge(now - age, now)).toBe(words)
  })
})

it.each([
  ['en', 'de-AT', '20 December 2026'],
  ['en', 'en-US', 'December 20, 2026'],
  ['en', 'en-AU', '20 December 2026'],
  ['de', 'en-US', '20. Dezember 2026'],
] as const)('a day in the language %s of a browser in %s is %s', (words, region, day) => {
  vi.spyOn(navigator, 'language', 'get').mockReturnValue(region)
  chosenLanguage.value = words
  expect(formatDay(Date.UTC(2026, 11, 20, 12))).toBe(day)
})

it('a size is said in the unit that fits', () => {
  chosenLanguage.value = 'en'
  expect(formatSize(820_000)).toBe('820 kB')
  expect(formatSize(3_400_000)).toBe('3.4 MB')
})
