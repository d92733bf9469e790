// SPDX-License-Identifier: AGPL-3.0-or-later
// Types of the JSON that the core returns. `rmirror inspect --json` prints the same member names.

import type { FontStyle } from './fonts.ts'

/** x0, y0, x1, y1 in page units. */
export type Box = [number, number, number, number]

export interface LayerFacts {
  name: string
  visible: boolean
  strokes: number
}

export interface TextFacts {
  /**
   * The file's number for the style: 0 basic, 1 plain, 2 heading, 3 bold, 4, 5 bullets, 6 to 9 checkboxes, 10, 11
   * numbered.
   */
  style: number
  kind: 'plain' | 'title' | 'heading' | 'subheading' | 'bullet' | 'task' | 'numbered'
  /** State of a task; a dashed one was crossed off without being done. null for all other paragraphs. */
  state: 'open' | 'ticked' | 'dashed' | null
  text: string
  /** Nesting depth of list items; 0 is outermost. */
  depth: number
  runs: { text: string; bold: boolean; italic: boolean }[]
}

export interface HighlightFacts {
  text: string
  /** The colour's number in the file. */
  color: number
  /** "#rrggbbaa", as drawn. */
  css_color: string
  rects: { x: number; y: number; width: number; height: number }[]
}

export interface PageFacts {
  /** 3, 5 or 6; 0 is "lines-old". */
  version: number
  /** In page units. */
  paper: { width: number; height: number }
  layers: LayerFacts[]
  /** Live (not erased) strokes of all layers, those of visible layers, and the points of all live strokes. */
  strokes: { total: number; visible: number; points: number }
  /** Strokes of visible layers that draw nothing, because no point of theirs has finite coordinates. */
  lost_strokes: number
  /**
   * Parts of the file that couldn't be read and whose bytes were skipped. `unreadable` also counts parts that are
   * merely odd.
   */
  lost_parts: number
  /** Over the raw coordinates of all live points; null if there are none. */
  bbox: Box | null
  /** Number of live strokes by the file's tool number. */
  tools: Record<string, number>
  colors: Record<string, number>
  text: TextFacts[]
  /** Fonts that the typed text uses; empty without typed text. */
  fonts: FontStyle[]
  /** Typed characters that no font has; renderings show boxes for them. 0 while no fonts are set. */
  missing_glyphs: number
  highlights: HighlightFacts[]
  images: number
  /** One entry per image in draw order, including those of hidden layers. */
  image_files: ImageFile[]
  unreadable: number
  unreadable_parts: { type: number; bytes: number; why: string }[]
  /** True if a rendering shows nothing but paper. */
  blank: boolean
  /** What a display picture covers, in page units, portrait: the paper, extended to include ink beyond it. */
  area: { x: number; y: number; width: number; height: number }
  /** "i1:" and 64 hex digits. */
  ink_hash: string
}

/** The picture file of an image. */
export interface ImageFile {
  uuid: string
  /** Its file name beside the page, as stated in the page's file; "" if not stated. */
  file: string
  visible: boolean
}

/** A decoded picture, as the core takes it. */
export interface DecodedPicture {
  width: number
  height: number
  /** RGBA, rows from the top, premultiplied alpha. Needed for pixel renderings. */
  pixels: Uint8Array
  /** A URL for SVG renderings, such as a data: URL. Needed for those. */
  href?: string
}

/**
 * A word printed below the ink: its text, x, y, width and height in page units, the numbers of its paragraph and line,
 * the size of its letters in page units, the quarter turns clockwise in which its line runs, and 1 if it is bold.
 * Words of one line are successive.
 */
export type PrintedWord = [string, number, number, number, number, number, number, number, number, 0 | 1]

export type PenMarkKind = 'underline' | 'highlighter' | 'circle' | 'margin_bar' | 'arrow'

/** A pen mark over printed or typed words. */
export interface PenMark {
  kind: PenMarkKind
  /** The marked words; of an arrow, the sentence that it points to. */
  text: string
  /** The sentence around them. */
  sentence: string
  /** The nearest heading above, on the same page; "" if there is none. */
  heading: string
  /** "#rrggbbaa", as the stroke is drawn. */
  css_color: string
  /** The marked words, one rectangle for each line. */
  rects: UnitRect[]
}

export interface PageMarks {
  /** In the order in which the text is read, at most 1000. */
  marks: PenMark[]
  /** Parts of the handwriting that a mark emphasises, at most 1000. */
  emphasised: UnitRect[]
  /** Marks that were left out because the page has too many. */
  beyond_limit: number
  /** Strokes shaped like marks with neither words nor handwriting below them. */
  shapes_over_nothing: number
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
  /** Width of the whole picture in pixels, 1 to 30000. Default: one pixel per page unit. */
  width?: number
  orientation?: Orientation
  /**
   * The name of the page's template, as its document states it. Unknown names are drawn as blank paper, unless
   * setTemplate() registered the template's file.
   */
  template?: string
  /** False omits what is below the ink; drawn by default. Pictures for transcription never include it. */
  background?: boolean
  /**
   * Render only this part of the display picture, in page units. Pixels are identical to that part of the whole
   * picture.
   */
  rect?: PageRect
}

/** In page units, in the page's own frame. */
export interface PageRect {
  x: number
  y: number
  width: number
  height: number
}

/** Handwriting as a transcription model gets it: black on white, cropped, 4-bit grey. */
export interface OcrPicture {
  /** In pixels. */
  width: number
  height: number
  png: Uint8Array
  /** The part of the page that it shows. */
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
  /** Left edge of the first glyph, in page units. */
  x: number
  baseline: number
  /** In page units. */
  size: number
  /** Marker of a list item's first line: "•", "1.", "☐", "☑" or "☒"; "" on other lines. */
  marker: string
  marker_x: number
  /**
   * True if the content stream already draws the marker as a shape; the character then only serves search and copying.
   */
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
  /** Position of x = 0 on the page. */
  frame: 'top_left' | 'top_center'
  /** True if the page is shown rotated a quarter turn clockwise. */
  turned: boolean
  /** False if the page below the ink is switched off. */
  source_visible: boolean
  /** As stated in the file, portrait. */
  paper: { width: number; height: number }
  /** The paper, extended to include ink beyond it. */
  area: UnitRect
  /** Bounding box of the strokes and images of visible layers; null if there are none. */
  ink: UnitRect | null
  /** As in PageFacts. */
  lost_strokes: number
  lost_parts: number
  layers: { name: string; visible: boolean }[]
  /** Graphics states (ExtGState) that the content stream names. */
  states: { name: string; blend: 'Normal' | 'Darken' | 'Multiply'; alpha: number }[]
  /** In draw order; the content stream names the pictures "I0", "I1" and so on. */
  images: ImageFile[]
  lines: PdfTextLine[]
  highlights: PdfHighlight[]
}

export interface PdfInk {
  facts: PdfInkFacts
  /** The page's template as PDF operators, marked `/OC /Template`, in the units of `content`; empty on blank paper. */
  background: Uint8Array
  /** PDF operators in tenths of page units, y downwards, in the page's frame; layer n is marked `/OC /Ln`. */
  content: Uint8Array
}

/** PdfInk with unparsed facts. */
export type PdfInkParts = Omit<PdfInk, 'facts'> & { factsJson: string }

export type DocumentKind = 'notebook' | 'pdf' | 'epub' | 'folder' | 'not_a_notebook'

export interface DocumentPageFacts {
  /** Empty in the oldest files, which only number their pages. */
  uuid: string
  /** Stem of its `.rm` file; empty if the page has no ink. */
  file: string
  template: string
  /** 0-based page of the PDF or EPUB below the ink; null if there is none. */
  source_page: number | null
  tags: string[]
}

export interface DocumentFacts {
  kind: DocumentKind
  format_version: number
  orientation: Orientation
  visible_name: string
  /** Of the book or article that a PDF or EPUB is; "" if it isn't stated. */
  title: string
  /** "" for the root, "trash", or a folder's uuid. */
  parent: string
  deleted: boolean
  pinned: boolean
  /** Milliseconds since 1970; 0 if not stated. */
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

/** A line that both versions of a text changed in different ways; null: removed there. */
export interface TextConflict {
  mine: string | null
  theirs: string | null
}

export interface MergedText {
  text: string
  /** `line`: 0-based, in the merged text; of a removed line, the line that follows. */
  conflicts: (TextConflict & { line: number })[]
}

/** Lines are those between line ends; an empty text has none. */
export interface LineDiff {
  /** For each older line the 0-based newer line that it became, equal or changed; null: removed. Ascending. */
  became: (number | null)[]
  /** Number of newer lines. Those that no older line became were added. */
  newer: number
}
