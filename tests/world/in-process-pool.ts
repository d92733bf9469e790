// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: a worker's own code and the real core, without the thread.
import { readFileSync } from 'node:fs'
import { type Core, type FontStyle, fontFiles, loadCore } from '@rmirror/shared/core'
import { type FromWorker, type Order, Pool, type ToWorker, type WorkerLike } from '@rmirror/shared/workshop'
import { pagePerformers, read, serve, Workshop } from '@rmirror/shared/workshop/worker'
import { BelowInk, pdfPerformers } from '@rmirror/shared/workshop/worker-with-mupdf'

const wasm = readFileSync(new URL(import.meta.resolve('@rmirror/core/core.wasm')))

type ReadFont = (style: FontStyle) => Promise<Uint8Array>

export const readFont: ReadFont = async (style) => readFileSync(new URL(import.meta.resolve(fontFiles[style])))

export class InProcessPool extends Pool {
  readonly orders: Order['kind'][]

  private constructor(core: Core, orders: Order['kind'][], size: number, read: ReadFont) {
    super(() => new InProcessWorker(core, orders, read), size)
    this.orders = orders
  }

  static async open(size = 2, read = readFont): Promise<InProcessPool> {
    return new InProcessPool(await loadCore(wasm), [], size, read)
  }
}

class InProcessWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null
  onerror: WorkerLike['onerror'] = null
  readonly #orders: Order['kind'][]
  #hear: (message: ToWorker) => void = () => {}

  constructor(core: Core, orders: Order['kind'][], readFont: ReadFont) {
    this.#orders = orders
    const port = {
      listen: (hear: (message: ToWorker) => void) => (this.#hear = hear),
      post: (data: FromWorker) => this.onmessage?.({ data } as MessageEvent<FromWorker>),
    }
    const openWorkshop = async () => new Workshop({ core, readFont, openSource: BelowInk.open })
    serve(port, openWorkshop, { ...pagePerformers, ...pdfPerformers(), read })
  }

  postMessage(message: ToWorker): void {
    if ('order' in message) this.#orders.push(message.order.kind)
    this.#hear(message)
  }

  terminate(): void {
    this.onmessage = null
  }
}
