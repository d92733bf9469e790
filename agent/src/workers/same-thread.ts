// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws a page in the program's own thread, which spares the start of another.
import type { PageSource } from '@rmirror/shared/library'
import { type FromWorker, Pool, type ToWorker, type WorkerLike } from '@rmirror/shared/workshop'
import { pagePerformers, serve, Workshop } from '@rmirror/shared/workshop/worker'
import { loadNodeCore, readNodeFont } from './core.ts'

/** The largest file that the fuzzers give the core (scripts/fuzz), and that it reads in less than ten seconds. */
const maxBytes = 256 * 1024

/** Nothing can interrupt this thread while it draws, so larger pages are drawn in another. */
export const isSmall = ({ file, layerMetadata, highlights, templateFile }: PageSource) =>
  [file, layerMetadata, highlights, templateFile].every((each) => (each?.size ?? 0) <= maxBytes)

/** For pages without what is below ink: that is drawn in a dedicated pool. */
export const openSameThread = () => new Pool(() => new SameThread(), 1)

class SameThread implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null
  onerror: WorkerLike['onerror'] = null
  #hear: (message: ToWorker) => void = () => {}

  constructor() {
    const post = (data: FromWorker) => this.onmessage?.({ data } as MessageEvent<FromWorker>)
    const listen = (hear: (message: ToWorker) => void) => {
      this.#hear = hear
    }
    serve(
      { listen, post },
      async () => new Workshop({ core: await loadNodeCore(), readFont: readNodeFont }),
      pagePerformers,
    )
  }

  postMessage(message: ToWorker): void {
    this.#hear(message)
  }

  terminate(): void {}
}
