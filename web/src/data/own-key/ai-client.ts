// SPDX-License-Identifier: AGPL-3.0-or-later
// Client of the web worker that calls AI services.
import type { Answers, Ask, FromAiWorker, ToAiWorker } from '../../ai/types.ts'

/** The worker could not be started, or it ended. */
export class AiWorkerLost extends Error {
  override name = 'AiWorkerLost'
}

interface Waiting {
  resolve: (answer: never) => void
  reject: (reason: unknown) => void
  onWait: (ms: number) => void
  onText: (piece: string) => void
}

export interface AskOptions {
  signal: AbortSignal
  /** The service asked to wait for this many milliseconds. */
  onWait?: (ms: number) => void
  /** The next piece of an answer to a question. */
  onText?: (piece: string) => void
}

export type WorkerPort = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>

export class AiClient implements Disposable {
  readonly #worker: WorkerPort
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0

  constructor(startWorker: () => WorkerPort) {
    this.#worker = startWorker()
    this.#worker.addEventListener('message', (event) => this.#hear((event as MessageEvent<FromAiWorker>).data))
    this.#worker.addEventListener('error', () => this.#lose())
  }

  /** Rejects with the signal's reason if aborted, else with an AiWorkerLost. */
  ask<Kind extends Ask['kind']>(
    ask: Extract<Ask, { kind: Kind }>,
    { signal, onWait = () => {}, onText = () => {} }: AskOptions,
  ): Promise<Answers[Kind]> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted()
      const id = ++this.#lastId
      const stop = () => {
        this.#waiting.delete(id)
        this.#post({ id, cancel: true })
        reject(signal.reason)
      }
      const settled = <T>(then: (value: T) => void) => {
        return (value: T) => {
          signal.removeEventListener('abort', stop)
          then(value)
        }
      }
      signal.addEventListener('abort', stop, { once: true })
      this.#waiting.set(id, { resolve: settled(resolve), reject: settled(reject), onWait, onText })
      this.#post({ id, ask })
    })
  }

  [Symbol.dispose](): void {
    this.#worker.terminate()
    this.#lose()
  }

  #post(message: ToAiWorker): void {
    this.#worker.postMessage(message)
  }

  #hear(message: FromAiWorker): void {
    const waiting = this.#waiting.get(message.id)
    if (!waiting) return
    if ('waitsMs' in message) {
      waiting.onWait(message.waitsMs)
      return
    }
    if ('piece' in message) {
      waiting.onText(message.piece)
      return
    }
    this.#waiting.delete(message.id)
    if ('error' in message) waiting.reject(new AiWorkerLost(message.error))
    else waiting.resolve(message.answer as never)
  }

  #lose(): void {
    const lost = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of lost) reject(new AiWorkerLost('The worker ended'))
  }
}
