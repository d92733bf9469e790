// SPDX-License-Identifier: AGPL-3.0-or-later
// A pool whose workers answer as a test says.
import {
  type Failure,
  type FromWorker,
  type Order,
  Pool,
  type ToWorker,
  type WorkerLike,
} from '@rmirror/shared/workshop'

export type Script = (order: Order) => { answer: unknown } | { failure: Failure }

export class ScriptedWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null
  onerror: WorkerLike['onerror'] = null
  ended = false
  readonly orders: Order[] = []
  readonly #script: Script

  constructor(script: Script) {
    this.#script = script
  }

  postMessage(message: ToWorker): void {
    if (!('order' in message)) return
    this.orders.push(message.order)
    const data: FromWorker = { id: message.id, ...this.#script(message.order) }
    queueMicrotask(() => this.onmessage?.({ data } as MessageEvent<FromWorker>))
  }

  terminate(): void {
    this.ended = true
  }
}

/** `workers` are those of the pool and those that were started apart, in the order of their start. */
export function scriptedPool(script: Script, size = 1) {
  const [workers, apart]: [ScriptedWorker[], ScriptedWorker[]] = [[], []]
  const startIn = (list: ScriptedWorker[]) => () => {
    const worker = new ScriptedWorker(script)
    list.push(worker)
    return worker
  }
  return { pool: new Pool(startIn(workers), size, startIn(apart)), workers, apart }
}

export const death: { failure: Failure } = { failure: { code: 'crash', message: 'out of memory', crashed: true } }

export const emptyPdf = { bytes: new TextEncoder().encode('%PDF-'), saved: 'new', notes: [] }

const ink = { facts: { ink: null, turned: false, images: [] }, background: new Uint8Array(), content: new Uint8Array() }

/** As a worker that can do everything. */
export const obliging: Script = ({ kind }) => {
  if (kind === 'finish-pdf') return { answer: emptyPdf }
  if (kind === 'ink') return { answer: ink }
  if (kind === 'text') return { answer: '' }
  if (kind === 'draw') return { answer: { bytes: new Uint8Array(), notes: [], imagesToLookUp: [] } }
  return { answer: null }
}
