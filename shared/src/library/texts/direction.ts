// SPDX-License-Identifier: AGPL-3.0-or-later
// The direction in which a language is written.

const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'])

/** `language`: BCP 47. False for one that isn't known or isn't well-formed. */
export function isRightToLeft(language: string | null | undefined): boolean {
  if (!language) return false
  try {
    return rightToLeft.has(new Intl.Locale(language).maximize().script ?? '')
  } catch {
    return false
  }
}

/** The attributes of an element with a text of this language, whose paragraphs have `dir="auto"`. */
export function languageAttributes(language: string | null | undefined): { lang?: string; dir?: 'rtl' } {
  return { ...(language && { lang: language }), ...(isRightToLeft(language) && { dir: 'rtl' as const }) }
}

/** The language of all texts that have one; null if they have several, or none. */
export function commonLanguage(languages: Iterable<string | null | undefined>): string | null {
  const known = new Set([...languages].filter((each): each is string => Boolean(each)))
  const [only] = known
  return known.size === 1 && only !== undefined ? only : null
}
