// SPDX-License-Identifier: AGPL-3.0-or-later
// The covers of notebooks on the server. A screen of notebooks asks for many in the same moment: they share one request.
import { answerTo, type PageWithImages } from '@rmirror/shared/api'
import type { Account } from './account.ts'
import type { Remote } from './remote.ts'
import type { RemoteQuery } from './remote-query.ts'

/** As the server has it. */
const maxBatchSize = 48

const loaders = new WeakMap<Remote, CoverLoader>()

/** The first page of a notebook that has an image; null where none has. */
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

  /** null: no page of the notebook has an image. */
  load(notebook: string, signal: AbortSignal): Promise<PageWithImages | null> {
    // What other cards ask for in this task comes first.
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
