// SPDX-License-Identifier: AGPL-3.0-or-later
// What goes into a PDF and what comes out of it: plain values, they cross between threads.
import type { Box, Orientation, PdfInk } from '../core/index.ts'

/** A line of recognised handwriting: invisible in the PDF, but found and selected there. */
export interface RecognisedLine {
  text: string
  /** Where it stands: x0, y0, x1, y1 in page units, in the page's frame. */
  box: Box
}

/** One page of the notebook, in the tablet's order. */
export interface PdfPage {
  /** 1-based, in the notebook. */
  number: number
  tags: string[]
  /** 0-based page of the source below the ink; null: none. */
  sourcePage: number | null
  /** Undefined: there is none, or it could not be read. */
  ink?: PdfInk | undefined
  /** Why the ink could not be read. */
  failure?: string | undefined
  /** The files of the page's images by their uuid, as far as they are there. */
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
  /** Of the notebook; those of its pages are added. */
  tags: string[]
  orientation: Orientation
  source?: PdfSource | undefined
}

/** What somebody who looks at the PDF should know. `code` is stable, for translation. */
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
  /** 1-based, where it is about one. */
  page?: number
}

export interface PdfResult {
  bytes: Uint8Array
  /** `incremental`: the source's bytes are the beginning of these. */
  saved: 'new' | 'incremental' | 'rewritten'
  notes: PdfNote[]
}
