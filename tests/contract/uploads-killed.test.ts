// SPDX-License-Identifier: AGPL-3.0-or-later
// The server is killed while pictures arrive and others are removed: each page it does not ask for again has its own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { kill, type Program, startDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device, png, uuid } from './library.ts'

const folder = mkdtempSync(join(tmpdir(), 'rmirror-uploads-killed-'))
const pages = Array.from({ length: 24 }, (_, index) => index + 1)
let database: Program

beforeAll(async () => {
  database = await startDatabase()
})

afterAll(async () => {
  await database[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const startAgain = () =>
  startServer(database.said, { RMIRROR_DATA_DIR: folder, RMIRROR_FREE_PAGES: '1000', RMIRROR_TEST_RATE_LIMITS: 'off' })

it('keeps each picture that a page shows', async () => {
  let server = await startAgain()
  let device = await Device.signUp(new Api(server.said), 'ann@example.org')
  for (const enough of [1, 2, 5, 9, 14, 20]) {
    // Half of the pages go and come back: the same pictures are removed and stored at the same time.
    await device.announce(pages.filter((page) => page % 2 === enough % 2))
    await device.announce(pages)
    let answered = 0
    const isKilled = new Promise<void>((resolve) => {
      for (const page of pages)
        device.put(page).then(
          () => ++answered === enough && resolve(),
          () => {},
        )
    }).then(() => kill(server))
    await isKilled
    server = await startAgain()
    device = device.at(new Api(server.said))
  }

  const { want } = (await device.announce(pages)).body
  const wanted = new Set<string>(want.flatMap(({ page_uuids }: { page_uuids: string[] }) => page_uuids))
  expect(wanted.size).toBeLessThan(pages.length)
  for (const page of pages) if (wanted.has(uuid(page))) expect((await device.put(page)).status).toBe(200)
  for (const page of pages) expect(Buffer.from((await device.image(page)).bytes)).toEqual(Buffer.from(png(page)))
  await server[Symbol.asyncDispose]()
})
