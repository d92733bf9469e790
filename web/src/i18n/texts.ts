// SPDX-License-Identifier: AGPL-3.0-or-later
// A text is a string, or a string for each plural form that its language has. Values are put in place of `{name}`.

export type Text = string | Partial<Record<Intl.LDMLPluralRule, string>>
export type Texts<Key extends string> = Partial<Record<Key, Text>>

/** Each is made once for a language or locale: to make one takes longer than to write a card. */
export function madeOnce<Format>(make: (name: string) => Format): (name: string) => Format {
  const made = new Map<string, Format>()
  return (name) => {
    const format = made.get(name) ?? make(name)
    made.set(name, format)
    return format
  }
}

const pluralsOf = madeOnce((language) => new Intl.PluralRules(language))

/** Undefined where the text has no such form, or is not there. */
export function formOf(text: Text | undefined, language: string, count: number): string | undefined {
  if (typeof text === 'string' || text === undefined) return text
  return text[pluralsOf(language).select(count)] ?? text.other
}
