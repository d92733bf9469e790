// SPDX-License-Identifier: AGPL-3.0-or-later
// The user's preferences, one row each. They are kept in localStorage, so that `theme.js` can read them before the
// first paint.
import { effect, signal } from '@preact/signals'
import { chosenLanguage, chosenZone, type LanguageName, languages, type TextKey, t } from '../../i18n/index.ts'
import type { Account } from '../account/account.ts'
import { sorts } from './library-index.ts'

/** How the settings menu shows a preference. */
interface Shown<Value> {
  as: 'radios' | 'select'
  title: TextKey
  // Declared as a method, so that a row of one value type is assignable to a row of any.
  label(value: Value): string
}

export interface PreferenceRow<Value> {
  /** A stored value that isn't listed counts as the first. */
  values: readonly Value[]
  /** Any stored text is a value. */
  isText?: true
  /** Absent if the preference is set outside the settings menu. */
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
  /** Reverses the usual direction of a sort: oldest first, or from Z to A. */
  isReversed: row([false, true]),
  /** The layout of the library. */
  view: row(['grid', 'list', 'tree']),
  /** Whether the library's line with first steps and quota is expanded. */
  isStatusOpen: row([false, true]),
  /** The grouping of to-dos. */
  todosBy: row(['notebook', 'date']),
  /** Whether notes are also searched by meaning, where that is set up. */
  searchByMeaning: row([false, true]),
  /** Whether the panel with text, highlights and tags beside a page is open. */
  panel: row([true, false]),
  /** Whether templates are shown below the ink. */
  background: row([true, false]),
  /** Whether the dashboard of a guest sends how it performs. With an account, the account says. */
  telemetry: row([false, true]),
  /** How questions to an AI are asked. Automatic: with the own key if there is one, else through the server. */
  askWith: row(['automatic', 'own-key', 'server', 'off']),
  /** The id of the model that questions through the server go to; empty: the server's first. */
  askModel: { values: [''] as readonly string[], isText: true as const },
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
 * While a user is signed in, uses the account's language unless one was chosen in this browser, and the account's time
 * zone. Returns a function that stops it.
 */
export function followAccount({ user }: Pick<Account, 'user'>): () => void {
  return effect(() => {
    chosenZone.value = user.value?.time_zone ?? null
    // A newer server may know languages that this version lacks.
    accountLanguage.value = languageNames.find((name) => name === user.value?.language) ?? null
  })
}

effect(() => {
  try {
    localStorage.setItem(key, JSON.stringify(preferences.value))
  } catch {
    // Storage is forbidden or full: the choice lasts only as long as the tab.
  }
})

/** The stored preferences that this version knows: an older or edited entry must not break the page. */
export function read(): Preferences {
  const kept = readKept()
  const chosen = names.map((name) => {
    const { values, isText }: PreferenceRow<unknown> = preferenceRows[name]
    const isKnown = values.includes(kept[name]) || (isText === true && typeof kept[name] === 'string')
    return [name, isKnown ? kept[name] : values[0]]
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
