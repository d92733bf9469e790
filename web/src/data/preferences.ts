// SPDX-License-Identifier: AGPL-3.0-or-later
// How this person likes it, one row for each choice. Kept in localStorage, so that `theme.js` can read it before the
// first paint.
import { effect, signal } from '@preact/signals'
import { chosenLanguage, chosenZone, type LanguageName, languages, type TextKey, t } from '../i18n/index.ts'
import type { Account } from './account.ts'
import { sorts } from './library-index.ts'

/** How the settings menu shows a choice. */
interface Shown<Value> {
  as: 'radios' | 'select'
  title: TextKey
  // A method, so that a row of one choice counts as a row of any.
  label(value: Value): string
}

export interface PreferenceRow<Value> {
  /** What is kept and is not among these counts as the first. */
  values: readonly Value[]
  /** Choices that are made elsewhere are not in the settings menu. */
  menu?: Shown<Value>
}

const row = <const Value>(values: readonly Value[], menu?: Shown<Value>): PreferenceRow<Value> => ({
  values,
  ...(menu && { menu }),
})

const languageNames = Object.keys(languages) as LanguageName[]

export const preferenceRows = {
  theme: row(['system', 'light', 'dark'], {
    as: 'radios',
    title: 'theme.title',
    label: (value) => t(({ system: 'theme.system', light: 'theme.light', dark: 'theme.dark' } as const)[value]),
  }),
  language: row(['system', ...languageNames], {
    as: 'select',
    title: 'language.title',
    label: (value) => (value === 'system' ? t('language.system') : languages[value].name),
  }),
  sort: row(sorts),
  /** The other way round than a sort usually is: the oldest first, or from Z to A. */
  isReversed: row([false, true]),
  /** How the library is laid out. */
  view: row(['grid', 'list', 'tree']),
  /** The library's line of first steps and quota. */
  isStatusOpen: row([false, true]),
  /** How to-dos are grouped. */
  todosBy: row(['notebook', 'date']),
  /** The panel with text, highlights and tags beside a page. */
  panel: row([true, false]),
  /** Templates below the ink. */
  background: row([true, false]),
}

type Rows = typeof preferenceRows
export type PreferenceName = keyof Rows
export type Preferences = { [Name in PreferenceName]: Rows[Name]['values'][number] }

const names = Object.keys(preferenceRows) as PreferenceName[]

const key = 'rmirror.preferences'

export const preferences = signal<Preferences>(read())

export function prefer(change: Partial<Preferences>): void {
  preferences.value = { ...preferences.value, ...change }
}

const night = globalThis.matchMedia?.('(prefers-color-scheme: dark)')
const isNight = signal(night?.matches ?? false)
night?.addEventListener('change', () => (isNight.value = night.matches))

effect(() => {
  const { theme } = preferences.value
  document.documentElement.dataset.theme = theme === 'system' ? (isNight.value ? 'dark' : 'light') : theme
})

const accountLanguage = signal<LanguageName | null>(null)

effect(() => {
  const { language } = preferences.value
  chosenLanguage.value = language === 'system' ? (accountLanguage.value ?? language) : language
})

/**
 * Where none was chosen in this browser, the account's language is spoken as long as somebody is signed in; and times are
 * those of its time zone.
 */
export function followAccount({ user }: Pick<Account, 'user'>): () => void {
  return effect(() => {
    chosenZone.value = user.value?.time_zone ?? null
    // A newer server may know languages that this version doesn't.
    accountLanguage.value = languageNames.find((name) => name === user.value?.language) ?? null
  })
}

effect(() => {
  try {
    localStorage.setItem(key, JSON.stringify(preferences.value))
  } catch {
    // Storage is forbidden or full: the choice lasts as long as the tab.
  }
})

/** What was kept, as far as this version knows it: an older or edited entry must not break the page. */
export function read(): Preferences {
  const kept = readKept()
  const chosen = names.map((name) => {
    const values: readonly unknown[] = preferenceRows[name].values
    return [name, values.includes(kept[name]) ? kept[name] : values[0]]
  })
  return Object.fromEntries(chosen) as Preferences
}

function readKept(): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
