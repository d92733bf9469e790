// SPDX-License-Identifier: AGPL-3.0-or-later
// Invented words, as often as words are in a language: the nth most frequent about 1/n as often as the first
// (Zipf and Mandelbrot), the frequent ones short, and each page bringing some that were never seen before.

const onsets = ['b', 'c', 'd', 'f', 'g', 'h', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w', 'st', 'tr', 'pl', 'br']
const nuclei = ['a', 'e', 'i', 'o', 'u', 'ea', 'ou']
const codas = ['', 'n', 'r', 's', 't', 'l', 'm', 'nd', 'ng', 'ck']

export class NaturalWords {
  /** The most frequent first. */
  readonly words: string[]
  readonly #sums: Float64Array
  #seed = 12345

  constructor(count: number) {
    const words = new Set<string>()
    while (words.size < count) words.add(this.#newWord(words.size))
    this.words = [...words]
    this.#sums = new Float64Array(count)
    let sum = 0
    for (let rank = 0; rank < count; rank++) this.#sums[rank] = sum += (rank + 2.7) ** -1.05
  }

  /** From 0 to 1, the same in each run. */
  random(): number {
    this.#seed = (Math.imul(this.#seed, 1664525) + 1013904223) >>> 0
    return this.#seed / 2 ** 32
  }

  pick(): string {
    const wanted = this.random() * (this.#sums.at(-1) ?? 0)
    let [low, high] = [0, this.words.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#sums[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return this.words[low] ?? ''
  }

  /** With two letters exchanged, one left out, or one more. */
  misspelt(word: string): string {
    const at = 1 + Math.floor(this.random() * (word.length - 2))
    const [before, here, next, after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)]
    const kinds = [
      `${before}${next}${here}${after}`,
      `${before}${next}${after}`,
      `${before}${here}${here}${next}${after}`,
    ]
    return kinds[Math.floor(this.random() * kinds.length)] ?? word
  }

  #newWord(rank: number): string {
    const syllables = rank < 500 ? 1 : rank < 10_000 ? 2 : 2 + Math.floor(this.random() * 1.6)
    const one = (list: string[]) => list[Math.floor(this.random() * list.length)] ?? ''
    return Array.from({ length: syllables }, () => one(onsets) + one(nuclei) + one(codas)).join('')
  }
}
