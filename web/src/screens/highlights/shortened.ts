// SPDX-License-Identifier: AGPL-3.0-or-later
const maxNameLetters = 40

/** The beginning of a text, as the name of what is about it. */
export function shortened(text: string): string {
  const letters = [...text.replace(/\s+/g, ' ')]
  return letters.length > maxNameLetters ? `${letters.slice(0, maxNameLetters).join('')}…` : letters.join('')
}
