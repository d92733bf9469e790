// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook of this browser and its pages, with what changes about them as signals.
import type { Signal } from '@preact/signals'
import type { Problem } from '@rmirror/shared/library'
import type { NotebookBelow, NotebookFacts, PageHandles, PageOutline, PageSummary } from '@rmirror/shared/workshop'

export type PageState =
  | { kind: 'waiting' }
  | {
      kind: 'ready'
      summary: PageSummary
      thumbnail: string
      /** Drawn with its source and its images, if it has any. */
      complete: boolean
    }
  | { kind: 'unreadable'; code: ProblemCode; detail: string }

export type ProblemCode = Problem['code'] | 'no-room' | 'not-loaded' | 'not-sent'

export interface LivePage extends PageOutline {
  parts: PageHandles | null
  state: Signal<PageState>
  /** Its card is on the screen, so it's drawn before others. */
  onScreen: boolean
  wanted: Promise<void> | null
  /** The page is being, or was, drawn with its template, images and source. */
  completing: boolean
}

export interface LiveNotebook {
  facts: NotebookFacts
  pages: LivePage[]
  added: number
  below: Signal<NotebookBelow>
  /** Resolves when the stored states of its pages have been loaded. */
  remembered: Promise<void> | null
}
