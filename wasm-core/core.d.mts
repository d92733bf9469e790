// SPDX-License-Identifier: AGPL-3.0-or-later
// The built module as it leaves Emscripten: what bindings.cpp binds, no more. Programs use shared/src/core.
//
// Requests are read strictly: an unknown member, a wrong type, a value out of range or a misspelt word is refused as
// "bad-request" with a message that names it. See wasm-core/src/requests.hpp.

export interface Failure {
  ok: false
  error: { code: string; message: string }
}

export interface OcrPicture {
  width: number
  height: number
  png: Uint8Array
  rect: { x: number; y: number; width: number; height: number }
}

export interface PageHandle {
  /** JSON, see PageFacts in shared/src/core. */
  facts(): string | Failure
  /** JSON, see StrokeFacts[] in shared/src/core. */
  strokeList(): string | Failure
  /** Gives a picture to draw: RGBA, colours times alpha; `href` is where an SVG finds it. `place` is JSON: {} for
   *  the images of that uuid; {rect} for the source page: where it lies when there are neither pixels nor href,
   *  else the part of it that the picture shows. */
  setPicture(
    uuid: string,
    place: string,
    width: number,
    height: number,
    pixels: Uint8Array,
    href: string,
  ): true | Failure
  /** Requests for the template `name` draw this `.template` file from now on. An error leaves all as it was. */
  setTemplate(name: string, file: Uint8Array): { printsWords: boolean } | Failure
  /** PNG bytes, a copy. `request` is JSON, see RenderRequest in shared/src/core. */
  renderPng(request: string): Uint8Array | Failure
  /** The pictures to be read, from the top; see OcrPicture in shared/src/core. `request` is JSON: {orientation?}. */
  renderOcr(request: string): OcrPicture[] | Failure
  /** Is there anything to be read? */
  hasHandwriting(): boolean | Failure
  /** {width, height, pixels}: RGBA, a copy. */
  renderPixels(request: string): { width: number; height: number; pixels: Uint8Array } | Failure
  /** An SVG document, UTF-8, a copy. */
  renderSvg(request: string): Uint8Array | Failure
  /** What a PDF page is made of; `request` is JSON: {orientation?, template?}. `facts` is JSON, see PdfInkFacts in shared/src/core; `background` and `content` are operators, copies. */
  pdfInk(request: string): { facts: string; background: Uint8Array; content: Uint8Array } | Failure
  /** JSON, see PageMarks in shared/src/core. `words` is JSON: the printed words below the ink, see PrintedWord there. */
  findMarks(words: string): string | Failure
  /** UTF-8, a copy. `format` is "markdown" or "plain". */
  text(format: string): Uint8Array | Failure
  delete(): void
}

export interface CoreModule {
  /** How many pages a page file holds: 1 for `.rm`, any number for `.lines`. */
  countPages(file: Uint8Array): number | Failure
  /** `index` is 0-based. `layerMetadata` and `highlights` are the JSON files beside the page; empty arrays when absent. */
  openPage(file: Uint8Array, index: number, layerMetadata: Uint8Array, highlights: Uint8Array): PageHandle | Failure
  /** A page that is listed but has no file: paper, nothing on it. */
  blankPage(highlights: Uint8Array): PageHandle | Failure
  /** JSON, see DocumentFacts in shared/src/core. `null` stands for an absent file; `pageFiles` is a JSON array of stems. */
  readDocument(
    content: Uint8Array | null,
    metadata: Uint8Array | null,
    pagedata: Uint8Array | null,
    pageFiles: string,
  ): string | Failure
  /** Whether a page's template has a pattern here; one that has none is drawn as blank paper. */
  knowsTemplate(name: string): boolean
  /** `style` is "regular", "bold", "italic" or "bold-italic", `file` a TrueType font: typed text is set in it from now on. */
  setFont(style: string, file: Uint8Array): true | Failure
  /** The last heading among these words, as in findMarks(); "" if there is none. */
  lastHeading(words: string): string | Failure
  /** 64 hex digits over the bytes. */
  fileHash(file: Uint8Array): string | Failure
  /** The text fingerprints of shared/cpp. `request` is JSON: {kind, ...fields}, see shared/src/core. */
  textFingerprint(request: string): string | Failure
  /** JSON, see MergedText in shared/src/core: what both made of `base`, line by line. */
  mergeTexts(base: string, mine: string, theirs: string): string | Failure
  /** JSON, see LineDiff in shared/src/core. */
  diffLines(older: string, newer: string): string | Failure
}

export default function createCore(options?: {
  wasmBinary?: Uint8Array
  locateFile?: (name: string) => string
}): Promise<CoreModule>
