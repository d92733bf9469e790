// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws pages together with their images and the PDF or EPUB they were written on, in a separate worker that has MuPDF.

import { isOnSource } from '@rmirror/shared/library'
import type {
  NotebookBelow,
  OrderKind,
  OrderOptions,
  Orders,
  PageBelow,
  PageSummary,
  Pool,
} from '@rmirror/shared/workshop'
import type { LiveNotebook, LivePage } from './live-notebook.ts'
import { fetchPdfWriter } from './pdf-writer.ts'

/** MuPDF's memory only grows, so its worker is ended after this idle time. */
const idleMs = 30_000

export class SourcePool {
  readonly #pool: Pool
  #dedicatedPool: Pool | null = null
  #running = 0
  #ending: ReturnType<typeof setTimeout> | undefined

  constructor(pool: Pool) {
    this.#pool = pool
  }

  async run<K extends OrderKind>(
    kind: K,
    request: Orders[K]['request'],
    options: OrderOptions<Orders[K]['news']> = {},
  ): Promise<Orders[K]['answer']> {
    await fetchPdfWriter()
    clearTimeout(this.#ending)
    this.#dedicatedPool ??= this.#pool.dedicatedPool()
    this.#running++
    try {
      return await this.#dedicatedPool.run(kind, request, options)
    } finally {
      this.#running--
      if (this.#running === 0 && this.#dedicatedPool) this.#ending = setTimeout(() => this.close(), idleMs)
    }
  }

  /** Ends the worker. A later order starts another. */
  close(): void {
    clearTimeout(this.#ending)
    void this.#dedicatedPool?.close()
    this.#dedicatedPool = null
  }
}

/** Whether the page was written on a page of the notebook's source, whether or not the source's bytes are here. */
function liesOnSource({ facts }: Pick<LiveNotebook, 'facts'>, page: Pick<LivePage, 'sourcePage'>): boolean {
  return facts.hasSource && isOnSource(facts, page)
}

/** Whether drawing the page takes more than its own files: a source below it, or images on it. */
export function hasBackground(
  notebook: Pick<LiveNotebook, 'facts'>,
  page: Pick<LivePage, 'sourcePage'>,
  { images }: Pick<PageSummary, 'images'>,
): boolean {
  return liesOnSource(notebook, page) || (notebook.facts.hasPictures && images)
}

export const nothingBelow: NotebookBelow = { source: null, pictures: new Map() }

/** null: nothing that is here lies below the page or is shown on it. */
export function belowOf(notebook: Pick<LiveNotebook, 'facts' | 'below' | 'added'>, page: LivePage): PageBelow | null {
  const below = notebook.below.value
  const source = liesOnSource(notebook, page) ? below.source : null
  const state = page.state.value
  // A page that wasn't drawn yet may show any of the images.
  const pictures = state.kind === 'ready' && !state.summary.images ? nothingBelow.pictures : below.pictures
  if (!source && pictures.size === 0) return null
  const { uuid, sourceKind: kind = 'pdf' } = notebook.facts
  const key = `${uuid} ${notebook.added} ${source !== null}`
  return { key, source, kind, pictures, uuid: page.uuid, number: page.number, sourcePage: page.sourcePage }
}
