// SPDX-License-Identifier: AGPL-3.0-or-later
// Completes the states of pages with the pen marks on their print, which takes a worker with MuPDF.
import { isOnSource, type MarksState, type Notebook, type PageSource, type PageState } from '../../library/index.ts'
import { OrderError } from './failure.ts'
import type { PageBelow } from './orders.ts'
import { blobOf, partsOf } from './parts.ts'
import type { OrderOptions, Pool } from './pool.ts'

/** Starts an additional worker with MuPDF. Rejects if MuPDF can't be loaded. */
export type OpenDedicatedPool = () => Promise<Pool>

/** After this many crashes of the worker, the notebook's other pages are listed without marks on their print. */
const maxCrashes = 2

const unread: MarksState = { lacks_print: true }

let lastKey = 0

export class MarkReader {
  readonly #open: OpenDedicatedPool | undefined
  readonly #options: OrderOptions<never>
  readonly #below = new WeakMap<Notebook, Promise<Pick<PageBelow, 'key' | 'source' | 'kind'>>>()
  readonly #crashes = new WeakMap<Notebook, number>()
  #pool: Promise<Pool> | undefined
  #waiting = 0

  /** Without `open`, no print is read. */
  constructor(open?: OpenDedicatedPool, options: OrderOptions<never> = {}) {
    this.#open = open
    this.#options = options
  }

  /** The state with marks on print, if there can be any. */
  async complete(state: PageState, page: PageSource, notebook: Notebook): Promise<PageState> {
    if (!state.has_ink || !isOnSource(notebook, page)) return state
    return { ...state, ...(await this.#onPrint(page, notebook)) }
  }

  /** The marks of a page on its print and its typed text; none of a page without print. */
  async of(page: PageSource, notebook: Notebook): Promise<MarksState> {
    return page.file && isOnSource(notebook, page) ? this.#onPrint(page, notebook) : {}
  }

  /** MuPDF's memory only grows, so its worker ends when nothing waits for it. */
  async #onPrint(page: PageSource, notebook: Notebook): Promise<MarksState> {
    if (!notebook.source || !this.#open || (this.#crashes.get(notebook) ?? 0) >= maxCrashes) return unread
    this.#waiting++
    try {
      this.#pool ??= this.#open()
      return (await this.#read(await this.#pool, page, notebook)) ?? unread
    } catch (error) {
      this.#options.signal?.throwIfAborted()
      if (error instanceof OrderError && error.code === 'crash')
        this.#crashes.set(notebook, (this.#crashes.get(notebook) ?? 0) + 1)
      return unread
    } finally {
      this.#waiting--
      if (this.#waiting === 0) await this.#close()
    }
  }

  async #read(pool: Pool, page: PageSource, notebook: Notebook): Promise<MarksState | null> {
    const { uuid, number, sourcePage } = page
    const below = { ...(await this.#belowOf(notebook)), uuid, number, sourcePage }
    return pool.run('marks', { page: { ...(await partsOf(page, notebook)), below } }, this.#options)
  }

  /** Once for each notebook, so that its worker keeps the source open from page to page. */
  #belowOf(notebook: Notebook): Promise<Pick<PageBelow, 'key' | 'source' | 'kind'>> {
    const known = this.#below.get(notebook)
    if (known) return known
    const { source, sourceKind: kind = 'pdf' } = notebook
    const below = (async () => ({ key: `marks ${++lastKey}`, source: source ? await blobOf(source) : null, kind }))()
    this.#below.set(notebook, below)
    below.catch(() => this.#below.delete(notebook))
    return below
  }

  async #close(): Promise<void> {
    const pool = this.#pool
    this.#pool = undefined
    const opened = await pool?.catch(() => undefined)
    await opened?.close()
  }
}
