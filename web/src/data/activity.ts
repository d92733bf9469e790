// SPDX-License-Identifier: AGPL-3.0-or-later
// Operations in progress and their results: the current import, export and sync, and what can still be undone.
import { signal } from '@preact/signals'
import {
  type ExportChoice,
  ExportRun,
  type FetchAttachment,
  pictureName,
  type ReadHandwriting,
  savePage,
} from './export/exports.ts'
import type { DroppedFiles } from './local/dropped-files.ts'
import { ImportRun } from './local/imports.ts'
import type { LibraryStore } from './local/library.ts'
import type { LiveNotebook, LivePage } from './local/live-notebook.ts'
import type { SyncRun } from './syncing.ts'

export interface Removal {
  name: string
  /** How many notebooks, if more than one, and how many of them are notes; `name` is the first one's. */
  count?: number
  notes?: number
  /** Also deleted on the server, where it can be restored for a while. */
  isOnServer?: boolean
  /** Rejects if it could not be undone. */
  undo: () => Promise<void>
  /** An undo was tried and failed. */
  hasFailed?: true
}

export interface Move {
  /** The first notebook's name, how many were moved, and how many of them are notes. */
  name: string
  count: number
  notes: number
  /** The workspace's name; null: one's own library. */
  to: string | null
  /** Rejects if it could not be undone. */
  undo: () => Promise<void>
  /** An undo was tried and failed. */
  hasFailed?: true
}

export class Activity {
  readonly importing = signal<ImportRun | null>(null)
  readonly exporting = signal<ExportRun | null>(null)
  readonly syncing = signal<SyncRun | null>(null)
  readonly removed = signal<Removal | null>(null)
  /** The last notebooks moved to another workspace, as long as that can be undone. */
  readonly moved = signal<Move | null>(null)
  /** The last renamed notebook, as long as that can be undone. */
  readonly renamed = signal<{ name: string; undo: () => Promise<void> } | null>(null)
  /** The name of a picture that could not be saved. */
  readonly failedPicture = signal<string | null>(null)
  readonly #library: LibraryStore
  readonly #readHandwriting: ReadHandwriting | undefined
  readonly #fetchAttachment: FetchAttachment
  /** Imports run one after the other: two with the same notebook would race. */
  #queue: Promise<unknown> = Promise.resolve()

  constructor(library: LibraryStore, readHandwriting?: ReadHandwriting, fetchAttachment?: FetchAttachment) {
    this.#library = library
    this.#readHandwriting = readHandwriting
    this.#fetchAttachment = fetchAttachment
  }

  /** Queues an import. `onFound` gets its notebooks while their pages are still being read. */
  add(collect: () => Promise<DroppedFiles>, onFound: (notebooks: LiveNotebook[]) => void = () => {}): Promise<void> {
    // Gather now, not in turn: the browser soon forgets dropped entries.
    const dropped = collect()
    dropped.catch(() => {})
    const next = this.#queue.then(async () => {
      const run = new ImportRun(this.#library)
      this.importing.value = run
      await run.run(() => dropped, onFound)
      const isHandled = await dropped.then(({ isHandled }) => isHandled).catch(() => false)
      if (isHandled && this.importing.value === run) this.importing.value = null
    })
    this.#queue = next
    return next
  }

  /** Cancels the running import, if any, and waits until its last write has ended. */
  async stopAdding(): Promise<void> {
    this.importing.value?.cancel()
    await this.#queue
    this.importing.value = null
  }

  /** Several notebooks are exported as one archive. */
  async export(notebooks: LiveNotebook[], choice: ExportChoice, archiveName = ''): Promise<void> {
    const run = new ExportRun(notebooks, choice, {
      ...(this.#readHandwriting && { readHandwriting: this.#readHandwriting }),
      ensurePagesCounted: (notebook) => this.#library.ensurePagesCounted(notebook),
      folders: [...this.#library.folders.value.values()],
    })
    await this.runExport(run, archiveName)
  }

  /**
   * Cancels the previous export. A finished one stays in `exporting` only if the user has to see it: a copy, a file
   * that waits for a click, or notes.
   */
  async runExport(run: ExportRun, archiveName = ''): Promise<void> {
    this.exporting.value?.cancel()
    this.exporting.value = run
    await run.run(this.#library.pool, archiveName, this.#fetchAttachment)
    const hasResultToShow = run.way === 'copy' || run.waiting.value !== null || run.notes.value.length > 0
    const silent = run.phase.value === 'done' && !hasResultToShow
    if (silent && this.exporting.value === run) this.exporting.value = null
  }

  async savePicture(
    notebook: LiveNotebook,
    page: LivePage,
    look: { as: 'png' | 'svg'; background: boolean },
  ): Promise<void> {
    const name = pictureName(notebook.facts.name, page.number, notebook.pages.length, look.as)
    await this.saveAs(name, () => savePage(this.#library, notebook, page, look))
  }

  async saveAs(name: string, save: () => Promise<void>): Promise<void> {
    this.failedPicture.value = null
    try {
      await save()
    } catch {
      // Whatever the cause, the user only needs to know that there is no file.
      this.failedPicture.value = name
    }
  }

  /** Ignored while another sync is running. */
  async sync(run: SyncRun): Promise<void> {
    if (this.syncing.value?.running.value) return
    this.syncing.value = run
    await run.run()
  }

  async remove(notebook: LiveNotebook): Promise<void> {
    const undo = await this.#library.remove(notebook.facts.uuid)
    this.removed.value = { name: notebook.facts.name, undo }
  }

  async rename(notebook: LiveNotebook, name: string): Promise<void> {
    const undo = await this.#library.rename(notebook.facts.uuid, name)
    this.renamed.value = { name, undo }
  }

  async undoRename(): Promise<void> {
    const { undo } = this.renamed.value ?? {}
    this.renamed.value = null
    await undo?.()
  }

  /** If the undo fails, `moved` offers it again. */
  async undoMove(): Promise<void> {
    const move = this.moved.value
    if (!move) return
    this.moved.value = null
    try {
      await move.undo()
    } catch {
      this.moved.value ??= { ...move, hasFailed: true }
    }
  }

  /** If the undo fails, `removed` offers it again. */
  async undoRemoval(): Promise<void> {
    const removal = this.removed.value
    if (!removal) return
    this.removed.value = null
    try {
      await removal.undo()
    } catch {
      this.removed.value ??= { ...removal, hasFailed: true }
    }
  }
}
