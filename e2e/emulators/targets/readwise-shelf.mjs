// SPDX-License-Identifier: AGPL-3.0-or-later
// One person's books at Readwise.
import { NotTaken } from './service.mjs'

/** @typedef {{id: number, text: string, note: string, location: number, location_type: string, highlighted_at: string | null, url: string | null, color: string, updated: string, book_id: number, tags: []}} Highlight */
/** @typedef {{id: number, title: string, author: string | null, category: string, source: string, source_url: string | null}} Book */

export class Shelf {
  #last = 1000
  /** @type {Map<number, Book>} */
  #books = new Map()
  /** @type {Map<number, Highlight>} */
  #highlights = new Map()

  /**
   * The books of what was sent, each with the ids of the highlights that are new or have changed: in no order that
   * says which is which, and without those that were there already.
   * @param {any[]} sent @param {(detail: string) => void} count
   */
  take(sent, count) {
    /** @type {Map<Book, number[]>} */
    const modified = new Map()
    for (const one of sent) {
      const highlight = this.#withUrl(one.highlight_url)
      const book = highlight ? this.#bookOf(highlight) : this.#bookFor(one)
      const ids = modified.get(book) ?? []
      modified.set(book, ids)
      if (highlight && book.title !== (one.title ?? 'Quotes')) count(`${one.highlight_url} is sent under another title`)
      const id = highlight ? this.#update(highlight, one) : this.#add(book, one)
      if (id !== undefined && !ids.includes(id)) ids.push(id)
    }
    return [...modified].map(([book, ids]) => ({ ...this.#shownBook(book), modified_highlights: ids.reverse() }))
  }

  /** The newest first. @param {number} [book] */
  highlights(book) {
    const all = [...this.#highlights.values()].reverse()
    return book === undefined ? all : all.filter(({ book_id }) => book_id === book)
  }

  books() {
    return [...this.#books.values()].map((book) => this.#shownBook(book))
  }

  /** @param {number} id */
  found(id) {
    const highlight = this.#highlights.get(id)
    if (!highlight) throw new NotTaken(404, 'Not found.')
    return highlight
  }

  /** @param {number} id @param {Partial<Highlight>} change */
  change(id, change) {
    return Object.assign(this.found(id), change, { updated: new Date().toISOString() })
  }

  /** @param {number} id */
  remove(id) {
    const { book_id } = this.found(id)
    this.#highlights.delete(id)
    if (this.highlights(book_id).length === 0) this.#books.delete(book_id)
  }

  /** What its owner sees. */
  shown() {
    return [...this.#books.values()].map((book) => ({ ...book, highlights: this.highlights(book.id).reverse() }))
  }

  /** @param {string | undefined} url */
  #withUrl(url) {
    return url === undefined ? undefined : [...this.#highlights.values()].find((highlight) => highlight.url === url)
  }

  /** @param {Highlight} highlight */
  #bookOf({ book_id }) {
    return /** @type {Book} */ (this.#books.get(book_id))
  }

  /** @param {any} sent */
  #bookFor({ title = 'Quotes', author = null, source_url = null, category, source_type = 'unknown' }) {
    const same = (/** @type {Book} */ book) =>
      book.title === title && book.author === author && book.source_url === source_url
    const known = [...this.#books.values()].find(same)
    if (known) return known
    const book = { id: ++this.#last, title, author, category: category ?? 'books', source: source_type, source_url }
    this.#books.set(book.id, book)
    return book
  }

  /** Its text alone: "the highlight's text will be updated". @param {Highlight} highlight @param {any} sent */
  #update(highlight, { text }) {
    return highlight.text === text ? undefined : this.change(highlight.id, { text }).id
  }

  /** The same text in the same book is there once. @param {Book} book @param {any} sent */
  #add(book, { text, note = '', location = 0, location_type = 'order', highlighted_at = null, highlight_url = null }) {
    if (this.highlights(book.id).some((highlight) => highlight.text === text)) return undefined
    const id = ++this.#last
    const updated = new Date().toISOString()
    const rest = { location, location_type, highlighted_at, url: highlight_url, color: '', updated }
    this.#highlights.set(id, { id, text, note, ...rest, book_id: book.id, tags: [] })
    return id
  }

  /** @param {Book} book */
  #shownBook({ source_url, ...book }) {
    return { ...book, source_url, num_highlights: this.highlights(book.id).length }
  }
}
