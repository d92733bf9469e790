// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Library, Notebook } from '@rmirror/shared/library'
import type { PdfNote } from '@rmirror/shared/pdf'
import type { ExportReport } from '@rmirror/shared/workshop'
import type { Terminal } from '../options/command.ts'
import type { Progress } from '../ui/progress.ts'

/** Prints failures while a progress bar is shown. */
export class TerminalReport implements ExportReport {
  failures = 0
  readonly #terminal: Terminal
  readonly #progress: Progress
  readonly #several: boolean

  constructor(terminal: Terminal, { notebooks }: Library) {
    this.#terminal = terminal
    this.#several = notebooks.length > 1
    this.#progress = terminal.progress('Exporting')
    this.#progress.expect(notebooks.reduce((sum, { pages }) => sum + pages.length, 0))
  }
  pageDone(): void {
    this.#progress.advance()
  }
  pageFailed({ name }: Notebook, page: number, detail: string): void {
    this.failed(`${name}, page ${page}`, detail)
  }
  notebookFailed({ name }: Notebook, detail: string): void {
    this.failed(name, detail)
  }
  failed(what: string, detail: string): void {
    this.failures++
    this.#warn(`${what}: ${detail}`)
  }
  note({ name }: Notebook, { page, detail }: PdfNote): void {
    const place = [...(this.#several ? [name] : []), ...(page === undefined ? [] : [`page ${page}`])].join(', ')
    this.#warn(place === '' ? detail : `${place}: ${detail}`)
  }
  /** `from`: the first notebook without transcription; undefined if all lack it. */
  textMissing(from: string | undefined, why: string): void {
    const place = this.#several && from !== undefined ? ` from "${from}" on` : ''
    this.#warn(`Transcriptions are missing${place}: ${why}`)
  }
  /** `name`: of one attachment, as the text calls it; undefined if all that follow are missing. */
  attachmentMissing(name: string | undefined, why: string): void {
    this.#warn(name === undefined ? `Attachments are missing: ${why}` : `${JSON.stringify(name)} is missing: ${why}`)
  }
  close(): void {
    this.#progress.clear()
  }
  #warn(line: string): void {
    this.#progress.clear()
    this.#terminal.warn(line)
  }
}
