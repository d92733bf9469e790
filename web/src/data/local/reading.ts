// SPDX-License-Identifier: AGPL-3.0-or-later
// Details and pictures of pages for the viewer. The last few pages are cached, so that turning back is instant.
import type { PageBelow, PageDetails, PageHandles, Pool, TileAnswer, TileRequest } from '@rmirror/shared/workshop'
import type { LivePage } from './live-notebook.ts'
import type { SourcePool } from './sources.ts'

const keptPages = 12

/** Visible pages come first, before any thumbnail. */
const now = () => 0
/** Neighbouring pages come after everything visible. */
const later = () => 4

/** How to draw a page. */
export interface Look {
  /** Pixels. */
  width: number
  /** False leaves out what lies below the ink. */
  background: boolean
  /** The source and images that the page is drawn with; null for none. */
  below: PageBelow | null
}

export class PageReader {
  readonly #pool: Pool
  readonly #sources: SourcePool
  readonly #kept = new Map<LivePage, Map<string, Promise<unknown>>>()

  readonly #keys = new WeakMap<PageHandles, number>()
  #lastKey = 0

  constructor(pool: Pool, sources: SourcePool) {
    this.#pool = pool
    this.#sources = sources
  }

  /** Rejects if the page's files aren't loaded, or can't be read. */
  details(page: LivePage, below: PageBelow | null): Promise<PageDetails> {
    return this.#once(page, `details ${below !== null}`, (parts) =>
      this.#poolFor(below).run('open', { page: { ...parts, below } }, { urgency: now }),
    )
  }

  picture(page: LivePage, look: Look): Promise<Blob> {
    return this.#draw(page, look, now)
  }

  /** Draws a section of a picture whose full width is `look.width` pixels. `box` is in pixels of the full picture. */
  tile(
    page: LivePage,
    look: Look,
    box: TileRequest['box'],
    isSeen: () => boolean,
    signal: AbortSignal,
  ): Promise<TileAnswer> {
    if (!page.parts) return Promise.reject(new Error('The bytes of this page are not there'))
    const { below, ...size } = look
    const order = { page: { ...page.parts, below }, key: this.#keyOf(page.parts), box, ...size }
    return this.#poolFor(below).run('tile', order, { urgency: () => (isSeen() ? now() : later()), signal })
  }

  #poolFor(below: PageBelow | null): Pick<Pool, 'run'> {
    return below ? this.#sources : this.#pool
  }

  #keyOf(parts: PageHandles): number {
    const known = this.#keys.get(parts)
    if (known) return known
    this.#keys.set(parts, ++this.#lastKey)
    return this.#lastKey
  }

  /** Draws a page at low priority, for the cache. */
  prepare(page: LivePage, look: Look): void {
    // If the page can't be read, opening it reports that.
    this.#draw(page, look, later).catch(() => {})
  }

  #draw(page: LivePage, look: Look, urgency: () => number): Promise<Blob> {
    const { width, background, below } = look
    return this.#once(page, `picture ${look.width} ${look.background} ${look.below !== null}`, (parts) =>
      this.#poolFor(below)
        .run('draw', { page: { ...parts, below }, as: 'png', width, background, evenWithoutFonts: true }, { urgency })
        .then(({ bytes, notes }) => ({
          notes,
          blob: new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/png' }),
        })),
    ).then(({ blob }) => blob)
  }

  #once<T extends Pick<PageDetails, 'notes'>>(
    page: LivePage,
    what: string,
    ask: (parts: PageHandles) => Promise<T>,
  ): Promise<T> {
    const { parts } = page
    if (!parts) return Promise.reject(new Error('The bytes of this page are not there'))
    const answers = this.#kept.get(page) ?? new Map<string, Promise<unknown>>()
    // Deleted and inserted again: a Map keeps insertion order, so its first key is the least recently used.
    this.#kept.delete(page)
    this.#kept.set(page, answers)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= keptPages) break
      this.#kept.delete(oldest)
    }
    let answer = answers.get(what) as Promise<T> | undefined
    if (!answer) {
      answer = ask(parts)
      answers.set(what, answer)
      // A failure, or an answer that lacked fonts, isn't cached.
      answer.then(
        ({ notes }) => notes.some(({ code }) => code === 'fonts-missing') && answers.delete(what),
        () => answers.delete(what),
      )
    }
    return answer
  }
}
