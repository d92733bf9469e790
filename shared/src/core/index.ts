// SPDX-License-Identifier: AGPL-3.0-or-later
// The core for TypeScript: errors have names, pages have ends, no view of wasm memory leaves here.
import createCore, { type CoreModule, type Failure, type PageHandle } from '@rmirror/core'
import type { FontStyle } from './fonts.ts'
import type {
  DecodedPicture,
  DocumentFacts,
  OcrPicture,
  PageFacts,
  PageRect,
  PdfInk,
  PdfInkParts,
  RenderRequest,
  StrokeFacts,
} from './types.ts'

export { type FontStyle, fontFiles, fontLicences, fontStyles } from './fonts.ts'
export { imageTokens } from './image-tokens.ts'
export type * from './types.ts'

const nothing = new Uint8Array()
const utf8 = new TextDecoder()

/** The core refused: `code` is stable ("truncated", "not-a-page", "too-large" ...), `message` is for people. */
export class CoreError extends Error {
  override name = 'CoreError'
  readonly code: string
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The wasm instance died (out of memory, an assertion): drop this Core and load a fresh one. */
export class CoreCrash extends Error {
  override name = 'CoreCrash'
}

/** One open page. Close it exactly once, best through `using`. */
export class Page implements Disposable {
  readonly #handle: PageHandle
  constructor(handle: PageHandle) {
    this.#handle = handle
  }
  facts(): PageFacts {
    return JSON.parse(this.factsJson())
  }
  /** The facts as the core wrote them, byte for byte the same on every machine. */
  factsJson(): string {
    return run(() => this.#handle.facts())
  }
  strokeList(): StrokeFacts[] {
    return JSON.parse(this.strokeListJson())
  }
  strokeListJson(): string {
    return run(() => this.#handle.strokeList())
  }
  /** What the page's images of that uuid show. Until then pictures have a frame in their place. */
  setImage(uuid: string, picture: DecodedPicture): void {
    this.#setPicture(uuid, {}, picture)
  }
  /** The page of a PDF or EPUB that the ink lies on: from now on it is the paper of pictures. See `sourcePlace`. */
  placeSource(rect: PageRect): void {
    this.#setPicture('', { rect }, { width: 0, height: 0, pixels: nothing })
  }
  /** Draws the source below the ink; `rect` is the part of the page that the picture shows. */
  setSourcePicture(rect: PageRect, picture: DecodedPicture): void {
    this.#setPicture('', { rect }, picture)
  }
  /**
   * Requests for the template `name` draw this `.template` file from now on. Throws a CoreError that says what can't be
   * read of it; its message speaks of it as "it". `printsWords`: in the regular font.
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
  /** The handwriting in the order it is read; several pictures where one would be too small. Empty: nothing to read. */
  renderOcr(request: Pick<RenderRequest, 'orientation'> = {}): OcrPicture[] {
    return run(() => this.#handle.renderOcr(JSON.stringify(request)))
  }
  /** Whether renderOcr() gives a picture; draws nothing to find out, but where white ink may hide the rest. */
  hasHandwriting(): boolean {
    return run(() => this.#handle.hasHandwriting())
  }
  /** RGBA, 4 bytes a pixel, rows from the top. */
  renderPixels(request: RenderRequest = {}): { width: number; height: number; pixels: Uint8Array } {
    return run(() => this.#handle.renderPixels(JSON.stringify(request)))
  }
  renderSvg(request: RenderRequest = {}): string {
    return utf8.decode(run(() => this.#handle.renderSvg(JSON.stringify(request))))
  }
  /** What a PDF page is made of; shared/src/pdf puts it together. */
  pdfInk(request: Pick<RenderRequest, 'orientation' | 'template'> = {}): PdfInk {
    const { factsJson, background, content } = this.pdfInkParts(request)
    return { facts: JSON.parse(factsJson), background, content }
  }
  /** The same with the facts as the core wrote them, byte for byte the same on every machine. */
  pdfInkParts(request: Pick<RenderRequest, 'orientation' | 'template'> = {}): PdfInkParts {
    const { facts, background, content } = run(() => this.#handle.pdfInk(JSON.stringify(request)))
    return { factsJson: facts, background, content }
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

/** The JSON files that lie beside a page and add to it. */
export interface PageSidecars {
  layerMetadata?: Uint8Array | undefined
  highlights?: Uint8Array | undefined
}

/** The files that describe a document; absent ones stay undefined. `pageFiles` are the stems of its `.rm` files. */
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
  /** The words typed on a page; "" where there are none. */
  typedText(file: Uint8Array): string {
    using page = this.openPage(file)
    return page.text('plain')
  }
  countPages(file: Uint8Array): number {
    return run(() => this.#module.countPages(file))
  }
  /** `index` is 0-based; only `.lines` notebooks hold more than one page. */
  openPage(file: Uint8Array, index = 0, beside: PageSidecars = {}): Page {
    return new Page(
      run(() => this.#module.openPage(file, index, beside.layerMetadata ?? nothing, beside.highlights ?? nothing)),
    )
  }
  /** A page that is listed but has no file. */
  blankPage(beside: PageSidecars = {}): Page {
    return new Page(run(() => this.#module.blankPage(beside.highlights ?? nothing)))
  }
  readDocument(parts: DocumentParts): DocumentFacts {
    const { content, metadata, pagedata, pageFiles } = parts
    return JSON.parse(
      run(() =>
        this.#module.readDocument(content ?? null, metadata ?? null, pagedata ?? null, JSON.stringify(pageFiles)),
      ),
    )
  }
  /** False: pages with this template are drawn on blank paper. */
  knowsTemplate(name: string): boolean {
    return run(() => this.#module.knowsTemplate(name))
  }
  /** Sets typed text in this TrueType font from now on; without one, pictures leave typed text out. */
  setFont(style: FontStyle, file: Uint8Array): void {
    run(() => this.#module.setFont(style, file))
  }
  /** SHA-256 of the bytes as received, 64 hex digits. */
  fileHash(file: Uint8Array): string {
    return run(() => this.#module.fileHash(file))
  }
}

/** Loads a fresh instance. Browsers find the wasm beside the script; Node passes its bytes. */
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
