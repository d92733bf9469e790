// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages of one notebook as PNGs, drawn from its files or as they are stored.
import type { Notebook, PageSource } from '../../library/index.ts'
import { type ExportTools, noteInkAlone } from './export-tools.ts'
import { PageDrawer } from './page-drawer.ts'

type Tools = Pick<ExportTools, 'pool' | 'openDedicatedPool' | 'instead' | 'background' | 'report' | 'signal'>

export class NotebookPictures {
  readonly #notebook: Notebook
  readonly #tools: Tools
  readonly #drawer: PageDrawer

  constructor(notebook: Notebook, tools: Tools) {
    const { pool, openDedicatedPool, report, signal } = tools
    this.#notebook = notebook
    this.#tools = tools
    this.#drawer = new PageDrawer(notebook, {
      ...{ pool, openDedicatedPool, signal },
      onNote: (note) => report.note(notebook, note),
    })
  }

  /** Rejects if the page can't be drawn. */
  async draw(page: PageSource): Promise<Uint8Array> {
    const { background, signal } = this.#tools
    const stored = this.#tools.instead?.(this.#notebook)
    if (!stored) return this.#drawer.draw(page, { as: 'png', background })
    const { bytes, isInkAlone } = await stored.picture(page, signal)
    if (isInkAlone) noteInkAlone(this.#tools, this.#notebook, page.number)
    return bytes
  }

  /** Otherwise the worker with MuPDF would outlive an export that is cancelled. */
  async close(): Promise<void> {
    await this.#drawer.close()
  }
}
