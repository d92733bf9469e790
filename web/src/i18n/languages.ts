// SPDX-License-Identifier: AGPL-3.0-or-later
// The languages of the dashboard: a row here and two files of texts each, for what a visit begins with and for screens that
// are loaded later. English comes with the dashboard, because its texts stand in for those that another language lacks;
// others are loaded when they are chosen.
import en from './en.json'
import type later from './later/en.json'
import type { Texts } from './texts.ts'

export type TextKey = keyof typeof en | keyof typeof later

type Load = () => Promise<{ default: Texts<string> }>

export interface Language {
  /** As those who speak it call it. */
  name: string
  /** How dates and numbers are written for people in whose own region it isn't spoken. */
  region: string
  load: Load
  loadLater: Load
}

/** By BCP 47 tags, as browsers have them: `pt` is for all of Portuguese, `pt-BR` for those who ask for just that. */
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

/** Those of later screens are added when they are loaded. */
export const english: Texts<TextKey> = { ...en }

export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(english, key)
}

/** The first of these tags that there is a language for. */
export function languageFor(tags: readonly string[]): LanguageName | undefined {
  const names = Object.keys(languages) as LanguageName[]
  const known = (tag: string) => names.find((name) => name.toLowerCase() === tag.toLowerCase())
  return tags.map((tag) => known(tag) ?? known(tag.split('-')[0] ?? '')).find((name) => name !== undefined)
}
