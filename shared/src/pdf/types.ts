// SPDX-License-Identifier: AGPL-3.0-or-later
// Input and output of PDF writing: plain values, because they cross threads.
import type { Box, Orientation, PdfInk } from '../core/index.ts'

/** A line of a transcription: invisible in the PDF, but searchable and selectable. */
export interface RecognisedLine {
  text: string
  /** Its position: x0, y0, x1, y1 in page units, in the page's frame. */
  box: Box
}

/** One page of the notebook, in the tablet's order. */
export interface PdfPage {
  /** 1-based number in the notebook. */
  number: number
  tags: string[]
  /** 0-based page of the source below the ink; null if there is none. */
  sourcePage: number | null
  /** Undefined if there is none, or if it couldn't be read. */
  ink?: PdfInk | undefined
  /** Why the ink could not be read. */
  failure?: string | undefined
  /** Files of the page's images by uuid; missing ones are left out. */
  images?: ReadonlyMap<string, Uint8Array> | undefined
  recognised?: RecognisedLine[] | undefined
}

export interface PdfSource {
  kind: 'pdf' | 'epub'
  bytes: Uint8Array
}

export interface PdfOptions {
  title: string
  authors: string[]
  /** Tags of the notebook; those of its pages are added. */
  tags: string[]
  orientation: Orientation
  source?: PdfSource | undefined
}

/** Something that users of the PDF should know. `code` is stable, for translation. */
export interface PdfNote {
  code:
    | 'source-encrypted'
    | 'source-not-a-pdf'
    | 'source-broken'
    | 'source-too-long'
    | 'source-repaired'
    | 'source-page-missing'
    | 'source-laid-out'
    | 'source-rewritten'
    | 'page-unreadable'
    | 'parts-unreadable'
    | 'page-scaled-down'
    | 'ink-beyond-page'
    | 'ink-without-place'
    | 'picture-scaled-down'
    | 'letters-without-shape'
    | 'missing-glyphs'
    | 'fonts-missing'
    | 'image-missing'
    | 'image-broken'
    | 'image-too-large'
    | 'ink-alone'
    | 'template-missing'
    | 'template-unreadable'
  /** English, one sentence without a full stop. */
  detail: string
  /** 1-based page; absent if it concerns the whole. */
  page?: number
}

export interface PdfResult {
  bytes: Uint8Array
  /** `incremental`: the bytes begin with the source's bytes. */
  saved: 'new' | 'incremental' | 'rewritten'
  notes: PdfNote[]
}
