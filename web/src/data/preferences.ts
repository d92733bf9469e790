// SPDX-License-Identifier: AGPL-3.0-or-later
// How this person likes it. Kept in localStorage, so that `theme.js` can read it before the first paint.
import { effect, signal } from '@preact/signals'
import { chosenLanguage } from '../i18n/index.ts'

export interface Preferences {
  theme: 'system' | 'light' | 'dark'
  language: 'system' | 'en' | 'de'
  sort: 'modified' | 'name'
  /** The panel with text, highlights and tags beside a page. */
  panel: boolean
  /** Templates below the ink. */
  background: boolean
}

const key = 'rmirror.preferences'
const fallback: Preferences = { theme: 'system', language: 'system', sort: 'modified', panel: true, background: true }

// Above its first use: `read` runs while this module loads.
const allowed: { [K in keyof Preferences]: readonly Preferences[K][] } = {
  theme: ['system', 'light', 'dark'],
  language: ['system', 'en', 'de'],
  sort: ['modified', 'name'],
  panel: [true, false],
  background: [true, false],
}

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

effect(() => {
  chosenLanguage.value = preferences.value.language
})

effect(() => {
  try {
    localStorage.setItem(key, JSON.stringify(preferences.value))
  } catch {
    // Storage is forbidden or full: the choice lasts as long as the tab.
  }
})

export function read(): Preferences {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    return typeof kept === 'object' && kept !== null ? { ...fallback, ...pick(kept) } : fallback
  } catch {
    return fallback
  }
}

/** Only what this version knows: an older or edited entry must not break the page. */
function pick(kept: object): Partial<Preferences> {
  return Object.fromEntries(
    Object.entries(kept).filter(([name, value]) =>
      (allowed as Record<string, readonly unknown[]>)[name]?.includes(value),
    ),
  )
}
