// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws the pages of one notebook as pictures, with their PDF or EPUB and their images.
import { imageFiles, isOnSource, type Notebook, type PageSource } from '../../library/index.ts'
import type { PdfNote } from '../../pdf/index.ts'
import { OrderError } from '../orders/failure.ts'
import type { Bytes, DrawnPicture, Look, PageBelow, PageParts, Pictures } from '../orders/orders.ts'
import { bytesOf, partsOf } from '../orders/parts.ts'
import type { Orderable, Pool } from '../orders/pool.ts'
import { missingSource, readSource } from './notebook-source.ts'

export interface DrawerTools {
  pool: Orderable
  /** Starts an additional worker with MuPDF. */
  openDedicatedPool(): Promise<Pool>
  /** Called once for everything that a picture lacks. */
  onNote(note: PdfNote): void
  signal?: AbortSignal
}

/** After this many crashes of the worker with MuPDF, the notebook's other pages are drawn without it. */
const maxCrashes = 2

/** The worker with MuPDF and the notebook's source. */
interface Below {
  dedicatedPool: Pool
  key: string
  source: PageBelow['source']
  kind: PageBelow['kind']
}

let lastKey = 0

export class PageDrawer {
  readonly #notebook: Notebook
  readonly #tools: DrawerTools
  readonly #reported = new Set<string>()
  #below: Promise<Below> | undefined
  #crashes = 0

  constructor(notebook: Notebook, tools: DrawerTools) {
    this.#notebook = notebook
    this.#tools = tools
  }

  /** A PNG, or an SVG in UTF-8. Rejects with an OrderError or a SourceError. */
  async draw(page: PageSource, look: Look): Promise<Uint8Array> {
    return (await this.drawPlaced(page, look)).bytes
  }

  /** Same, with the place on the page. */
  async drawPlaced(page: PageSource, look: Look): Promise<DrawnPicture> {
    const parts = await partsOf(page, this.#notebook)
    const withBackground = look.purpose !== 'ocr'
    const first =
      (withBackground && isOnSource(this.#notebook, page)
        ? await this.#drawWithBackground(page, look, parts, undefined)
        : undefined) ?? (await this.#drawWithoutBackground(page, look, parts))
    if (!withBackground || first.imagesToLookUp.length === 0) return this.#finish(first)
    const pictures = await readPictures(page, first.imagesToLookUp)
    return this.#finish((await this.#drawWithBackground(page, look, parts, pictures)) ?? first)
  }

  /** Frees the memory that MuPDF took. */
  async close(): Promise<void> {
    const below = await this.#below?.catch(() => undefined)
    await below?.dedicatedPool.close()
  }

  #drawWithoutBackground(page: PageSource, look: Look, parts: PageParts): Promise<DrawnPicture> {
    return this.#tools.pool.run('draw', { ...look, page: parts, number: page.number }, this.#options())
  }

  /** Undefined if what is below or on the ink crashed the worker; a note says so. */
  async #drawWithBackground(
    page: PageSource,
    look: Look,
    parts: PageParts,
    pictures: Pictures | undefined,
  ): Promise<DrawnPicture | undefined> {
    if (this.#crashes >= maxCrashes) return this.#noteCrash(page)
    this.#below ??= this.#open()
    const { dedicatedPool, ...ofNotebook } = await this.#below
    const { uuid, number, sourcePage } = page
    const below: PageBelow = { ...ofNotebook, pictures, uuid, number, sourcePage }
    try {
      return await dedicatedPool.run('draw', { ...look, page: { ...parts, below }, number }, this.#options())
    } catch (error) {
      if (!(error instanceof OrderError) || error.code !== 'crash') throw error
      this.#crashes++
      return this.#noteCrash(page)
    }
  }

  #noteCrash({ number }: PageSource): undefined {
    this.#note([missingSource("The PDF or book couldn't be processed", number)])
  }

  async #open(): Promise<Below> {
    const notes: PdfNote[] = []
    const source = await readSource(this.#notebook, notes)
    this.#note(notes)
    return {
      dedicatedPool: await this.#tools.openDedicatedPool(),
      key: `drawer ${++lastKey}`,
      source: source?.file ?? null,
      kind: source?.kind ?? 'pdf',
    }
  }

  #finish(drawn: DrawnPicture): DrawnPicture {
    this.#note(drawn.notes)
    return drawn
  }

  #note(notes: PdfNote[]): void {
    for (const note of notes) {
      const line = `${note.page ?? ''} ${note.detail}`
      if (!this.#reported.has(line)) this.#tools.onNote(note)
      this.#reported.add(line)
    }
  }

  #options(): { signal?: AbortSignal } {
    const { signal } = this.#tools
    return signal ? { signal } : {}
  }
}

async function readPictures(page: PageSource, wanted: DrawnPicture['imagesToLookUp']): Promise<Pictures> {
  const pictures = new Map<string, Bytes>()
  for (const { name, file } of imageFiles(page, wanted).values()) {
    // A picture that can't be read is left out; the drawing reports it.
    const bytes = await bytesOf(file).catch(() => undefined)
    if (bytes) pictures.set(name, bytes)
  }
  return pictures
}
