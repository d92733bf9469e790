// SPDX-License-Identifier: AGPL-3.0-or-later
// Covers of notebooks on the server. A screen asks for many covers in one task; they are batched into one request.
import { answerTo, type PageWithImages } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'

/** The server's limit of notebooks per request. */
const maxBatchSize = 48

const loaders = new WeakMap<Remote, CoverLoader>()

/** The first page of the notebook that has an image; null if none has. */
export function coverOf(remote: Remote, notebook: string): RemoteQuery<PageWithImages | null> {
  const loader = loaders.get(remote) ?? new CoverLoader(remote.account)
  loaders.set(remote, loader)
  return remote.query(['cover', notebook], ({ signal }) => loader.load(notebook, signal))
}

interface Waiting {
  notebook: string
  signal: AbortSignal
  resolve: (cover: PageWithImages | null) => void
  reject: (error: unknown) => void
}

export class CoverLoader {
  readonly #account: Pick<Account, 'api'>
  #waiting: Waiting[] = []

  constructor(account: Pick<Account, 'api'>) {
    this.#account = account
  }

  /**
   * null: no page of the notebook has an image. Rejects with the signal's reason if it is aborted before the request is
   * sent.
   */
  load(notebook: string, signal: AbortSignal): Promise<PageWithImages | null> {
    // A timer, so that requests by other cards in this task join the batch.
    if (this.#waiting.length === 0) setTimeout(() => this.#send())
    return new Promise((resolve, reject) => this.#waiting.push({ notebook, signal, resolve, reject }))
  }

  #send(): void {
    const asked = this.#waiting
    this.#waiting = []
    for (let at = 0; at < asked.length; at += maxBatchSize) void this.#sendBatch(asked.slice(at, at + maxBatchSize))
  }

  async #sendBatch(batch: Waiting[]): Promise<void> {
    const wanted = batch.filter(({ signal }) => !signal.aborted)
    for (const { signal, reject } of batch) if (signal.aborted) reject(signal.reason)
    if (wanted.length === 0) return
    try {
      const params = { query: { notebook: wanted.map(({ notebook }) => notebook) } }
      const call = this.#account.api.GET('/api/v1/notebooks/covers', { params, cache: 'no-store' })
      const { items } = await answerTo(call)
      const covers = new Map(items.map(({ notebook_uuid, page }) => [notebook_uuid, page]))
      for (const { notebook, resolve } of wanted) resolve(covers.get(notebook) ?? null)
    } catch (error) {
      for (const { reject } of wanted) reject(error)
    }
  }
}
