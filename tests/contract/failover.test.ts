// SPDX-License-Identifier: AGPL-3.0-or-later
// The database's machine fails under load, and its standby takes over: nothing acknowledged is lost, clients are asked to
// come back, and workers go on.
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { startClaude } from '../../e2e/emulators/claude/claude.mjs'
import { startPair } from '../world/postgres-pair.ts'
import { startServer } from '../world/programs.ts'
import { type Answer, Api } from './answers.ts'
import { Device, png } from './library.ts'
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

  const refused: Answer[] = []
  const longestWait = { seconds: 0 }
  /** As a client does it: again, when it is asked to come back. */
  async function untilStored(page: number): Promise<void> {
    for (let asked = 0; ; ) {
      const answer = await device.put(page)
      if (answer.status === 200) return
      refused.push(answer)
      const seconds = Number(answer.headers.get('retry-after'))
      asked += seconds
      longestWait.seconds = Math.max(longestWait.seconds, asked)
      await wait(1000 * seconds)
    }
  }
  const acknowledged: number[] = []
  const waiting = [...pages]
  const failed = { over: false }
  const senders = Array.from({ length: 4 }, async () => {
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
      await untilStored(page)
      acknowledged.push(page)
      if (acknowledged.length === 20 && !failed.over) {
        failed.over = true
        await pair.failOver()
      }
    }
  })
  await Promise.all(senders)

  expect(failed.over).toBe(true)
  expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 503))
  expect(refused.every(({ headers }) => Number(headers.get('retry-after')) > 0)).toBe(true)
  expect(longestWait.seconds).toBeLessThanOrEqual(30)
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
