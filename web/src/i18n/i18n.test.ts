// SPDX-License-Identifier: AGPL-3.0-or-later
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { faultsOf } from '../testing/text-faults.ts'
import first from './en.json'
import {
  chosenLanguage,
  formatAge,
  formatDay,
  formatSize,
  type LanguageName,
  languageLoaded,
  languages,
  t,
} from './index.ts'
import { type Language, languageFor } from './languages.ts'
import later from './later/en.json'

type Texts = Parameters<typeof faultsOf>[1]

const en = { ...first, ...later }

const root = join(import.meta.dirname, '..')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
  .map((path) => join(root, path))
  // Menus use its text keys.
  .concat(['formats.ts', 'apps/app-formats.ts'].map((path) => join(root, '../../shared/src/workshop/exports', path)))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')

async function speak(name: LanguageName | 'system'): Promise<void> {
  chosenLanguage.value = name
  await languageLoaded()
}

afterEach(() => {
  vi.restoreAllMocks()
  return speak('system')
})

describe('the texts', () => {
  it.each(Object.entries<Language>(languages))('of %s are whole, in alphabetical order', async (name, language) => {
    for (const [load, english] of [[language.load, first] as const, [language.loadLater, later] as const]) {
      const texts = (await load()).default
      expect(faultsOf(name, texts as Texts, english)).toEqual([])
      expect(Object.keys(texts)).toEqual(Object.keys(texts).toSorted())
    }
  })

  it('have a row for each file', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'))
    expect(files.map((name) => name.replace('.json', '')).toSorted()).toEqual(Object.keys(languages).toSorted())
  })

  it.each(Object.keys(en).filter((key) => !/^(problem|missing|target)\./.test(key)))('%s is used', (key) => {
    expect([`'${key}'`, `"${key}"`].some((quoted) => sources.includes(quoted))).toBe(true)
  })

  // Two features that take the same key for different texts would otherwise go unnoticed.
  it('with blanks are used with values', () => {
    const used = [...sources.matchAll(/\bt\(([^(),{}]*)\)/g)].flatMap(
      ([, keys = '']) => keys.match(/(?<=')[\w.]+(?=')/g) ?? [],
    )
    const hasBlanks = (key: string) => /\{\w+\}/.test(JSON.stringify((en as Texts)[key] ?? ''))
    expect(used).toContain('dialog.close')
    expect(used.filter(hasBlanks)).toEqual([])
  })
})

describe('a language file', () => {
  const english = {
    'a.name': 'of {name}',
    'a.pages': { one: 'One page of {name}', other: '{count} pages of {name}' },
  }
  const polish = {
    'a.name': '{name}',
    'a.pages': { one: 'Jedna {name}', few: '{count} {name}', many: '{count} {name}', other: '{count} {name}' },
  }
  const withPages = (forms: object) => ({ ...polish, 'a.pages': { ...polish['a.pages'], ...forms } }) as Texts

  it('has the plural forms of its own language', () => {
    expect(faultsOf('pl', polish, english)).toEqual([])
  })

  it.each<[string, Texts, string[]]>([
    ['a key', { 'a.pages': polish['a.pages'] }, ['a.name is missing']],
    ['the English of a key', { ...polish, 'a.other': '' }, ['a.other is unknown']],
    ['a blank', { ...polish, 'a.name': '' }, ['a.name lacks {name}']],
    ['the English of a blank', { ...polish, 'a.name': '{name} {day}' }, ['a.name has {day}, the English text has not']],
    ['plural forms', { ...polish, 'a.pages': '{name}' }, ['a.pages has no plural forms, the English text has some']],
    [
      'the number in a form for several',
      withPages({ few: '{name}' }),
      ['a.pages lacks {count} in the form few, which is for several numbers'],
    ],
    [
      'its own plural forms',
      { ...polish, 'a.pages': { one: '{name}', two: '{name}', other: '{count} {name}' } },
      [
        'a.pages lacks the form few',
        'a.pages lacks the form many',
        'a.pages has the form two, which the language does not',
      ],
    ],
  ])('without %s is refused', (_, texts, faults) => {
    expect(faultsOf('pl', texts, english)).toEqual(expect.arrayContaining(faults))
  })

  it('of a language whose “one” is for 21 as well says the number there', () => {
    const russian = {
      'a.pages': { one: '{name}', few: '{count} {name}', many: '{count} {name}', other: '{count} {name}' },
    }
    expect(faultsOf('ru', russian, { 'a.pages': english['a.pages'] })).toEqual([
      'a.pages lacks {count} in the form one, which is for several numbers',
    ])
  })
})

describe('t', () => {
  it('chooses the plural and writes numbers as the language does', async () => {
    await speak('en')
    expect(t('notebook.pages', { count: 1 })).toBe('1 page')
    expect(t('notebook.pages', { count: 1234 })).toBe('1,234 pages')
    await speak('de')
    expect(t('notebook.pages', { count: 1 })).toBe('1 Seite')
    expect(t('notebook.pages', { count: 1234 })).toBe('1.234 Seiten')
  })

  it('leaves braces inside a filled name alone', () => {
    expect(t('removed.title', { name: '{count} $& plans' })).toBe('“{count} $& plans” removed')
  })

  it('says in English what a language lacks, and what is in no language by its key', async () => {
    const { load } = languages.de
    const { 'trash.title': _, ...texts } = (await load()).default as Texts
    languages.de.load = async () => ({ default: { ...texts, 'notebook.pages': { one: '{count} Seite' } } }) as never
    await speak('de')
    expect([t('trash.title'), t('notebook.pages', { count: 2 })]).toEqual(['Trash', '2 pages'])
    expect(t('no.such' as 'trash.title')).toBe('no.such')
    languages.de.load = load
  })
})

describe('the texts of later screens', () => {
  // vitest.setup.ts has loaded them into the modules imported so far.
  beforeEach(() => {
    vi.resetModules()
  })

  it('are there when they were asked for, and in each language chosen since', async () => {
    const i18n = await import('./index.ts')
    expect(i18n.t('activity.failed')).toBe('activity.failed')
    i18n.chosenLanguage.value = 'de'
    await i18n.languageLoaded()
    expect(i18n.t('activity.failed')).toBe('activity.failed')
    await i18n.loadLaterTexts()
    expect(i18n.t('activity.failed')).toBe('Fehlgeschlagen')
    i18n.chosenLanguage.value = 'en'
    await i18n.languageLoaded()
    expect(i18n.t('activity.failed')).toBe('Failed')
  })

  it('are said in English until those of the language can be loaded', async () => {
    const i18n = await import('./index.ts')
    const { languages } = await import('./languages.ts')
    const { loadLater } = languages.de
    languages.de.loadLater = () => Promise.reject(new TypeError('Failed to fetch'))
    i18n.chosenLanguage.value = 'de'
    await i18n.languageLoaded()
    await i18n.loadLaterTexts()
    expect([i18n.t('activity.failed'), i18n.t('trash.title')]).toEqual(['Failed', 'Papierkorb'])
    languages.de.loadLater = loadLater
    await i18n.loadLaterTexts()
    expect(i18n.t('activity.failed')).toBe('Fehlgeschlagen')
  })
})

describe('a language', () => {
  it.each([
    [['de-AT', 'en'], 'de'],
    [['fr', 'en-GB', 'de'], 'en'],
    [['DE'], 'de'],
    [['fr', 'den'], undefined],
    [[], undefined],
  ])('of a browser that asks for %j is %s', (tags, name) => {
    expect(languageFor(tags)).toBe(name)
  })

  it('that cannot be loaded leaves the one before', async () => {
    const { load } = languages.de
    languages.de.load = () => Promise.reject(new TypeError('Failed to fetch'))
    await speak('de')
    expect(t('notebook.pages', { count: 1 })).toBe('1 page')
    languages.de.load = load
  })

  it('that was chosen last is spoken, whichever comes first', async () => {
    const { load } = languages.de
    let bring = (_: Awaited<ReturnType<typeof load>>): void => undefined
    languages.de.load = () => new Promise((resolve) => (bring = resolve))
    chosenLanguage.value = 'de'
    const german = languageLoaded()
    await speak('en')
    bring(await load())
    await german
    expect(t('notebook.pages', { count: 1 })).toBe('1 page')
    languages.de.load = load
  })
})

describe('a date', () => {
  const now = new Date(2026, 2, 10, 12).getTime()
  it.each([
    [30_000, 'this minute'],
    [5 * 60_000, '5 minutes ago'],
    [3 * 3_600_000, '3 hours ago'],
    [86_400_000, 'yesterday'],
    [8 * 86_400_000, 'Mar 2, 2026'],
  ])('%i ms ago reads "%s"', (age, words) => {
    expect(formatAge(now - age, now)).toBe(words)
  })
})

it.each([
  ['en', 'de-AT', '20 December 2026'],
  ['en', 'en-US', 'December 20, 2026'],
  ['en', 'en-AU', '20 December 2026'],
  ['de', 'en-US', '20. Dezember 2026'],
] as const)('a day in the language %s of a browser in %s is %s', async (words, region, day) => {
  vi.spyOn(navigator, 'language', 'get').mockReturnValue(region)
  await speak(words)
  expect(formatDay(new Date(2026, 11, 20, 12).getTime())).toBe(day)
})

it('a size is said in the unit that fits', () => {
  expect(formatSize(820_000)).toBe('820 kB')
  expect(formatSize(3_400_000)).toBe('3.4 MB')
  expect(formatSize(20_000_000_000)).toBe('20 GB')
})
