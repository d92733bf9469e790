// SPDX-License-Identifier: AGPL-3.0-or-later
// A page of a notebook, wherever it's kept: in this browser, on the server, or in both.
import type { PagePlace, ServerPage } from '@rmirror/shared/api'
import type { LivePage } from '../local/live-notebook.ts'
import type { Notebook, Side } from './notebook.ts'

export type TranscriptionStatus = ServerPage['ocr_status']

interface Copies {
  here: LivePage | null
  there: ServerPage | null
}

export class Page {
  readonly notebook: Notebook
  readonly here: LivePage | null
  readonly there: ServerPage | null
  /** 1-based position in the copy of the notebook that is shown. */
  readonly number: number

  /** At least one copy is required. */
  constructor(notebook: Notebook, { here, there }: Copies, number: number) {
    if (!here && !there) throw new Error('A page has at least one copy')
    this.notebook = notebook
    this.here = here
    this.there = there
    this.number = number
  }

  get uuid(): string {
    return this.here?.uuid ?? this.there?.page_uuid ?? ''
  }

  /** Its address on the server, whether or not the server has it. */
  get place(): PagePlace {
    return { notebook_uuid: this.notebook.uuid, page_uuid: this.uuid }
  }

  get tags(): string[] {
    return (this.notebook.shows === 'there' ? this.there?.tags : undefined) ?? this.here?.tags ?? this.there?.tags ?? []
  }

  /** Hash of the ink in this browser; undefined until the page was opened. */
  get inkHash(): string | undefined {
    const state = this.here?.state.value
    return state?.kind === 'ready' ? state.summary.inkHash : undefined
  }

  /** Number of unreadable parts in the copy that is shown, as far as known. */
  get unreadableParts(): number {
    if (this.shows === 'there') return this.there?.unreadable_parts ?? 0
    const state = this.here?.state.value
    return state?.kind === 'ready' ? state.summary.unreadable : 0
  }

  /** The state of its transcription on the server. */
  get status(): TranscriptionStatus {
    return this.there?.ocr_status ?? 'not_synced'
  }

  /**
   * The newer copy; if both have the same ink, this browser's, because it has the strokes. A page that this browser
   * can't read is shown from the server.
   */
  get shows(): Side {
    const { here, there } = this
    if (!here) return 'there'
    if (!there?.has_image && !there?.display_hash) return 'here'
    if (here.state.value.kind === 'unreadable') return 'there'
    return this.isOlderHere ? 'there' : 'here'
  }

  /** Another device or browser synced a newer version. */
  get isOlderHere(): boolean {
    const { inkHash, there, notebook } = this
    return notebook.shows === 'there' && there !== null && inkHash !== undefined && there.ink_hash !== inkHash
  }
}

/**
 * The pages of the newer copy of the notebook, in its order; null while unknown. `there`: the server's pages, null
 * until they are loaded.
 */
export function pagesOf(notebook: Notebook, there: readonly ServerPage[] | null): Page[] | null {
  const { here, shows } = notebook
  // For documents that were never opened on the tablet, the page ids are our own.
  const live = here?.pages ?? null
  if (shows === 'there' && there) {
    const twins = new Map(live?.map((page) => [page.uuid, page]))
    return there.map((page, index) => {
      const twin = twins.get(page.page_uuid) ?? null
      return new Page(notebook, { here: twin, there: page }, index + 1)
    })
  }
  if (!live) return null
  const twins = new Map(there?.map((page) => [page.page_uuid, page]))
  return live.map((page) => new Page(notebook, { here: page, there: twins.get(page.uuid) ?? null }, page.number))
}
