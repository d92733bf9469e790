// SPDX-License-Identifier: AGPL-3.0-or-later
// What a worker is asked about a page and what it answers: plain values, they cross between threads.
import type { DrawnPage } from '@rmirror/shared/api'
import type { ImageFile, Orientation, PageFacts, PdfInk, RenderRequest, StrokeFacts } from '@rmirror/shared/core'
import type { PageState, Problem } from '@rmirror/shared/library'
import type { PageBelow, PdfNote, PdfSource, SourceCount } from '@rmirror/shared/pdf'

/** The bytes of a page and of the files beside it. */
export interface PageBytes {
  /** Undefined: the page has no ink. */
  file?: Uint8Array | undefined
  /** 0-based page inside `file`. */
  index: number
  layerMetadata?: Uint8Array | undefined
  highlights?: Uint8Array | undefined
}

export interface Inspection {
  facts: PageFacts
  /** Null: the page has no file. */
  fileHash: string | null
  strokes?: StrokeFacts[]
}

/** `number` is 1-based, for notes. Without `below` a page is drawn on its own paper, and one with images is not drawn before their files are there. */
export type DrawRequest = RenderRequest & { number: number; below?: PageBelow | undefined }

/** A picture and what it lacks, or the images whose files it needs. */
export type Drawn<Picture> = { picture: Picture; notes: PdfNote[] } | { wanted: ImageFile[] }

/** What a thread is told when it starts. */
export interface ThreadData {
  /** What lies below the ink of all its pages. */
  source?: PdfSource | undefined
}

/** Each task with its answer. */
export interface Tasks {
  inspect: { ask: { strokes: boolean }; answer: Inspection }
  png: { ask: DrawRequest; answer: Drawn<Uint8Array> }
  /** Pictures to be read, from the top; none where there is nothing to read. */
  ocr: { ask: Pick<RenderRequest, 'orientation'>; answer: Uint8Array[] }
  /** What the server is told of the page, and what it is sent when it asks. */
  state: { ask: object; answer: PageState }
  upload: { ask: { orientation: Orientation }; answer: DrawnPage }
  svg: { ask: DrawRequest; answer: Drawn<string> }
  pdf: { ask: Pick<RenderRequest, 'orientation' | 'template'>; answer: PdfInk }
  text: { ask: { format: 'markdown' | 'plain' }; answer: string }
  /** How many pages a PDF or EPUB has. */
  count: { ask: { source: PdfSource }; answer: SourceCount }
}
export type TaskName = keyof Tasks

export interface Question<Name extends TaskName = TaskName> {
  id: number
  name: Name
  ask: Tasks[Name]['ask']
  page: PageBytes
}

export type Reply =
  | { id: number; answer: Tasks[TaskName]['answer'] }
  | { id: number; failure: Pick<Problem, 'code' | 'detail'> }
