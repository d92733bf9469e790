// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages of one notebook as pictures, on the source they were written on and with their images.
import type { RenderRequest } from '@rmirror/shared/core'
import { type Notebook, type PageSource, readImages } from '@rmirror/shared/library'
import type { PdfNote } from '@rmirror/shared/pdf'
import { failureOf } from '../outcome.ts'
import { PagePool } from '../workers/pool.ts'
import type { Drawn, DrawRequest } from '../workers/tasks.ts'
import { readSource } from './source.ts'

/** Who is told what a picture lacks; `page` is 1-based, undefined for what all pages lack. */
export type Tell = (page: number | undefined, detail: string) => void

export class Drawing {
  readonly #notebook: Notebook
  readonly #pool: PagePool
  readonly #tell: Tell
  readonly #told = new Set<string>()
  /** A thread with MuPDF in it; only where there is something to draw below the ink. */
  #below: Promise<PagePool> | undefined

  constructor(notebook: Notebook, pool: PagePool, tell: Tell) {
    this.#notebook = notebook
    this.#pool = pool
    this.#tell = tell
  }

  png(request: RenderRequest, page: PageSource): Promise<Uint8Array> {
    return this.#draw(page, request, (pool, ask) => pool.run('png', ask, page))
  }

  svg(request: RenderRequest, page: PageSource): Promise<string> {
    return this.#draw(page, request, (pool, ask) => pool.run('svg', ask, page))
  }

  /** Gives the memory back that MuPDF took. */
  async close(): Promise<void> {
    await (await this.#below)?.close()
  }

  async #draw<Picture>(
    page: PageSource,
    request: RenderRequest,
    run: (pool: PagePool, ask: DrawRequest) => Promise<Drawn<Picture>>,
  ): Promise<Picture> {
    const { number, sourcePage } = page
    const onSource = request.purpose !== 'ocr' && sourcePage !== null
    // The tablet shows no template below the ink on a PDF.
    const ask = { ...request, number, orientation: this.#notebook.orientation, template: onSource ? '' : page.template }
    try {
      const first = onSource
        ? await run(await this.#withBelow(), { ...ask, below: { number, sourcePage } })
        : await run(this.#pool, ask)
      if ('picture' in first) return this.#finish(first)
      const images = await readImages(page, first.wanted)
      const second = await run(await this.#withBelow(), { ...ask, below: { number, sourcePage, images } })
      if ('picture' in second) return this.#finish(second)
    } catch (error) {
      if (!this.#below || failureOf(error).code !== 'crash') throw error
      this.#tell(number, 'What lies below the ink could not be worked on: only what was written on it is here')
    }
    const alone = await run(this.#pool, {
      ...ask,
      purpose: 'display',
      below: { number, sourcePage: null, images: new Map() },
    })
    if ('picture' in alone) return alone.picture
    throw new Error('A page without its images was not drawn')
  }

  #withBelow(): Promise<PagePool> {
    this.#below ??= this.#openBelow()
    return this.#below
  }

  async #openBelow(): Promise<PagePool> {
    const notes: PdfNote[] = []
    const source = await readSource(this.#notebook, notes)
    this.#tellOnce(notes)
    return new PagePool(1, { source })
  }

  #finish<Picture>({ picture, notes }: { picture: Picture; notes: PdfNote[] }): Picture {
    this.#tellOnce(notes)
    return picture
  }

  #tellOnce(notes: PdfNote[]): void {
    for (const { detail, page } of notes) {
      const line = `${page ?? ''} ${detail}`
      if (!this.#told.has(line)) this.#tell(page, detail)
      this.#told.add(line)
    }
  }
}
