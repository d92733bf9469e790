// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that searches by meaning, through an emulator of an embeddings service.
import type { Browser } from '@playwright/test'
import { OpenAiEmulator } from '../tests/world/openai.ts'
import { startCluster, startServer } from '../tests/world/programs.ts'
import { expect } from './dashboard.ts'
import { Person } from './person.ts'

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

export class MeaningServer implements AsyncDisposable {
  readonly address: string
  readonly person: Person
  readonly #programs: AsyncDisposable[]

  private constructor(address: string, person: Person, programs: AsyncDisposable[]) {
    this.address = address
    this.person = person
    this.#programs = programs
  }

  static async start(browser: Browser): Promise<MeaningServer> {
    const service = await OpenAiEmulator.start({ as: 'openai', key: 'sk-ours-0001' })
    const cluster = await startCluster()
    const server = await startServer(cluster.said, {
      RMIRROR_DASHBOARD_DIR: 'web/dist',
      RMIRROR_EMBEDDINGS_URL: service.address,
      RMIRROR_EMBEDDINGS_KEY: 'sk-ours-0001',
    })
    const person = new Person(browser, { baseURL: server.said, locale: 'en-GB' })
    return new MeaningServer(server.said, person, [server, cluster, service])
  }

  /** One notebook for each text, of one typed page. */
  async announce(texts: string[]): Promise<void> {
    const notebooks = texts.map((typed_text, nth) => ({
      notebook_uuid: uuid(nth + 1),
      document_type: 'notebook',
      visible_name: `Notebook ${nth + 1}`,
      pages: [{ page_uuid: uuid(nth + 101), ink_hash: `i1:${nth}`, has_ink: false, typed_text }],
    }))
    const answer = await fetch(`${this.address}/api/v1/sync/manifest`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${await this.person.agentToken(this.address)}`,
      },
      body: JSON.stringify({ scope: 'library', notebooks }),
    })
    expect(answer.status, await answer.text()).toBe(200)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.person.leave()
    for (const program of this.#programs) await program[Symbol.asyncDispose]()
  }
}
