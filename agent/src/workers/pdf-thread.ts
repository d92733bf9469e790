// SPDX-License-Identifier: AGPL-3.0-or-later
// The thread that makes a PDF, from the program's side.
import { Worker } from 'node:worker_threads'
import type { PdfOptions, PdfPage, PdfResult } from '@rmirror/shared/pdf'
import type { PdfQuestion, PdfReply } from './pdf-tasks.ts'

/** The thread died or went silent; a hostile source can do that to MuPDF. */
export class PdfThreadError extends Error {
  override name = 'PdfThreadError'
}

/** A thousand times what a page needs, and fifty times what a large PDF needs to be saved. */
const silenceMs = 300_000

/** Makes one PDF of the pages as they come, in a thread that ends with it. */
export async function makePdf(pages: AsyncIterable<PdfPage>, options: PdfOptions): Promise<PdfResult> {
  const thread = new PdfThread()
  try {
    thread.send({ kind: 'start', options })
    for await (const page of pages) {
      await thread.ask({ kind: 'page', page }, page.ink ? [page.ink.content.buffer as ArrayBuffer] : [])
    }
    const reply = await thread.ask({ kind: 'end' })
    if (reply.kind !== 'done') throw new PdfThreadError('The PDF was not finished')
    return reply.result
  } finally {
    await thread.end()
  }
}

class PdfThread {
  readonly #worker = new Worker(new URL('./pdf-worker.js', import.meta.url))
  #settle: { resolve(reply: PdfReply): void; reject(error: Error): void } | undefined
  #failure: PdfThreadError | undefined

  constructor() {
    this.#worker.on('message', (reply: PdfReply) => {
      if (reply.kind === 'failed') this.#fail(reply.detail)
      else this.#settle?.resolve(reply)
    })
    this.#worker.on('error', (error) => this.#fail(error.message))
    this.#worker.on('exit', () => this.#fail('the thread ended'))
  }

  send(question: PdfQuestion, moved: ArrayBuffer[] = []): void {
    this.#worker.postMessage(question, moved)
  }

  async ask(question: PdfQuestion, moved: ArrayBuffer[] = []): Promise<PdfReply> {
    if (this.#failure) throw this.#failure
    const deadline = setTimeout(() => this.#fail('it went silent'), silenceMs)
    try {
      return await new Promise<PdfReply>((resolve, reject) => {
        this.#settle = { resolve, reject }
        this.send(question, moved)
      })
    } finally {
      clearTimeout(deadline)
      this.#settle = undefined
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #fail(detail: string): void {
    this.#failure ??= new PdfThreadError(`The PDF could not be made: ${detail}`)
    this.#settle?.reject(this.#failure)
  }
}
