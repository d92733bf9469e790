// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages on the PDF or EPUB they were written on: drawn by a worker of their own, which has MuPDF in it.

import type { OrderOptions, Pool } from '../render/pool.ts'
import type { OrderKind, Orders, PageBelow, PageParts } from '../render/protocol.ts'
import type { LiveNotebook, LivePage } from './library.ts'
import { fetchPdfWriter } from './pdf-writer.ts'

/** MuPDF's memory only grows: its worker is ended when nobody has asked it for so long. */
const idleMs = 30_000

export class SourcePool {
  readonly #pool: Pool
  #apart: Pool | null = null
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
    this.#apart ??= this.#pool.apart()
    this.#running++
    try {
      return await this.#apart.run(kind, request, options)
    } finally {
      this.#running--
      if (this.#running === 0) this.#ending = setTimeout(() => this.#end(), idleMs)
    }
  }

  #end(): void {
    this.#apart?.close()
    this.#apart = null
  }
}

/** Whether the page lies on one of the notebook's source, be that here or not. */
export function isOnSource({ facts }: Pick<LiveNotebook, 'facts'>, page: Pick<LivePage, 'sourcePage'>): boolean {
  // Books whose pages the tablet never numbered have one page of paper to each of the notebook's.
  return facts.hasSource && (page.sourcePage !== null || facts.sourceKind === 'epub')
}

/** null: the page lies on no source that is here. */
export function belowOf(notebook: Pick<LiveNotebook, 'facts' | 'source' | 'added'>, page: LivePage): PageBelow | null {
  const source = notebook.source.value
  if (!source || !isOnSource(notebook, page)) return null
  const { uuid, sourceKind: kind = 'pdf' } = notebook.facts
  return { key: `${uuid} ${notebook.added}`, source, kind, number: page.number, sourcePage: page.sourcePage }
}

export function partsOn(notebook: LiveNotebook, page: LivePage): PageParts | null {
  return page.parts && { ...page.parts, below: belowOf(notebook, page) }
}
