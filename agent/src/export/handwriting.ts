// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetches the server's transcriptions of exported notebooks.
import {
  type Api,
  answerTo,
  fetchPage,
  noPagesRead,
  type PagesAtServer,
  type ReadPages,
  readPages,
  type ServerPage,
} from '@rmirror/shared/api'
import type { Notebook } from '@rmirror/shared/library'
import { inkHashesOf, type Pool } from '@rmirror/shared/workshop'
import { type Connection, troubleFrom } from '../account/connection.ts'
import { Trouble } from '../errors.ts'
import { visibleLine } from '../visible.ts'

export interface Handwriting {
  /** Transcriptions of the pages whose ink is the same here and on the server. Rejects only when aborted. */
  of(notebook: Notebook): Promise<ReadPages>
}

export const nobodyRead: Handwriting = { of: async () => noPagesRead }

interface Tools {
  pool: Pool
  signal: AbortSignal
  /** Called once: with the first notebook without transcription, and why. */
  onMissing(notebook: Notebook, why: string): void
}

export class ServersHandwriting implements Handwriting {
  readonly #connection: Connection
  readonly #tools: Tools
  readonly #server: LibraryAtServer
  #isMissing = false

  constructor(connection: Connection, tools: Tools) {
    this.#connection = connection
    this.#tools = tools
    this.#server = new LibraryAtServer(connection.api, tools.signal)
  }

  async of(notebook: Notebook): Promise<ReadPages> {
    const { signal, onMissing } = this.#tools
    if (this.#isMissing) return noPagesRead
    try {
      return await readPages(this.#server, notebook.uuid, inkHashesOf(notebook, this.#tools.pool), signal)
    } catch (error) {
      signal.throwIfAborted()
      const trouble = troubleFrom(error, this.#connection)
      if (!(trouble instanceof Trouble)) throw trouble
      this.#isMissing = true
      onMissing(notebook, visibleLine(trouble.message))
      return noPagesRead
    }
  }
}

/** Fetches the list of notebooks once, because the server knows only some notebooks of most folders. */
class LibraryAtServer implements PagesAtServer {
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

  page(place: Parameters<PagesAtServer['page']>[0]) {
    return fetchPage(this.#api, place, this.#signal)
  }

  async #askWhatIsKnown(): Promise<ReadonlySet<string>> {
    const { items } = await answerTo(this.#api.GET('/api/v1/notebooks/tree', { signal: this.#signal }))
    return new Set(items.map(({ notebook_uuid }) => notebook_uuid))
  }
}
