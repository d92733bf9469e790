// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that may spend nothing more on models today, and a person to whom tomorrow begins at 05:30.
import type { Browser } from '@playwright/test'
import { askDatabase, startCluster, startServer } from '../tests/world/programs.ts'
import { Person } from './person.ts'

export class SpentServer implements AsyncDisposable {
  readonly person: Person
  readonly #programs: AsyncDisposable[]

  private constructor(person: Person, programs: AsyncDisposable[]) {
    this.person = person
    this.#programs = programs
  }

  static async start(browser: Browser): Promise<SpentServer> {
    const cluster = await startCluster()
    // Spent today, and tomorrow, in case that begins meanwhile.
    askDatabase(
      cluster.said,
      `INSERT INTO spend_days (day, nanodollars)
       SELECT (now() AT TIME ZONE 'UTC')::date + days, 1000000000 FROM generate_series(0, 1) AS days`,
    )
    const server = await startServer(cluster.said, {
      RMIRROR_DASHBOARD_DIR: 'web/dist',
      RMIRROR_ANTHROPIC_API_KEY: 'none',
      RMIRROR_TEST_ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
      RMIRROR_SPEND_LIMIT: '1',
    })
    // Where midnight UTC is half past five, all year.
    const options = { baseURL: server.said, locale: 'en-GB', timezoneId: 'Asia/Kolkata' }
    return new SpentServer(new Person(browser, options), [server, cluster])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.person.leave()
    for (const program of this.#programs) await program[Symbol.asyncDispose]()
  }
}
