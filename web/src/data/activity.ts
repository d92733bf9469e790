// SPDX-License-Identifier: AGPL-3.0-or-later
// What is going on: the drop being read, the file being made, and what can still be undone.
import { signal } from '@preact/signals'
import { type ExportChoice, ExportRun, pictureName, type ReadHandwriting, savePage } from './exports.ts'
import type { Gathered } from './gathering.ts'
import { ImportRun } from './imports.ts'
import type { LibraryStore, LiveNotebook, LivePage } from './library.ts'
import type { SyncRun } from './syncing.ts'

export interface Removal {
  name: string
  /** More than one: `name` is of the first. */
  count?: number
  /** Also on the server, where it is recently deleted. */
  isOnServer?: boolean
  /** Rejects where it stays removed. */
  undo: () => Promise<void>
  /** The undo was tried. */
  hasFailed?: true
}

export class Activity {
  readonly importing = signal<ImportRun | null>(null)
  readonly exporting = signal<ExportRun | null>(null)
  readonly syncing = signal<SyncRun | null>(null)
  readonly removed = signal<Removal | null>(null)
  /** The last notebook that got another name, as long as that can be undone. */
  readonly renamed = signal<{ name: string; undo: () => Promise<void> } | null>(null)
  /** The name of a picture that could not be saved. */
  readonly unsaved = signal<string | null>(null)
  readonly #library: LibraryStore
  readonly #readHandwriting: ReadHandwriting | undefined
  /** Drops wait for each other: two that hold the same notebook would otherwise race. */
  #line: Promise<unknown> = Promise.resolve()

  constructor(library: LibraryStore, readHandwriting?: ReadHandwriting) {
    this.#library = library
    this.#readHandwriting = readHandwriting
  }

  add(gather: () => Promise<Gathered>, onFound: (notebooks: LiveNotebook[]) => void = () => {}): Promise<void> {
    // Gathering starts at once: the browser forgets dropped entries after a while.
    const gathered = gather()
    gathered.catch(() => {})
    const next = this.#line.then(() => {
      const run = new ImportRun(this.#library)
      this.importing.value = run
      return run.run(() => gathered, onFound)
    })
    this.#line = next
    return next
  }

  /** Ends the drop that is being read, if any, and waits until nothing of it is on its way any more. */
  async stopAdding(): Promise<void> {
    this.importing.value?.cancel()
    await this.#line
    this.importing.value = null
  }

  /** Several notebooks go into one archive. */
  async export(notebooks: LiveNotebook[], choice: ExportChoice, archiveName = ''): Promise<void> {
    const run = new ExportRun(notebooks, choice, {
      ...(this.#readHandwriting && { readHandwriting: this.#readHandwriting }),
      wantPages: (notebook) => this.#library.wantPages(notebook),
      folders: [...this.#library.folders.value.values()],
    })
    await this.runExport(run, archiveName)
  }

  async runExport(run: ExportRun, archiveName = ''): Promise<void> {
    this.exporting.value?.cancel()
    this.exporting.value = run
    await run.run(this.#library.pool, archiveName)
    const isTold = run.way === 'copy' || run.waiting.value !== null || run.notes.value.length > 0
    const silent = run.phase.value === 'done' && !isTold
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
    this.unsaved.value = null
    try {
      await save()
    } catch {
      // Whatever kept it from being made, what is told is that it is not there.
      this.unsaved.value = name
    }
  }

  /** One at a time: asked for again while it runs, it goes on. */
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

  /** What fails can be tried again. */
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
