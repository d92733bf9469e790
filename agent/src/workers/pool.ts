// SPDX-License-Identifier: AGPL-3.0-or-later
// A pool of page workers. A thread that dies or hangs is replaced; only the page it had is lost, and says so.
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { PageSource } from '@rmirror/shared/library'
import { SourceError } from '@rmirror/shared/library'
import type { PageBytes, Reply, TaskName, Tasks, ThreadData } from './tasks.ts'

/** No page takes a hundredth of this; what does is taken for a hang. */
const deadlineMs = 120_000

interface Waiting {
  name: TaskName
  ask: unknown
  page: PageBytes
  resolve(answer: unknown): void
  reject(error: Error): void
}

export class PagePool {
  readonly size: number
  readonly #data: ThreadData
  readonly #queue: Waiting[] = []
  readonly #threads = new Set<Thread>()
  #closed = false

  constructor(size = Math.min(availableParallelism(), 8), data: ThreadData = {}) {
    this.size = size
    this.#data = data
  }

  /** Reads the page's files and has `name` done with them. Rejects with an Error whose `code` is a Problem's. */
  async run<Name extends TaskName>(
    name: Name,
    ask: Tasks[Name]['ask'],
    page: PageSource,
  ): Promise<Tasks[Name]['answer']> {
    const bytes = await readPage(page)
    return new Promise((resolve, reject) => {
      this.#queue.push({ name, ask, page: bytes, resolve: resolve as (answer: unknown) => void, reject })
      this.#dispatch()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#threads].map((thread) => thread.stop()))
  }

  #dispatch(): void {
    while (this.#queue.length > 0 && !this.#closed) {
      const thread = [...this.#threads].find((each) => each.idle) ?? this.#start()
      if (!thread) return
      const next = this.#queue.shift()
      if (next) thread.take(next)
    }
  }

  #start(): Thread | undefined {
    if (this.#threads.size >= this.size) return undefined
    const thread = new Thread(this.#data, (dead) => {
      if (dead) this.#threads.delete(thread)
      this.#dispatch()
    })
    this.#threads.add(thread)
    return thread
  }
}

class Thread {
  readonly #worker: Worker
  readonly #onFree: (dead: boolean) => void
  #current: Waiting | undefined
  #deadline: NodeJS.Timeout | undefined
  #stopping = false

  constructor(workerData: ThreadData, onFree: (dead: boolean) => void) {
    this.#worker = new Worker(new URL('./page-worker.js', import.meta.url), { workerData })
    this.#onFree = onFree
    this.#worker.on('message', (reply: Reply) => this.#finish(reply))
    this.#worker.on('error', () => this.#die())
    this.#worker.on('exit', () => this.#die())
    // An idle thread must not keep the program alive.
    this.#worker.unref()
  }

  get idle(): boolean {
    return this.#current === undefined
  }

  take(waiting: Waiting): void {
    this.#current = waiting
    this.#worker.ref()
    this.#deadline = setTimeout(() => void this.stop(), deadlineMs)
    this.#worker.postMessage({ id: 0, name: waiting.name, ask: waiting.ask, page: waiting.page })
  }

  /** While it ends the thread keeps the program alive: or the program would end first, its last words unsaid. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#worker.ref()
    await this.#worker.terminate()
  }

  #finish(reply: Reply): void {
    const done = this.#release()
    if ('answer' in reply) done?.resolve(reply.answer)
    else done?.reject(new SourceError(reply.failure.code, reply.failure.detail))
    if (!this.#stopping) this.#worker.unref()
    this.#onFree(false)
  }

  #die(): void {
    this.#release()?.reject(new SourceError('crash', 'The page reader stopped unexpectedly at this page'))
    this.#onFree(true)
  }

  #release(): Waiting | undefined {
    const current = this.#current
    clearTimeout(this.#deadline)
    this.#current = undefined
    return current
  }
}

async function readPage(page: PageSource): Promise<PageBytes> {
  const [file, layerMetadata, highlights] = await Promise.all([
    page.file?.read(),
    readBeside(page.layerMetadata),
    readBeside(page.highlights),
  ])
  return { file, index: page.index, layerMetadata, highlights }
}

/** Layer names are worth less than the page: without them it still opens. */
async function readBeside(source: PageSource['highlights']): Promise<Uint8Array | undefined> {
  return source?.read().catch(() => undefined)
}
