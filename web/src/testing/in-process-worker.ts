// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: a worker's own code and the real core, without the thread.
import { readFileSync } from 'node:fs'
import { type FontStyle, fontFiles, loadCore } from '@rmirror/shared/core'
import { BelowInk } from '@rmirror/shared/pdf'
import { describeFailure } from '../render/failure.ts'
import { performWithMuPdf } from '../render/perform-with-mupdf.ts'
import { Pool, type WorkerLike } from '../render/pool.ts'
import type { FromWorker, Order, ToWorker } from '../render/protocol.ts'
import { Workshop } from '../render/workshop.ts'

const wasm = readFileSync(new URL(import.meta.resolve('@rmirror/core/core.wasm')))

const readFont = async (style: FontStyle) => readFileSync(new URL(import.meta.resolve(fontFiles[style])))

export class InProcessPool extends Pool {
  readonly orders: Order['kind'][]

  private constructor(shop: Workshop, orders: Order['kind'][], size: number) {
    super(() => new InProcessWorker(shop, orders), size)
    this.orders = orders
  }

  static async open(size = 2): Promise<InProcessPool> {
    return new InProcessPool(new Workshop(await loadCore(wasm), readFont, (source) => BelowInk.open(source)), [], size)
  }
}

class InProcessWorker implements WorkerLike {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null
  onerror: ((event: ErrorEvent) => void) | null = null
  readonly #shop: Workshop
  readonly #orders: Order['kind'][]
  readonly #running = new Map<number, AbortController>()

  constructor(shop: Workshop, orders: Order['kind'][]) {
    this.#shop = shop
    this.#orders = orders
  }

  postMessage(message: ToWorker): void {
    if ('cancel' in message) this.#running.get(message.id)?.abort()
    else void this.#obey(message.id, message.order)
  }

  terminate(): void {
    this.onmessage = null
  }

  async #obey(id: number, order: Order): Promise<void> {
    this.#orders.push(order.kind)
    const controller = new AbortController()
    this.#running.set(id, controller)
    const say = (data: FromWorker) => this.onmessage?.({ data } as MessageEvent<FromWorker>)
    await performWithMuPdf(this.#shop, order, controller.signal, (news) => say({ id, news })).then(
      (answer) => say({ id, answer }),
      (error) => say({ id, failure: describeFailure(error) }),
    )
  }
}
