// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetches the server's transcriptions of exported notebooks.
import {
  type Api,
  answerTo,
  fetchPage,
  fetchTranscriptions,
  type InkHashes,
  noTranscriptions,
  type ServerPage,
  type ServerPages,
  type Transcriptions,
} from '@rmirror/shared/api'
import type { Notebook } from '@rmirror/shared/library'
import { inkHashesOf, type Pool } from '@rmirror/shared/workshop'
import { type Connection, commandErrorFrom } from '../account/connection.ts'
import { CommandError } from '../errors.ts'
import { visibleLine } from '../visible.ts'

export interface Handwriting {
  /** Transcriptions of the pages whose ink is the same here and on the server. Rejects only when aborted. */
  of(notebook: Notebook): Promise<Transcriptions>
}

export const noServerTranscriptions: Handwriting = { of: async () => noTranscriptions }

interface Tools {
  pool: Pool
  signal: AbortSignal
  /** Called once: with the first notebook without transcription, and why. */
  onMissing(notebook: Notebook, why: string): void
}

export class ServerTranscriptions implements Handwriting {
  readonly #connection: Connection
  readonly #tools: Tools
  readonly #server: ServerLibrary
  #isMissing = false

  constructor(connection: Connection, tools: Tools) {
    this.#connection = connection
    this.#tools = tools
    this.#server = new ServerLibrary(connection.api, tools.signal)
  }

  async of(notebook: Notebook): Promise<Transcriptions> {
    const { signal, onMissing } = this.#tools
    if (this.#isMissing) return noTranscriptions
    try {
      return await fetchTranscriptions(this.#server, notebook.uuid, this.#inkHashesOf(notebook), signal)
    } catch (error) {
      signal.throwIfAborted()
      const trouble = commandErrorFrom(error, this.#connection)
      if (!(trouble instanceof CommandError)) throw trouble
      this.#isMissing = true
      onMissing(notebook, visibleLine(trouble.message))
      return noTranscriptions
    }
  }

  #inkHashesOf(notebook: Notebook): InkHashes {
    if (notebook.isNote) return new Map(notebook.pages.map(({ uuid }) => [uuid, async () => null]))
    return inkHashesOf(notebook, this.#tools.pool)
  }
}

/** Fetches the list of notebooks once, because the server knows only some notebooks of most folders. */
class ServerLibrary implements ServerPages {
  readonly #api: Api
  readonly #signal: AbortSignal
  #known: Promise<ReadonlySet<string>> | undefined

  constructor(api: Api, signal: AbortSignal) {
    this.#api = api
    this.#signal = signal
  }

  async pagesOf(notebook_uuid: string): Promise<ServerPage[]> {
    this.#known ??= this.#askWhatIsKnown()
    if (!(await this.#known).has(notebook_uuid)) return []
    const params = { path: { notebook_uuid } }
    const answer = await answerTo(this.#api.GET('/api/v1/notebooks/{notebook_uuid}', { params, signal: this.#signal }))
    return answer.pages
  }

  page(place: Parameters<ServerPages['page']>[0]) {
    return fetchPage(this.#api, place, this.#signal)
  }

  async #askWhatIsKnown(): Promise<ReadonlySet<string>> {
    const { items } = await answerTo(this.#api.GET('/api/v1/notebooks/tree', { signal: this.#signal }))
    return new Set(items.map(({ notebook_uuid }) => notebook_uuid))
  }
}
