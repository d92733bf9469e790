// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes control characters in output visible: names of files and notebooks come from anywhere, a terminal obeys control
// characters, and characters that change the direction of text make a line read differently.

const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** One line of text, with \uXXXX for characters that a terminal would obey rather than show. */
export function visibleLine(text: string): string {
  return text.replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Same, for lines and columns. JSON stays JSON: inside its strings an escape means the same character. */
export function visible(text: string): string {
  return text.replace(unprintable, (character) => (/[\n\t]/.test(character) ? character : visibleLine(character)))
}
