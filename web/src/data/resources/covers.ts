// SPDX-License-Identifier: AGPL-3.0-or-later
// Covers of notebooks on the server. A screen asks for many covers in one task; they are batched into one request.
import { answerTo, type PageWithImages } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'

/** The server's limit of notebooks per request. */
const maxBatchSize = 48

/** By the shared workspace; of the person's own notebooks, "". */
const loaders = new WeakMap<Remote, Map<string, CoverLoader>>()

/** See `ServerNotebook`. */
export interface CoveredNotebook {
  facts: { uuid: string }
  workspace?: string
  isOthers?: true
}

/** The first page of the notebook that has an image; null if none has. */
export function coverOf(
  remote: Remote,
  { facts, workspace, isOthers }: CoveredNotebook,
): RemoteQuery<PageWithImages | null> {
  const { uuid } = facts
  const loader = loaderOf(remote, isOthers && workspace ? workspace : '')
  return remote.query(['cover', uuid], ({ signal }) => loader.load(uuid, signal))
}

function loaderOf(remote: Remote, workspace: string): CoverLoader {
  const known = loaders.get(remote) ?? new Map<string, CoverLoader>()
  loaders.set(remote, known)
  const fetch = workspace === '' ? undefined : (some: string[]) => fetchWorkspaceCovers(remote.account, workspace, some)
  const loader = known.get(workspace) ?? new CoverLoader(remote.account, fetch)
  known.set(workspace, loader)
  return loader
}

type FetchCovers = (notebooks: string[]) => Promise<Map<string, PageWithImages | null>>

interface Waiting {
  notebook: string
  signal: AbortSignal
  resolve: (cover: PageWithImages | null) => void
  reject: (error: unknown) => void
}

export class CoverLoader {
  readonly #fetch: FetchCovers
  #waiting: Waiting[] = []

  constructor(account: Pick<Account, 'api'>, fetch: FetchCovers = (some) => fetchOwnCovers(account, some)) {
    this.#fetch = fetch
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
      const covers = await this.#fetch(wanted.map(({ notebook }) => notebook))
      for (const { notebook, resolve } of wanted) resolve(covers.get(notebook) ?? null)
    } catch (error) {
      for (const { reject } of wanted) reject(error)
    }
  }
}

async function fetchOwnCovers({ api }: Pick<Account, 'api'>, notebook: string[]): ReturnType<FetchCovers> {
  const params = { query: { notebook } }
  const { items } = await answerTo(api.GET('/api/v1/notebooks/covers', { params, cache: 'no-store' }))
  return new Map(items.map(({ notebook_uuid, page }) => [notebook_uuid, page]))
}

/** Of other people's notebooks, by the server's ids. */
async function fetchWorkspaceCovers(
  { api }: Pick<Account, 'api'>,
  workspace_id: string,
  notebook: string[],
): ReturnType<FetchCovers> {
  const question = { params: { path: { workspace_id }, query: { notebook } }, cache: 'no-store' } as const
  const { items } = await answerTo(api.GET('/api/v1/workspaces/{workspace_id}/covers', question))
  return new Map(items.map(({ notebook_id, page }) => [notebook_id, page && { ...page, notebook_uuid: notebook_id }]))
}
