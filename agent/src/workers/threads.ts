// SPDX-License-Identifier: AGPL-3.0-or-later
// Pools of worker threads.
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type FromWorker, Pool, type ToWorker, type WorkerLike } from '@rmirror/shared/workshop'

/** More would hardly be faster, because the disk and the main thread take part in each page. */
const maxThreads = 8

export function openPool(size = Math.min(availableParallelism(), maxThreads)): Pool {
  return new Pool(() => new Thread(), size)
}

export class Thread implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null
  onerror: WorkerLike['onerror'] = null
  readonly #worker: Worker
  #ending = false

  constructor(program = new URL('./worker.js', import.meta.url)) {
    this.#worker = new Worker(program)
    this.#worker.on('message', (data: FromWorker) => {
      // An answer from before the termination may arrive while the thread ends.
      if (!('news' in data) && !this.#ending) this.#worker.unref()
      this.onmessage?.({ data } as MessageEvent<FromWorker>)
    })
    for (const event of ['error', 'exit'])
      this.#worker.on(event, () => this.onerror?.({ preventDefault() {} } as ErrorEvent))
    // An idle thread must not keep the program alive.
    this.#worker.unref()
  }

  postMessage(message: ToWorker): void {
    if ('order' in message) this.#worker.ref()
    this.#worker.postMessage(message)
  }

  /** The ending thread keeps the program alive; otherwise the program could end first and lose its last output. */
  async terminate(): Promise<void> {
    this.#ending = true
    this.#worker.ref()
    await this.#worker.terminate()
  }
}
