// SPDX-License-Identifier: AGPL-3.0-or-later
// The database's machine fails under load, and its standby takes over: nothing acknowledged is lost, clients are asked to
// come back, and workers go on.
import { expect, it } from 'vitest'
import { startClaude } from '../../e2e/emulators/claude/claude.mjs'
import { startPair } from '../world/postgres-pair.ts'
import { startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device, png } from './library.ts'
import { storeWhile } from './storing.ts'
import { Delivering, textsUpTo } from './targets/delivering.ts'

const targets = [
  ['readwise', 'highlight'],
  ['webhook', 'highlight'],
  ['notion', 'page_text'],
] as const

const key = 'sk-ant-the-key-of-the-house'

it('goes on with the standby', async () => {
  await using pair = await startPair()
  const claude = await startClaude({ keys: [key] })
  const settings = {
    RMIRROR_ANTHROPIC_API_KEY: key,
    RMIRROR_TEST_ANTHROPIC_BASE_URL: claude.address,
    RMIRROR_FREE_PAGES: '1000',
    // What libpqxx leaks on a lost connection is not the test's concern.
    ASAN_OPTIONS: 'detect_leaks=0',
  }
  await using server = await startServer(pair.url, settings)
  const api = new Api(server.said)
  const pages = Array.from({ length: 60 }, (_, index) => index + 1)
  const device = await Device.signUp(api, 'ann@example.org')
  await device.announce(pages)

  const acknowledged = await storeWhile(device, pages, () => pair.failOver())
  expect((await device.announce(pages)).body.want).toEqual([])
  for (const page of pages) expect(Buffer.from((await device.image(page)).bytes)).toEqual(Buffer.from(png(page)))
  // What was in hand when the database failed is done again when its lease ends; the pages after that at once.
  const after = acknowledged.slice(-20)
  for (const page of after) await expect.poll(async () => (await device.page(page)).body.ocr_status).toBe('completed')
  await claude.close()
})

it('delivers everything, and nothing twice', async () => {
  await using pair = await startPair()
  const texts = textsUpTo(40)
  await using world = await Delivering.start('all', { RMIRROR_DATABASE_URL: pair.url, ASAN_OPTIONS: 'detect_leaks=0' })
  const people = await Promise.all(targets.map(([target, type]) => world.person(target, `${target}-kim`, type)))
  for (const kim of people) {
    await kim.write(texts, 10)
    await kim.setUp()
  }
  for (const kim of people) await expect.poll(() => kim.texts().length).toBeGreaterThan(0)

  await pair.failOver()
  await world.reconnect()
  // What was in hand waits for the end of its lease.
  await world.endLeases()
  await Promise.all(people.map((kim) => kim.untilThere(texts)))
  await Promise.all(people.map((kim) => kim.untilAtRest()))
  for (const kim of people) {
    expect(kim.texts()).toEqual(texts.toSorted())
    expect(kim.emulated.service.violations).toEqual([])
  }
})
