// SPDX-License-Identifier: AGPL-3.0-or-later
// A person with an account on a server that has pages transcribed.
import { test as base } from './dashboard.ts'
import { Person } from './person.ts'
import { ReadingServer } from './reading-server.ts'

export const test = base.extend<{ server: ReadingServer; person: Person }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  server: async ({}, use, testInfo) => {
    await using server = await ReadingServer.start()
    await use(server)
    if (testInfo.status !== testInfo.expectedStatus)
      console.error(['What the server logged as errors:', ...server.errors].join('\n'))
  },
  person: async ({ browser, server, locale }, use) => {
    const person = new Person(browser, { baseURL: server.address, locale: locale ?? 'en-GB' })
    await use(person)
    await person.leave()
  },
})
