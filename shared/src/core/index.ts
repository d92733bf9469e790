// SPDX-License-Identifier: AGPL-3.0-or-later
// TypeScript API of the wasm core: errors are classes, pages are closed explicitly, and no view of wasm memory leaves
// this folder.
import createCore, { type CoreModule, type Failure, type PageHandle } from '@rmirror/core'
import type { FontStyle } from './fonts.ts'
import type {
  DecodedPicture,
  DocumentFacts,
  LineDiff,
  MergedText,
  OcrPicture,
  PageFacts,
  PageMarks,
  PageRect,
  PdfInk,
  PdfInkParts,
  PrintedWord,
  RenderRequest,
  StrokeFacts,
} from './types.ts'

export { type FontStyle, fontFiles, fontLicences, fontStyles } from './fonts.ts'
export { imageTokens } from './image-tokens.ts'
export type * from './types.ts'

const nothing = new Uint8Array()
const utf8 = new TextDecoder()

/**
 * The core rejected the input. `code` is stable ("truncated", "not-a-page", "too-large" ...), `message` is for people.
 */
export class CoreError extends Error {
  override name = 'CoreError'
  readonly code: string
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The wasm instance died (out of memory, an assertion). Drop this Core and load a new one. */
export class CoreCrash extends Error {
  override name = 'CoreCrash'
}

/** An open page. Close it exactly once, preferably through `using`. Its methods throw CoreError or CoreCrash. */
export class Page implements Disposable {
  readonly #handle: PageHandle
  constructor(handle: PageHandle) {
    this.#handle = handle
  }
  facts(): PageFacts {
    return JSON.parse(this.factsJson())
  }
  /** The facts as the core's JSON, byte for byte the same on every machine. */
  factsJson(): string {
    return run(() => this.#handle.facts())
  }
  strokeList(): StrokeFacts[] {
    return JSON.parse(this.strokeListJson())
  }
  strokeListJson(): string {
    return run(() => this.#handle.strokeList())
  }
  /** Sets the picture of the page's images with this uuid. Until then renderings show a frame in their place. */
  setImage(uuid: string, picture: DecodedPicture): void {
    this.#setPicture(uuid, {}, picture)
  }
  /**
   * Sets where the page of a PDF or EPUB is below the ink; it becomes the paper of all further renderings.
   * placeOnSource() in shared/src/pdf computes the place.
   */
  placeSource(rect: PageRect): void {
    this.#setPicture('', { rect }, { width: 0, height: 0, pixels: nothing })
  }
  /** Sets the raster of the source page, drawn below the ink. `rect` is the part of the page that it covers. */
  setSourcePicture(rect: PageRect, picture: DecodedPicture): void {
    this.#setPicture('', { rect }, picture)
  }
  /**
   * Registers a `.template` file: further renderings with the template `name` draw it. Throws a CoreError whose message
   * says what can't be read and refers to the file as "it". `printsWords` is true if the template prints text, which
   * needs the regular font.
   */
  setTemplate(name: string, file: Uint8Array): { printsWords: boolean } {
    return run(() => this.#handle.setTemplate(name, file))
  }
  #setPicture(uuid: string, place: { rect?: PageRect }, { width, height, pixels, href = '' }: DecodedPicture): void {
    run(() => this.#handle.setPicture(uuid, JSON.stringify(place), width, height, pixels, href))
  }
  renderPng(request: RenderRequest = {}): Uint8Array {
    return run(() => this.#handle.renderPng(JSON.stringify(request)))
  }
  /**
   * Pictures of the handwriting for transcription, in reading order; several if one would be too small to read. Empty
   * if the page has no handwriting.
   */
  renderOcr(request: Pick<RenderRequest, 'orientation'> = {}): OcrPicture[] {
    return run(() => this.#handle.renderOcr(JSON.stringify(request)))
  }
  /**
   * Whether renderOcr() returns a picture. Draws only if white ink may hide the rest; otherwise decides without
   * drawing.
   */
  hasHandwriting(): boolean {
    return run(() => this.#handle.hasHandwriting())
  }
  /** RGBA, 4 bytes per pixel, rows from the top. */
  renderPixels(request: RenderRequest = {}): { width: number; height: number; pixels: Uint8Array } {
    return run(() => this.#handle.renderPixels(JSON.stringify(request)))
  }
  renderSvg(request: RenderRequest = {}): string {
    return utf8.decode(run(() => this.#handle.renderSvg(JSON.stringify(request))))
  }
  /** The facts and content streams of a PDF page; shared/src/pdf assembles the page from them. */
  pdfInk(request: Pick<RenderRequest, 'orientation' | 'template'> = {}): PdfInk {
    const { factsJson, background, content } = this.pdfInkParts(request)
    return { facts: JSON.parse(factsJson), background, content }
  }
  /** Same as pdfInk(), with the facts as the core's JSON, byte for byte the same on every machine. */
  pdfInkParts(request: Pick<RenderRequest, 'orientation' | 'template'> = {}): PdfInkParts {
    const { facts, background, content } = run(() => this.#handle.pdfInk(JSON.stringify(request)))
    return { factsJson: facts, background, content }
  }
  /** Pen marks over the page's typed words and over these printed ones, which are listed in reading order. */
  findMarks(words: readonly PrintedWord[]): PageMarks {
    return JSON.parse(run(() => this.#handle.findMarks(JSON.stringify(words))))
  }
  text(format: 'markdown' | 'typed-markdown' | 'plain'): string {
    return utf8.decode(run(() => this.#handle.text(format)))
  }
  close(): void {
    run(() => this.#handle.delete())
  }
  [Symbol.dispose](): void {
    this.close()
  }
}

/** The JSON files beside a page that add to it. */
export interface PageSidecars {
  layerMetadata?: Uint8Array | undefined
  highlights?: Uint8Array | undefined
}

/** The files that describe a document; missing ones are undefined. `pageFiles` are the stems of its `.rm` files. */
export interface DocumentParts {
  content?: Uint8Array | undefined
  metadata?: Uint8Array | undefined
  pagedata?: Uint8Array | undefined
  pageFiles: string[]
}

export class Core {
  readonly #module: CoreModule
  constructor(module: CoreModule) {
    this.#module = module
  }
  /** The text typed on a page; "" if there is none. */
  typedText(file: Uint8Array): string {
    using page = this.openPage(file)
    return page.text('plain')
  }
  countPages(file: Uint8Array): number {
    return run(() => this.#module.countPages(file))
  }
  /** `index` is 0-based; only `.lines` notebooks hold more than one page per file. */
  openPage(file: Uint8Array, index = 0, beside: PageSidecars = {}): Page {
    return new Page(
      run(() => this.#module.openPage(file, index, beside.layerMetadata ?? nothing, beside.highlights ?? nothing)),
    )
  }
  /** A page that its document lists but that has no file. */
  blankPage(beside: PageSidecars = {}): Page {
    return new Page(run(() => this.#module.blankPage(beside.highlights ?? nothing)))
  }
  /** Parses the files that describe a document. `problems` of the result lists what couldn't be read in them. */
  readDocument(parts: DocumentParts): DocumentFacts {
    const { content, metadata, pagedata, pageFiles } = parts
    return JSON.parse(
      run(() =>
        this.#module.readDocument(content ?? null, metadata ?? null, pagedata ?? null, JSON.stringify(pageFiles)),
      ),
    )
  }
  /** Whether this template is built in. Pages with an unknown one are drawn on blank paper. */
  knowsTemplate(name: string): boolean {
    return run(() => this.#module.knowsTemplate(name))
  }
  /** Registers the TrueType font for typed text in `style`. Without fonts, renderings leave typed text out. */
  setFont(style: FontStyle, file: Uint8Array): void {
    run(() => this.#module.setFont(style, file))
  }
  /** The last heading among the words of a page; "" if there is none. */
  lastHeading(words: readonly PrintedWord[]): string {
    return run(() => this.#module.lastHeading(JSON.stringify(words)))
  }
  /** SHA-256 of the bytes as passed, 64 hex digits. */
  fileHash(file: Uint8Array): string {
    return run(() => this.#module.fileHash(file))
  }
  /**
   * Three-way merge by lines of two texts that began as `base`. Where both changed a line, `mine` stays and is listed
   * as a conflict.
   */
  mergeTexts(base: string, mine: string, theirs: string): MergedText {
    return JSON.parse(run(() => this.#module.mergeTexts(base, mine, theirs)))
  }
  /** Pairs each line of the older text with what it became in the newer one. */
  diffLines(older: string, newer: string): LineDiff {
    return JSON.parse(run(() => this.#module.diffLines(older, newer)))
  }
}

/** Loads a new instance. Browsers find the wasm file next to the script; Node passes its bytes. */
export async function loadCore(wasmBinary?: Uint8Array): Promise<Core> {
  return new Core(await createCore(wasmBinary ? { wasmBinary } : {}))
}

function run<T>(call: () => T | Failure): T {
  let answer: T | Failure
  try {
    answer = call()
  } catch (cause) {
    throw new CoreCrash('The page reader stopped unexpectedly', { cause })
  }
  if (isFailure(answer)) throw new CoreError(answer.error.code, answer.error.message)
  return answer
}

function isFailure(answer: unknown): answer is Failure {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false
}
