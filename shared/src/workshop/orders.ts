// SPDX-License-Identifier: AGPL-3.0-or-later
// What workers are asked for and what they answer: plain values and handles, they cross between threads.
import type { DrawnPage } from '../api/index.ts'
import type {
  ImageFile,
  OcrPicture,
  Orientation,
  PageFacts,
  PageRect,
  PdfInk,
  PdfInkFacts,
  StrokeFacts,
} from '../core/index.ts'
import type { Folder, Notebook, PageSource, PageState, Problem } from '../library/index.ts'
import type { PdfNote, PdfOptions, PdfPage, PdfResult, SourceCount } from '../pdf/index.ts'

/** A handle is not copied when it crosses; whoever needs its bytes reads them. */
export type Bytes = Blob | Uint8Array

/** One page with the files beside it. */
export interface PageParts<Held extends Bytes = Bytes> {
  /** null: the page has no ink. */
  ink: Held | null
  /** 0-based page inside `ink`. */
  index: number
  layerMetadata: Held | null
  highlights: Held | null
  orientation: Orientation
  /** The name of the template below the ink, or its uuid; "" on blank paper. */
  template: string
  /** The user's template, where it came along. */
  templateFile: Held | null
  /** What MuPDF draws of the page, for workers that have it; absent or null: nothing. */
  below?: PageBelow | null
}

/** One whose bytes stay where they are until a worker reads them. */
export type PageHandles = PageParts<Blob>

/** By their names as `PageSource` has them. */
export type Pictures<Held extends Bytes = Bytes> = ReadonlyMap<string, Held>

/** The page of a PDF or EPUB below the ink, and the pictures that its images show. */
export interface PageBelow {
  /** The same for the same source only: it stays open between orders. */
  key: string
  /** null: there is none, or its bytes are not there. */
  source: Blob | null
  /** Of the source. */
  kind: 'pdf' | 'epub'
  /** Undefined: nobody has looked for them yet. */
  pictures?: Pictures | undefined
  /** Of the page. */
  uuid: string
  /** 1-based, of the page in its notebook. */
  number: number
  /** 0-based, of the source's page. */
  sourcePage: number | null
}

/** One file as the browser gave it. */
export interface GivenFile {
  /** With `/` between folders. */
  path: string
  file: File
}

/** A notebook without its bytes. */
export type NotebookFacts = Omit<Notebook, 'pages' | 'source'> & {
  pages: PageOutline[]
  hasSource: boolean
  hasPictures: boolean
  /** A person gave it its name in the dashboard. */
  isRenamed?: true
}

/** A page without its bytes. */
export type PageOutline = Pick<
  PageSource,
  'uuid' | 'number' | 'index' | 'template' | 'templateName' | 'sourcePage' | 'tags'
>

/** The bytes of what a notebook's pages lie on and show. */
export interface NotebookBelow {
  source: Blob | null
  pictures: Pictures<Blob>
}

export type ReadNews =
  | { kind: 'looked'; doneFiles: number; totalFiles: number }
  | { kind: 'found'; notebooks: NotebookFacts[]; folders: Folder[]; problems: Problem[]; ignored: number }
  | { kind: 'page'; notebook: string; position: number; parts: PageHandles | null; problem: Problem | null }
  | { kind: 'below'; notebook: string; below: NotebookBelow; problem: Problem | null }

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
  /** Words are missing on it, or look different: it is not worth keeping. */
  lacksFonts: boolean
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

/** How a picture of the whole page is drawn. */
export interface Look {
  as: 'png' | 'svg'
  /** Pixels; by default one for each page unit. */
  width?: number
  /** False leaves out what lies below the ink. */
  background: boolean
  /** For a person, or black ink alone. */
  purpose?: 'display' | 'ocr'
}

export interface DrawRequest extends Look {
  page: PageParts
  /** 1-based, of the page, for notes. */
  number?: number
  /** A picture for the screen: without it the order fails where fonts cannot be had. */
  evenWithoutFonts?: boolean
}

export interface DrawnPicture {
  /** A PNG, or an SVG in UTF-8. */
  bytes: Uint8Array
  /** SHA-256 of the bytes, 64 hex digits. */
  hash: string
  /** The part of the page it shows, in page units and in the page's own frame. */
  area: PageRect
  notes: PdfNote[]
  /** Images that have a frame in their place, because nobody has looked for their pictures yet. */
  unseen: ImageFile[]
}

export interface TileRequest {
  page: PageParts
  /** The same for the same page only: the last one stays open. */
  key: number
  /** Pixels of the whole picture. */
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

export interface PageWords {
  typed: string
  highlights: string[]
}

export interface Inspection {
  facts: PageFacts
  /** null: the page has no file. */
  fileHash: string | null
  /** False: the page's template is drawn as blank paper. */
  templateKnown: boolean
  /** Why its file can't be read, where it came along; the template is "it". */
  templateProblem: string | null
  strokes?: StrokeFacts[]
}

/** Every order: what is asked, what is told meanwhile, and what is answered. */
export interface Orders {
  /** Finds the notebooks in the files; their bytes come as news, the answer when all are read. */
  read: { request: { files: GivenFile[] }; news: ReadNews; answer: null }
  summarize: { request: { page: PageParts; width: number }; news: never; answer: DrawnSummary }
  open: { request: { page: PageParts }; news: never; answer: PageDetails }
  draw: { request: DrawRequest; news: never; answer: DrawnPicture }
  /** A part of a picture. */
  tile: { request: TileRequest; news: never; answer: TileAnswer }
  /** What can be looked for in it, but for its ink. */
  words: { request: { page: PageParts }; news: never; answer: PageWords }
  /** What was typed, in Markdown. */
  text: { request: { page: PageParts; withHighlights: boolean }; news: never; answer: string }
  inspect: { request: { page: PageParts; strokes: boolean }; news: never; answer: Inspection }
  /** What a model reads, from the top; none where there is nothing to read. */
  ocr: { request: { page: PageParts }; news: never; answer: { pictures: OcrPicture[] } }
  /** What the server is told of a page. */
  state: { request: { page: PageParts }; news: never; answer: PageState }
  /** What it is sent when it asks for the page. */
  upload: { request: { page: PageParts }; news: never; answer: DrawnPage }
  /** What a PDF page is made of. */
  ink: { request: { page: PageParts }; news: never; answer: PdfInk }
  /** How many pages the PDF or EPUB has. */
  count: { request: { source: Blob; sourceKind: 'pdf' | 'epub' }; news: never; answer: SourceCount }
  /** A PDF is made by one worker: it starts, takes page after page, and is finished. */
  'start-pdf': {
    request: { options: Omit<PdfOptions, 'source'>; source: PdfSourceHandle | null }
    news: never
    answer: null
  }
  'add-pdf-page': { request: { page: PdfPage }; news: never; answer: null }
  'finish-pdf': { request: object; news: never; answer: PdfResult }
}

export interface PdfSourceHandle {
  kind: 'pdf' | 'epub'
  file: Blob
}

export type OrderKind = keyof Orders
export type Order = { [Kind in OrderKind]: { kind: Kind } & Orders[Kind]['request'] }[OrderKind]

export type ToWorker = { id: number; order: Order } | { id: number; cancel: true }

export type FromWorker =
  | { id: number; news: unknown }
  | { id: number; answer: unknown }
  | { id: number; failure: Failure }

export interface Failure {
  /** Stable: "truncated", "crash" ... */
  code: string
  /** For people: one English sentence without a full stop. */
  message: string
  /** The worker cannot be used any more. */
  crashed: boolean
}
