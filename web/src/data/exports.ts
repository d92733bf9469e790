// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages and notebooks as files of their owner's: made in a worker, saved by the browser.
import { computed, signal } from '@preact/signals'
import { pageFileName, safeFileName } from '@rmirror/shared/library'
import type { Pool } from '../render/pool.ts'
import type { ExportRequest } from '../render/protocol.ts'
import type { LiveNotebook, LivePage } from './library.ts'

export type NotebookFormat = ExportRequest['as']

const extensions: Record<NotebookFormat, string> = { markdown: 'md', plain: 'txt', zip: 'zip' }

/** One notebook on its way into a file. */
export class ExportRun {
  readonly name: string
  readonly totalPages: number
  readonly donePages = signal(0)
  readonly phase = signal<'running' | 'done' | 'failed' | 'cancelled'>('running')
  readonly running = computed(() => this.phase.value === 'running')
  readonly #controller = new AbortController()

  constructor(name: string, totalPages: number) {
    this.name = name
    this.totalPages = totalPages
  }

  cancel(): void {
    this.#controller.abort()
  }

  async run(pool: Pool, notebook: LiveNotebook, as: NotebookFormat, background: boolean): Promise<void> {
    const { signal } = this.#controller
    const { facts } = notebook
    try {
      const blob = await pool.run(
        'export',
        { notebook: facts, parts: notebook.pages.map((page) => page.parts), as, background },
        { signal, urgency: () => 0, onNews: ({ donePages }) => (this.donePages.value = donePages) },
      )
      save(blob, `${safeFileName(facts.name)}.${extensions[as]}`)
      this.phase.value = 'done'
    } catch {
      this.phase.value = signal.aborted ? 'cancelled' : 'failed'
    }
  }
}

export async function savePage(
  pool: Pool,
  notebook: LiveNotebook,
  page: LivePage,
  as: 'png' | 'svg',
  background: boolean,
): Promise<void> {
  if (!page.parts) return
  const blob = await pool.run('draw', { page: page.parts, as, background })
  save(blob, `${safeFileName(notebook.facts.name)} ${pageFileName(page.number, as, notebook.pages.length)}`)
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser has begun to read it by then; a minute is generous for any dialog it may open.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
