// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that searches by meaning through an emulator of OpenAI, and people with typed pages.
import { expect, vi } from 'vitest'
import { OpenAiEmulator } from '../world/openai.ts'
import { hangLimits } from '../world/patience.ts'
import { askDatabase, type Program, startDatabase, startServer } from '../world/programs.ts'
import { type Answer, Api } from './answers.ts'
import { Device, page, uuid } from './library.ts'

const key = 'sk-ours-0001'

export class Meaning implements AsyncDisposable {
  readonly service: OpenAiEmulator
  readonly #database: Program
  #server: Program

  private constructor(service: OpenAiEmulator, database: Program, server: Program) {
    this.service = service
    this.#database = database
    this.#server = server
  }

  static async start(more: Record<string, string> = {}): Promise<Meaning> {
    const service = await OpenAiEmulator.start({ as: 'openai', key })
    const database = await startDatabase()
    const server = await startServer(database.said, { ...settingsFor(service), ...more })
    return new Meaning(service, database, server)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]()
    await this.#database[Symbol.asyncDispose]()
    await this.service[Symbol.asyncDispose]()
  }

  /** Ends the server, and starts another with the same database. */
  async restart(more: Record<string, string> = {}): Promise<void> {
    await this.#server[Symbol.asyncDispose]()
    this.#server = await startServer(this.#database.said, { ...settingsFor(this.service), ...more })
  }

  get api(): Api {
    return new Api(this.#server.said)
  }

  ask(sql: string): string {
    return askDatabase(this.#database.said, sql)
  }

  person(email: string): Promise<Device> {
    return Device.signUp(this.api, email)
  }

  /** The same person, where the server is since it was restarted. */
  here(person: Device): Device {
    return person.at(this.api)
  }

  /** What waits is due at once, whatever put it off. */
  hurry(): void {
    this.ask(`
      UPDATE sync_queue SET run_after = now() WHERE target_name = 'meaning' AND status IN ('pending', 'retry');
      DELETE FROM queue_holds WHERE target_name = 'meaning';
      NOTIFY rmirror_queue`)
  }

  /** Until nothing waits, however long things are put off. */
  async settle(): Promise<void> {
    const waiting = () => {
      this.hurry()
      return this.ask(
        `SELECT count(*) FROM sync_queue WHERE target_name = 'meaning' AND status IN ('pending', 'processing', 'retry')`,
      )
    }
    // Also before tests, where expect.poll() can't be.
    await vi.waitFor(() => expect(waiting()).toBe('0'), { timeout: hangLimits.poll, interval: 50 })
  }

  /** All texts that the service was asked about by now, in their order. */
  async embedded(): Promise<string[]> {
    return (await this.service.seen()).embedded.flat()
  }
}

const settingsFor = (service: OpenAiEmulator) => ({
  RMIRROR_EMBEDDINGS_URL: service.address,
  RMIRROR_EMBEDDINGS_KEY: key,
})

/** Tells the server all of a library: notebooks of typed pages, by their numbers. */
export async function type(device: Device, notebooks: Record<number, Record<number, string>>): Promise<void> {
  const answer = await device.announceManifest({
    scope: 'library',
    notebooks: Object.entries(notebooks).map(([number, pages]) => ({
      notebook_uuid: uuid(Number(number)),
      document_type: 'notebook',
      visible_name: `Notebook ${number}`,
      pages: Object.entries(pages).map(([name, typed_text]) => ({ ...page(Number(name)), has_ink: false, typed_text })),
    })),
  })
  expect(answer.status).toBe(200)
}

export const search = (device: Device, query: Record<string, string>): Promise<Answer> =>
  device.get('GET /api/v1/search', `/api/v1/search?${new URLSearchParams({ mode: 'meaning', ...query }).toString()}`)

export const related = (device: Device, notebookName: string, pageNumber: number): Promise<Answer> =>
  device.get(
    'GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/related',
    `/api/v1/notebooks/${notebookName}/pages/${uuid(pageNumber)}/related`,
  )

/** The pages of an answer, by the ends of their names, best first. */
export const pagesIn = ({ body }: Answer): number[] =>
  body.items.flatMap((item: { pages: { page_uuid: string }[] }) =>
    item.pages.map(({ page_uuid }) => Number(page_uuid.slice(-12))),
  )
