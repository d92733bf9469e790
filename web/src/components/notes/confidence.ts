// SPDX-License-Identifier: AGPL-3.0-or-later
// Confidence of transcribed lines.

export interface LineConfidence {
  text: string
  /** 0 to 1. */
  confidence: number
}

export type CertaintyStep = 'sure' | 'unsure' | 'veryUnsure'

export function confidenceLevel({ confidence }: Pick<LineConfidence, 'confidence'>): CertaintyStep {
  if (confidence > 0.8) return 'sure'
  return confidence > 0.5 ? 'unsure' : 'veryUnsure'
}

/** Counts the lines that should be compared with the handwriting; blank lines are ignored. */
export function countUnsure(lines: readonly LineConfidence[]): Record<Exclude<CertaintyStep, 'sure'>, number> {
  const steps = lines.filter(({ text }) => text.trim() !== '').map(confidenceLevel)
  const count = (wanted: CertaintyStep) => steps.filter((step) => step === wanted).length
  return { unsure: count('unsure'), veryUnsure: count('veryUnsure') }
}

const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()

/**
 * Finds the line of a page that a piece of its text belongs to. Text and lines come in the same order, but either may
 * lack some of the other's, so each search starts after the previous match.
 */
export class LineFinder {
  readonly #letters: string[]
  #next = 0

  constructor(lines: readonly Pick<LineConfidence, 'text'>[]) {
    this.#letters = lines.map(({ text }) => lettersOf(text))
  }

  /** Index of the next line with the same letters and digits, ignoring case; null if there is none. */
  find(words: string): number | null {
    const wanted = lettersOf(words)
    const found = wanted === '' ? -1 : this.#letters.indexOf(wanted, this.#next)
    if (found < 0) return null
    this.#next = found + 1
    return found
  }
}
