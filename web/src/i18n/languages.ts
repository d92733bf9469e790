// SPDX-License-Identifier: AGPL-3.0-or-later
// The dashboard's languages. Each has a row here and two files of texts, for the first screens and for later ones.
// English is part of the dashboard, because it's the fallback for texts that another language lacks; the others are
// loaded when they are chosen.
import en from './en.json'
import type later from './later/en.json'
import type { Texts } from './texts.ts'

export type TextKey = keyof typeof en | keyof typeof later

type Load = () => Promise<{ default: Texts<string> }>

export interface Language {
  /** In the language itself. */
  name: string
  /** The locale for dates and numbers if the user's own region doesn't speak the language. */
  region: string
  load: Load
  loadLater: Load
}

/** By BCP 47 tag, as browsers report it: `pt` covers all of Portuguese, `pt-BR` only that variant. */
export const languages = {
  en: {
    name: 'English',
    region: 'en-GB',
    load: async () => ({ default: en }),
    loadLater: () => import('./later/en.json'),
  },
  de: { name: 'Deutsch', region: 'de-DE', load: () => import('./de.json'), loadLater: () => import('./later/de.json') },
} satisfies Record<string, Language>

export type LanguageName = keyof typeof languages

/** The texts of later screens are added when they are loaded. */
export const english: Texts<TextKey> = { ...en }

export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(english, key)
}

/** The language for the first of these tags that has one. */
export function languageFor(tags: readonly string[]): LanguageName | undefined {
  const names = Object.keys(languages) as LanguageName[]
  const known = (tag: string) => names.find((name) => name.toLowerCase() === tag.toLowerCase())
  return tags.map((tag) => known(tag) ?? known(tag.split('-')[0] ?? '')).find((name) => name !== undefined)
}
