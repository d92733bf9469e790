// SPDX-License-Identifier: AGPL-3.0-or-later
// What the plugin says, in the language of Obsidian's interface; English where there is no translation.
import { getLanguage } from 'obsidian'
import { de } from './de.ts'
import { en, type TextKey } from './en.ts'

export type { TextKey } from './en.ts'

export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const text = (getLanguage() === 'de' ? de : en)[key]
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
