// SPDX-License-Identifier: AGPL-3.0-or-later
// Names of files and notebooks come from anywhere. A terminal obeys the control characters in them, and characters that
// turn the direction of text make a line read as another one.

const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** One line of text, with \uXXXX for what a terminal would obey rather than show. */
export function visibleLine(text: string): string {
  return text.replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The same of lines and columns. JSON stays JSON: within its strings an escape means the same character. */
export function visible(text: string): string {
  return text.replace(unprintable, (character) => (/[\n\t]/.test(character) ? character : visibleLine(character)))
}
