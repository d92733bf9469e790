// SPDX-License-Identifier: AGPL-3.0-or-later
// What crosses from the core as JSON. Names are the command line's own (`rmirror inspect --json`).

import type { FontStyle } from './fonts.ts'

/** x0, y0, x1, y1 in page units. */
export type Box = [number, number, number, number]

export interface LayerFacts {
  name: string
  visible: boolean
  strokes: number
}

export interface TextFacts {
  /** The file's own number: 0 basic, 1 plain, 2 heading, 3 bold, 4, 5 bullets, 6 to 9 checkboxes, 10, 11 numbered. */
  style: number
  kind: 'plain' | 'title' | 'heading' | 'subheading' | 'bullet' | 'task' | 'numbered'
  /** Of a task: a dashed one was crossed off without being done. null of all other paragraphs. */
  state: 'open' | 'ticked' | 'dashed' | null
  text: string
  /** Nesting depth of list items, 0 outermost. */
  depth: number
  runs: { text: string; bold: boolean; italic: boolean }[]
}

export interface HighlightFacts {
  text: string
  /** The file's own number. */
  color: number
  /** "#rrggbbaa" as drawn. */
  css_color: string
  rects: { x: number; y: number; width: number; height: number }[]
}

export interface PageFacts {
  /** 3, 5, 6; 0 is "lines-old". */
  version: number
  /** Page units. */
  paper: { width: number; height: number }
  layers: LayerFacts[]
  /** Live (not erased) strokes of all layers, those of visible layers, and the points of the live ones. */
  strokes: { total: number; visible: number; points: number }
  /** Strokes of visible layers that leave no ink: the coordinates of all their points are no numbers. */
  lost_strokes: number
  /** Parts of the file that could not be read, with what they hold; unlike `unreadable`, nothing that is only odd. */
  lost_parts: number
  /** Over the raw coordinates of all live points; null when there are none. */
  bbox: Box | null
  /** Live strokes by the file's own tool number. */
  tools: Record<string, number>
  colors: Record<string, number>
  text: TextFacts[]
  /** What the text is set in; empty where there is none. */
  fonts: FontStyle[]
  /** Typed characters that no font has: pictures show boxes for them. 0 while no fonts are set. */
  missing_glyphs: number
  highlights: HighlightFacts[]
  images: number
  /** In draw order, one entry an image; those of hidden layers too. */
  image_files: ImageFile[]
  unreadable: number
  unreadable_parts: { type: number; bytes: number; why: string }[]
  /** True when drawing it leaves nothing but paper. */
  blank: boolean
  /** What a display picture shows, in page units, portrait: the paper, grown where ink leaves it. */
  area: { x: number; y: number; width: number; height: number }
  /** "i1:" and 64 hex digits. */
  ink_hash: string
}

/** The picture that an image shows. */
export interface ImageFile {
  uuid: string
  /** Its name beside the page, as the page's file states it; "" when it does not. */
  file: string
  visible: boolean
}

/** A picture as the core draws it. */
export interface DecodedPicture {
  width: number
  height: number
  /** RGBA, rows from the top, colours times alpha. Pictures need it. */
  pixels: Uint8Array
  /** An address that SVGs use, such as a data: URL. They need it. */
  href?: string
}

export interface StrokeFacts {
  layer: number
  tool: number
  color: number
  n: number
  bbox: Box | null
}

export type Orientation = 'portrait' | 'landscape'

export interface RenderRequest {
  purpose?: 'display' | 'ocr'
  /** Width of the whole picture in pixels, 1 to 30000; by default one pixel per page unit. */
  width?: number
  orientation?: Orientation
  /**
   * The name of the page's template, as its document states it. Unknown names are drawn as blank paper, unless the page
   * was given the template's file.
   */
  template?: string
  /** False leaves out what lies below the ink; by default it is drawn. Pictures for text recognition never have it. */
  background?: boolean
  /** Only this part of the display picture, in page units: what lies there in the whole picture, pixel for pixel. */
  rect?: PageRect
}

/** Page units, in the page's own frame. */
export interface PageRect {
  x: number
  y: number
  width: number
  height: number
}

/** Handwriting as a reading model gets it: black on white, cropped, 4-bit grey. */
export interface OcrPicture {
  /** Pixels. */
  width: number
  height: number
  png: Uint8Array
  /** The part of the page it shows. */
  rect: PageRect
}

/** A rectangle in page units. */
export interface UnitRect {
  x: number
  y: number
  width: number
  height: number
}

export interface PdfTextLine {
  /** Left edge of the first glyph, page units. */
  x: number
  baseline: number
  /** Font size in page units. */
  size: number
  /** Of the first line of a list item: "•", "1.", "☐", "☑" or "☒"; "" elsewhere. */
  marker: string
  marker_x: number
  /** It is a shape of the page's content: the letter is only found and copied. */
  marker_drawn: boolean
  runs: { text: string; font: FontStyle }[]
}

export interface PdfHighlight {
  /** Index into `layers`. */
  layer: number
  text: string
  css_color: string
  rects: UnitRect[]
}

export interface PdfInkFacts {
  version: number
  /** Where x = 0 lies on the page. */
  frame: 'top_left' | 'top_center'
  /** To be shown a quarter turn clockwise. */
  turned: boolean
  /** False: the page below the ink is switched off. */
  source_visible: boolean
  /** As the file states it, portrait. */
  paper: { width: number; height: number }
  /** The paper, grown where ink leaves it. */
  area: UnitRect
  /** What the strokes and images of visible layers cover. */
  ink: UnitRect | null
  /** As in PageFacts. */
  lost_strokes: number
  lost_parts: number
  layers: { name: string; visible: boolean }[]
  /** Graphics states that the content names. */
  states: { name: string; blend: 'Normal' | 'Darken' | 'Multiply'; alpha: number }[]
  /** In draw order: the content names the pictures "I0", "I1" and so on. */
  images: ImageFile[]
  lines: PdfTextLine[]
  highlights: PdfHighlight[]
}

export interface PdfInk {
  facts: PdfInkFacts
  /** The page's template, marked `/OC /Template`; empty on blank paper. In the units of `content`. */
  background: Uint8Array
  /** PDF operators in tenths of page units, y downwards, in the page's frame; layer n is marked `/OC /Ln`. */
  content: Uint8Array
}

/** PdfInk with its facts not yet read. */
export type PdfInkParts = Omit<PdfInk, 'facts'> & { factsJson: string }

export type DocumentKind = 'notebook' | 'pdf' | 'epub' | 'folder' | 'not_a_notebook'

export interface DocumentPageFacts {
  /** Empty in the oldest files, which only number their pages. */
  uuid: string
  /** Stem of its `.rm`; empty: the page has no ink. */
  file: string
  template: string
  /** 0-based page of the PDF or EPUB below; null: none. */
  source_page: number | null
  tags: string[]
}

export interface DocumentFacts {
  kind: DocumentKind
  format_version: number
  orientation: Orientation
  visible_name: string
  /** "" for the root, "trash", or a folder's uuid. */
  parent: string
  deleted: boolean
  pinned: boolean
  /** Milliseconds since 1970, 0 when not said. */
  last_modified: number
  last_opened: number
  created: number
  last_opened_page: number
  cover_first: boolean
  tags: string[]
  authors: string[]
  pages: DocumentPageFacts[]
  deleted_pages: string[]
  orphans: string[]
  problems: string[]
}
