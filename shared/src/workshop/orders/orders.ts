// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests to workers and their answers: plain values and handles, because they cross threads.
import type { DrawnPage } from '../../api/index.ts'
import type {
  ImageFile,
  LineDiff,
  MergedText,
  OcrPicture,
  Orientation,
  PageFacts,
  PageRect,
  PdfInk,
  PdfInkFacts,
  StrokeFacts,
} from '../../core/index.ts'
import type { Folder, MarksState, Notebook, PageSource, PageState, Problem } from '../../library/index.ts'
import type { PdfNote, PdfOptions, PdfPage, PdfResult, SourceBook, SourceCount } from '../../pdf/index.ts'
import type { Repair } from '../../repair/index.ts'

export type { LineDiff, MergedText, TextConflict } from '../../core/index.ts'

/** A Blob isn't copied when it crosses threads; the worker reads its bytes when it needs them. */
export type Bytes = Blob | Uint8Array

/** One page with its sidecar files. */
export interface PageParts<Held extends Bytes = Bytes> {
  /** null if the page has no ink. */
  ink: Held | null
  /** 0-based page inside `ink`. */
  index: number
  layerMetadata: Held | null
  highlights: Held | null
  orientation: Orientation
  /** The name or uuid of the template below the ink; "" for blank paper. */
  template: string
  /** The user's template, if it was among the files. */
  templateFile: Held | null
  /** What MuPDF draws below and between the ink; ignored by workers without MuPDF. Absent or null: nothing. */
  below?: PageBelow | null
}

/** A page whose bytes aren't read until a worker needs them. */
export type PageHandles = PageParts<Blob>

/** By name, as in `PageSource`. */
export type Pictures<Held extends Bytes = Bytes> = ReadonlyMap<string, Held>

/** The page of a PDF or EPUB below the ink, and the pictures that its images show. */
export interface PageBelow {
  /** Identifies the source, which stays open between orders with the same key. */
  key: string
  /** null if there is none or its bytes are missing. */
  source: Blob | null
  /** Kind of the source. */
  kind: 'pdf' | 'epub'
  /** Undefined if they weren't looked up yet. */
  pictures?: Pictures | undefined
  /** UUID of the page. */
  uuid: string
  /** 1-based number of the page in its notebook. */
  number: number
  /** 0-based page of the source. */
  sourcePage: number | null
}

/** A file as given by the browser. */
export interface GivenFile {
  /** With `/` between folders. */
  path: string
  file: File
}

/** A notebook without its bytes. */
export type NotebookFacts = Omit<Notebook, 'book' | 'pages' | 'source'> & {
  pages: PageOutline[]
  hasSource: boolean
  hasPictures: boolean
  /** The user renamed it in the dashboard. */
  isRenamed?: true
}

/** A page without its bytes. */
export type PageOutline = Pick<
  PageSource,
  'uuid' | 'number' | 'index' | 'template' | 'templateName' | 'sourcePage' | 'tags'
>

/** What is below a notebook's ink: its source and its images' pictures. */
export interface NotebookBelow {
  source: Blob | null
  pictures: Pictures<Blob>
}

export type ReadNews =
  | { kind: 'looked'; doneFiles: number; totalFiles: number }
  | { kind: 'found'; notebooks: NotebookFacts[]; folders: Folder[]; problems: Problem[]; ignored: number }
  | { kind: 'page'; notebook: string; position: number; parts: PageHandles | null; problem: Problem | null }
  | { kind: 'below'; notebook: string; below: NotebookBelow; problem: Problem | null }

/** What a library view shows about a page. */
export interface PageSummary {
  inkHash: string
  blank: boolean
  /** Whether it shows images. */
  images: boolean
  /** Number of parts that couldn't be read. */
  unreadable: number
  /** In page units, with the picture's orientation. */
  width: number
  height: number
}

export interface DrawnSummary {
  summary: PageSummary
  /** The picture as a data: URL. */
  thumbnail: string
  /** Text is missing in it or looks different, so it shouldn't be cached. */
  lacksFonts: boolean
}

/** Positions of the typed text in the picture, line by line. */
export type TextLayer = Pick<PdfInkFacts, 'area' | 'turned' | 'lines'>

export interface PageDetails {
  facts: PageFacts
  plainText: string
  /** null if nothing was typed. */
  textLayer: TextLayer | null
  /** False if the page's template is drawn as blank paper. */
  templateKnown: boolean
  /** What the picture lacks. */
  notes: PdfNote[]
  /** For each highlight what is printed there, or null if the tablet's text is right. Absent without a source. */
  repairs?: (Repair | null)[]
}

/** How a picture of the whole page is drawn. */
export interface Look {
  as: 'png' | 'svg'
  /** In pixels; default: one per page unit. */
  width?: number
  /** False omits what is below the ink. */
  background: boolean
  /** `display` is for people; `ocr` draws the ink alone, in black. */
  purpose?: 'display' | 'ocr'
}

export interface DrawRequest extends Look {
  page: PageParts
  /** 1-based page number, for notes. */
  number?: number
  /** For the screen. Without it the order fails if fonts can't be loaded. */
  evenWithoutFonts?: boolean
}

export interface DrawnPicture {
  /** A PNG, or an SVG in UTF-8. */
  bytes: Uint8Array
  /** SHA-256 of the bytes, 64 hex digits. */
  hash: string
  /** The part of the page that it shows, in page units and in the page's own frame. */
  area: PageRect
  notes: PdfNote[]
  /** Images drawn as frames, because their pictures weren't looked up yet. */
  imagesToLookUp: ImageFile[]
}

export interface TileRequest {
  page: PageParts
  /** Identifies the page; the last one stays open. */
  key: number
  /** Width of the whole picture, in pixels. */
  width: number
  background: boolean
  /** In pixels of the whole picture. */
  box: { left: number; top: number; width: number; height: number }
}

export interface TileAnswer {
  width: number
  height: number
  /** RGBA. */
  pixels: Uint8Array
}

/** A drawing that a transcription has found. */
export interface DrawingRequest {
  page: PageParts
  /** What the picture for transcription shows that the rest is about. */
  picture: PageRect
  /** Shares of that picture, 0 to 1. */
  box: { left: number; top: number; right: number; bottom: number }
  /** The lines of text in it, as shares of its height. */
  lines: { top: number; bottom: number }[]
}

export interface PageWords {
  typed: string
  highlights: string[]
}

export interface Inspection {
  facts: PageFacts
  /** null if the page has no file. */
  fileHash: string | null
  /** False if the page's template is drawn as blank paper. */
  templateKnown: boolean
  /** Why the template's file can't be read, if there is one; the sentence calls the template "it". */
  templateProblem: string | null
  strokes?: StrokeFacts[]
}

/** Every order with its request, the news sent meanwhile, and its answer. */
export interface Orders {
  /** Finds the notebooks in the files. Their bytes are sent as news; the answer follows when all are read. */
  read: { request: { files: GivenFile[] }; news: ReadNews; answer: null }
  summarize: { request: { page: PageParts; width: number }; news: never; answer: DrawnSummary }
  open: { request: { page: PageParts }; news: never; answer: PageDetails }
  draw: { request: DrawRequest; news: never; answer: DrawnPicture }
  /** A part of a picture. */
  tile: { request: TileRequest; news: never; answer: TileAnswer }
  /** A drawing as a PNG; null if there is none in the box: it is blank, or holds words alone. */
  drawing: { request: DrawingRequest; news: never; answer: { png: Uint8Array | null } }
  /** The page's searchable text, apart from its ink. */
  words: { request: { page: PageParts }; news: never; answer: PageWords }
  /**
   * The typed text in Markdown. `withTypedMarks`: with pen marks on typed text as quotations. `texts`: for highlights
   * with other texts than the page's file has, one for each.
   */
  text: {
    request: {
      page: PageParts
      withHighlights: boolean
      withTypedMarks: boolean
      texts?: readonly string[] | undefined
    }
    news: never
    answer: string
  }
  inspect: { request: { page: PageParts; strokes: boolean }; news: never; answer: Inspection }
  /** Pictures for a transcription model, from the top; empty if there is nothing to transcribe. */
  ocr: { request: { page: PageParts }; news: never; answer: { pictures: OcrPicture[] } }
  /** A page's state for the manifest. */
  state: { request: { page: PageParts }; news: never; answer: PageState }
  /**
   * Pen marks on print and on typed text. Takes a worker with MuPDF, and `page.below`, which says what is below the ink;
   * null if it can't be read.
   */
  marks: { request: { page: PageParts }; news: never; answer: MarksState | null }
  /** A page's pictures for the server. */
  upload: { request: { page: PageParts }; news: never; answer: DrawnPage }
  /** The parts of a PDF page. */
  ink: { request: { page: PageParts }; news: never; answer: PdfInk }
  /** The number of pages of the PDF or EPUB. */
  count: { request: { source: Blob; sourceKind: 'pdf' | 'epub' }; news: never; answer: SourceCount }
  /** What the PDF or EPUB states about itself. */
  book: { request: { source: Blob; sourceKind: 'pdf' | 'epub' }; news: never; answer: SourceBook }
  /** The texts of highlights that the tablet lost or broke, by the words of the PDF or EPUB. */
  repair: { request: RepairRequest; news: never; answer: RepairAnswer }
  /** Merges two texts that began as `base`. */
  merge: { request: { base: string; mine: string; theirs: string }; news: never; answer: MergedText }
  /** Compares two texts line by line. */
  diff: { request: { older: string; newer: string }; news: never; answer: LineDiff }
  /** One worker makes a PDF: it starts, takes page after page, and finishes. */
  'start-pdf': {
    request: { options: Omit<PdfOptions, 'source'>; source: PdfSourceHandle | null }
    news: never
    answer: null
  }
  'add-pdf-page': { request: { page: PdfPage }; news: never; answer: null }
  'finish-pdf': { request: object; news: never; answer: PdfResult }
}

/** The highlights of a page. */
export interface MarkedSheet {
  /** 1-based page of the notebook. */
  number: number
  /** 0-based page of the source. */
  sourcePage: number | null
  /** null: unknown, so the places say nothing. */
  frame: PdfInkFacts['frame'] | null
  /** `rects` in page units. */
  marks: Pick<PageState['highlights'][number], 'original_text' | 'rects'>[]
}

export interface RepairRequest {
  source: Blob
  sourceKind: 'pdf' | 'epub'
  /** The EPUB that the PDF was made of, if it is there. */
  book: Blob | null
  pages: MarkedSheet[]
  /** Of the notebook; null: as many as the source has. */
  pageCount: number | null
}

export interface RepairAnswer {
  /** For each page and highlight its text, or null if the tablet's is right or nothing better was found. */
  repairs: (Repair | null)[][]
  /** Whether a highlight differs from what is printed. */
  wantsBook: boolean
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
  /** The worker can't be used any more. */
  crashed: boolean
}
