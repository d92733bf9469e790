// SPDX-License-Identifier: AGPL-3.0-or-later
// Fits text to the server's limits. Files may contain anything, and one invalid name must not block a whole library.

const max = { name: 300, label: 200, labels: 100 }

/** Something that was cut to the server's limits. */
export interface Shortened {
  /** Name of the notebook or folder. */
  name: string
  /** 1-based page of the notebook; null if it concerns the whole item. */
  page: number | null
  /** Without a full stop. */
  sentence: string
}

export class ServerText {
  readonly shortened: Shortened[] = []
  #about: Omit<Shortened, 'sentence'> = { name: '', page: null }

  /** Sets the notebook or folder, or its page, that the following calls report about. */
  setSubject(name: string, page: number | null = null): void {
    this.#about = { name, page }
  }

  name(text: string): string {
    return this.cut(text, max.name, `The name "${[...text].slice(0, 40).join('')}…"`)
  }

  /** Tags or authors. */
  labels(texts: string[], what: string): string[] {
    const labels = texts.map((text) => this.cut(text, max.label, what)).filter((text) => text !== '')
    return this.first(labels, max.labels, what)
  }

  /** `longest` is in code points, as the server counts. Removes NULs and replaces lone surrogates. */
  cut(text: string, maxLength: number, what: string): string {
    const clean = text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd')
    if (clean.length <= maxLength) return clean
    const characters = [...clean]
    if (characters.length <= maxLength) return clean
    this.report(`${what} is too long for the server; only the first ${maxLength} characters are sent`)
    return characters.slice(0, maxLength).join('')
  }

  first<Item>(items: Item[], count: number, what: string): Item[] {
    if (items.length <= count) return items
    this.report(`${what}: only the first ${count} of ${items.length} are sent`)
    return items.slice(0, count)
  }

  report(sentence: string): void {
    this.shortened.push({ ...this.#about, sentence })
  }
}
