// SPDX-License-Identifier: AGPL-3.0-or-later
// A text is a string, or a string for each plural form that its language has. Values are put in place of `{name}`.

export type Text = string | Partial<Record<Intl.LDMLPluralRule, string>>
export type Texts<Key extends string> = Partial<Record<Key, Text>>

/** By language: to make one takes longer than to write a card. */
const plurals = new Map<string, Intl.PluralRules>()

function pluralsOf(language: string): Intl.PluralRules {
  const known = plurals.get(language) ?? new Intl.PluralRules(language)
  plurals.set(language, known)
  return known
}

/** Undefined where the text has no such form, or is not there. */
export function formOf(text: Text | undefined, language: string, count: number): string | undefined {
  if (typeof text === 'string' || text === undefined) return text
  return text[pluralsOf(language).select(count)] ?? text.other
}
