// SPDX-License-Identifier: AGPL-3.0-or-later
// Text as the server takes it. Files may hold anything; one name must not cost the whole library.

const most = { name: 300, label: 200, labels: 100 }

/** Something that the server gets only a part of. */
export interface Shortened {
  /** The name of a notebook or folder. */
  name: string
  /** 1-based, of a notebook; null: it is about the whole. */
  page: number | null
  /** Without a full stop. */
  sentence: string
}

export class ServerText {
  readonly shortened: Shortened[] = []
  #about: Omit<Shortened, 'sentence'> = { name: '', page: null }

  /** What comes next is of this notebook or folder, or of a page of it. */
  isAbout(name: string, page: number | null = null): void {
    this.#about = { name, page }
  }

  name(text: string): string {
    return this.cut(text, most.name, `The name "${[...text].slice(0, 40).join('')}…"`)
  }

  /** Tags or authors. */
  labels(texts: string[], what: string): string[] {
    const labels = texts.map((text) => this.cut(text, most.label, what)).filter((text) => text !== '')
    return this.first(labels, most.labels, what)
  }

  /** `longest` counts characters as the server does: code points. */
  cut(text: string, longest: number, what: string): string {
    const clean = text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd')
    if (clean.length <= longest) return clean
    const characters = [...clean]
    if (characters.length <= longest) return clean
    this.tell(`${what} is too long for the server; only the first ${longest} characters are sent`)
    return characters.slice(0, longest).join('')
  }

  first<Item>(items: Item[], count: number, what: string): Item[] {
    if (items.length <= count) return items
    this.tell(`${what}: only the first ${count} of ${items.length} are sent`)
    return items.slice(0, count)
  }

  tell(sentence: string): void {
    this.shortened.push({ ...this.#about, sentence })
  }
}
