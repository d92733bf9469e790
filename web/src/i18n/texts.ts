// SPDX-License-Identifier: AGPL-3.0-or-later
// A text is a string, or one string per plural form of its language. `{name}` is replaced by a value.

export type Text = string | Partial<Record<Intl.LDMLPluralRule, string>>
export type Texts<Key extends string> = Partial<Record<Key, Text>>

/** Caches `make` by name. Creating an Intl format takes longer than rendering a card. */
export function memoized<Format>(make: (name: string) => Format): (name: string) => Format {
  const made = new Map<string, Format>()
  return (name) => {
    const format = made.get(name) ?? make(name)
    made.set(name, format)
    return format
  }
}

const pluralsOf = memoized((language) => new Intl.PluralRules(language))

/** undefined if the text is missing or lacks the form. */
export function formOf(text: Text | undefined, language: string, count: number): string | undefined {
  if (typeof text === 'string' || text === undefined) return text
  return text[pluralsOf(language).select(count)] ?? text.other
}
