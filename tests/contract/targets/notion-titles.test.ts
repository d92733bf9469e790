// SPDX-License-Identifier: AGPL-3.0-or-later
// Titles of pages in Notion follow their numbers, also if a title was set and its answer was lost.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Delivering } from './delivering.ts'
import { library, mirrored, outline } from './mirror.ts'

let world: Delivering
beforeAll(async () => {
  world = await Delivering.start()
})
afterAll(() => world[Symbol.asyncDispose]())

it('a title that was written and not answered is put right when its page has its old number again', async () => {
  const texts = Array.from({ length: 14 }, (_, nth) => `a${(nth + 1).toString(36)}`)
  const kim = await mirrored(world, 'titles', texts)
  const mend = kim.suffer({ status: 500, before: 'answer', method: 'PATCH', containing: 'Page ', times: 1_000 })
  await kim.announce(library(texts.slice(1)))
  const isStale = async () => {
    const failed = await world.ask(
      `SELECT count(*) FROM sync_records WHERE item_type = 'notebook' AND status = 'retry'`,
    )
    return failed === '1' && outline(kim).includes('Page 1: a2')
  }
  await kim.until('a title whose answer is lost', isStale, false)
  await kim.announce(library(texts))
  mend()
  const expected = texts.map((text, nth) => `Page ${nth + 1}: ${text}`)
  await kim.until('all titles as they are', () => `${outline(kim)}` === `${expected}`)
  await kim.untilAtRest()
  expect(outline(kim)).toEqual(expected)
})
