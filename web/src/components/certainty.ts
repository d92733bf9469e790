// SPDX-License-Identifier: AGPL-3.0-or-later
// How sure the transcription is of a line.

export interface Certainty {
  text: string
  /** 0 to 1. */
  confidence: number
}

export type CertaintyStep = 'sure' | 'unsure' | 'veryUnsure'

export function stepOf({ confidence }: Pick<Certainty, 'confidence'>): CertaintyStep {
  if (confidence > 0.8) return 'sure'
  return confidence > 0.5 ? 'unsure' : 'veryUnsure'
}

/** How many lines are to be compared with the handwriting. */
export function countUnsure(lines: readonly Certainty[]): Record<Exclude<CertaintyStep, 'sure'>, number> {
  const steps = lines.filter(({ text }) => text.trim() !== '').map(stepOf)
  const count = (wanted: CertaintyStep) => steps.filter((step) => step === wanted).length
  return { unsure: count('unsure'), veryUnsure: count('veryUnsure') }
}

const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()

/** Which line of a page words are. Text and lines come in the same order, but either may lack some of the other's. */
export class LineFinder {
  readonly #letters: string[]
  #next = 0

  constructor(lines: readonly Pick<Certainty, 'text'>[]) {
    this.#letters = lines.map(({ text }) => lettersOf(text))
  }

  /** null: nothing is known of these words. */
  find(words: string): number | null {
    const wanted = lettersOf(words)
    const found = wanted === '' ? -1 : this.#letters.indexOf(wanted, this.#next)
    if (found < 0) return null
    this.#next = found + 1
    return found
  }
}
