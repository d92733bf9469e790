// SPDX-License-Identifier: AGPL-3.0-or-later
// What the page and its workers say to each other: an order and its cancellation go in, news and one answer come out.

import type { DrawnPage } from '@rmirror/shared/api'
import type { Orientation, PageFacts, PdfInkFacts } from '@rmirror/shared/core'
import type { Folder, Notebook, PageSource, PageState, Problem, TextFormat } from '@rmirror/shared/library'
import type { PdfNote, ReadHandwriting, SourceCount } from '@rmirror/shared/pdf'
import type { Failure } from './failure.ts'

/** One file as the browser gave it. */
export interface GivenFile {
  /** With `/` between folders. */
  path: string
  file: File
}

/** The bytes of one page, as handles: nothing is copied until a worker reads them. */
export interface PageParts {
  ink: Blob | null
  /** 0-based page inside `ink`. */
  index: number
  layerMetadata: Blob | null
  highlights: Blob | null
  orientation: Orientation
  /** What lies below the ink: the template's name; "" on blank paper. */
  template: string
  /** What MuPDF draws of the page, for workers that have it; absent or null: nothing. */
  below?: PageBelow | null
}

/** The pictures that a notebook's images show, by their names as `PageSource` has them. */
export type Pictures = ReadonlyMap<string, Blob>

/** What a notebook's pages lie on and show. */
export interface Beneath {
  /** The PDF or EPUB below the ink; null: there is none, or its bytes are not there (yet). */
  source: Blob | null
  pictures: Pictures
}

export interface PageBelow extends Beneath {
  /** Of the notebook: the same for the same source and pictures only. */
  key: string
  /** Of the source. */
  kind: 'pdf' | 'epub'
  /** Of the page. */
  uuid: string
  /** 1-based, of the page in its notebook. */
  number: number
  /** 0-based, of the source's page. */
  sourcePage: number | null
}

/** A notebook without its bytes. */
export type NotebookFacts = Omit<Notebook, 'pages' | 'source'> & {
  pages: PageOutline[]
  hasSource: boolean
  hasPictures: boolean
}
/** What can be sent between threads. */
export type PageOutline = Pick<PageSource, 'uuid' | 'number' | 'index' | 'template' | 'sourcePage' | 'tags'>

/** What a library shows of a page. */
export interface PageSummary {
  inkHash: string
  blank: boolean
  /** It shows images. */
  images: boolean
  /** How many parts could not be read. */
  unreadable: number
  /** Page units, as the picture lies. */
  width: number
  height: number
}

export interface DrawnSummary {
  summary: PageSummary
  /** A picture as a data: address. */
  thumbnail: string
}

/** Where typed text stands in the picture, line by line. */
export type TextLayer = Pick<PdfInkFacts, 'area' | 'turned' | 'lines'>

export interface PageDetails {
  facts: PageFacts
  plainText: string
  /** null: nothing was typed. */
  textLayer: TextLayer | null
  /** False: the page's template is drawn as blank paper. */
  templateKnown: boolean
  /** What its picture lacks. */
  notes: PdfNote[]
}

export interface PageWords {
  typed: string
  highlights: string[]
}

export interface Orders {
  /** Finds the notebooks in the files; their bytes come as news, the answer when all are read. */
  read: { request: { files: GivenFile[] }; news: ReadNews; answer: null }
  summarize: {
    request: { page: PageParts; width: number }
    news: never
    answer: DrawnSummary
  }
  open: { request: { page: PageParts }; news: never; answer: PageDetails }
  draw: {
    request: { page: PageParts; as: 'png' | 'svg'; width?: number; background: boolean }
    news: never
    answer: Blob
  }
  /** A part of the picture that is `width` pixels wide as a whole. The last page drawn so stays open by its `key`. */
  tile: { request: TileRequest; news: never; answer: TileAnswer }
  /** What can be looked for in it, but for its ink. */
  words: { request: { page: PageParts }; news: never; answer: PageWords }
  /** What the server is told of a page, and the pictures it is sent when it asks for them. */
  state: { request: { page: PageParts }; news: never; answer: PageState }
  upload: { request: { page: PageParts }; news: never; answer: DrawnPage }
  /** How many pages the file has that a notebook is to be written on. */
  count: { request: { source: Blob; sourceKind: 'pdf' | 'epub' }; news: never; answer: SourceCount }
  pdf: { request: PdfRequest; news: { donePages: number }; answer: PdfAnswer }
  /** Files as one archive. */
  pack: { request: { files: PackedFile[] }; news: never; answer: Blob }
  export: { request: ExportRequest; news: { donePages: number }; answer: Blob }
}

export interface ExportRequest {
  notebook: NotebookFacts
  /** As many as the notebook's pages; null: the bytes of that page are not there. */
  parts: (PageParts | null)[]
  as: TextFormat | 'zip'
  /** What was read on pages, in Markdown, by their uuids; where that is not said, nobody read them. */
  read?: ReadonlyMap<string, string>
  /** Pages whose handwriting will be read, by their uuids. */
  waiting?: ReadonlySet<string>
  /** All there are: they say whether the notebook is in the trash. */
  folders?: Folder[]
  /** False leaves out what lies below the ink, in pictures. */
  background: boolean
}

export interface TileRequest {
  page: PageParts
  /** The same for the same page only. */
  key: number
  width: number
  background: boolean
  /** Pixels of the whole picture. */
  box: { left: number; top: number; width: number; height: number }
}

export interface TileAnswer {
  width: number
  height: number
  /** RGBA. */
  pixels: Uint8Array
}

export interface PdfRequest {
  /** With the pages that are wanted. */
  notebook: NotebookFacts
  /** As many as the notebook's pages; null: the bytes of that page are not there. */
  parts: (PageParts | null)[]
  /** The PDF or EPUB below the ink; null: there is none, or it is to be left out. */
  source: Blob | null
  background: boolean
  /** What was read on pages, by their uuids; where that is not said, nobody read them. */
  read?: ReadonlyMap<string, ReadHandwriting>
}

export interface PdfAnswer {
  pdf: Blob
  notes: PdfNote[]
}

export interface PackedFile {
  name: string
  content: Blob
  /** Milliseconds since 1970, 0 when unknown. */
  modified: number
}

export type ReadNews =
  | { kind: 'looked'; doneFiles: number; totalFiles: number }
  | { kind: 'found'; notebooks: NotebookFacts[]; folders: Folder[]; problems: Problem[]; ignored: number }
  | { kind: 'page'; notebook: string; position: number; parts: PageParts | null; problem: Problem | null }
  | { kind: 'beneath'; notebook: string; beneath: Beneath; problem: Problem | null }

export type OrderKind = keyof Orders
export type Order = { [K in OrderKind]: { kind: K } & Orders[K]['request'] }[OrderKind]

export type ToWorker = { id: number; order: Order } | { id: number; cancel: true }

export type FromWorker =
  | { id: number; news: unknown }
  | { id: number; answer: unknown }
  | { id: number; failure: Failure }
