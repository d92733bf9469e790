// SPDX-License-Identifier: AGPL-3.0-or-later
// What the viewer asks for: a page's facts and its picture. The last few stay, so that turning back is instant.
import type { PageBelow, PageDetails, PageHandles, Pool, TileAnswer, TileRequest } from '@rmirror/shared/workshop'
import type { LivePage } from './library.ts'
import type { SourcePool } from './sources.ts'

const keptPages = 12

/** What is on the screen comes first, before any thumbnail. */
const now = () => 0
/** The neighbours, after everything that can be seen. */
const later = () => 4

/** How a page is to be drawn. */
export interface Look {
  /** Pixels. */
  width: number
  /** False leaves out what lies below the ink. */
  background: boolean
  /** Where the page lies on a source. */
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

  details(page: LivePage, below: PageBelow | null): Promise<PageDetails> {
    return this.#once(page, `details ${below !== null}`, (parts) =>
      this.#poolFor(below).run('open', { page: { ...parts, below } }, { urgency: now }),
    )
  }

  picture(page: LivePage, look: Look): Promise<Blob> {
    return this.#draw(page, look, now)
  }

  /** A part of the picture that is `look.width` pixels wide as a whole. */
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

  prepare(page: LivePage, look: Look): void {
    // A page that cannot be read says so when it is opened.
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
    // Taken out and put back: a Map keeps its order, so the first one is always the longest unused.
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
      // What fonts were missing for is asked for again.
      answer.then(
        ({ notes }) => notes.some(({ code }) => code === 'fonts-missing') && answers.delete(what),
        () => answers.delete(what),
      )
    }
    return answer
  }
}
