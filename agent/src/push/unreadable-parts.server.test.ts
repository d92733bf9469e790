// SPDX-License-Identifier: AGPL-3.0-or-later
// What a newer tablet wrote on a page is skipped, and the number of skipped parts is announced.
import { expect, test } from 'vitest'
import type { NotebookPage } from '../../../tests/generator/document.ts'
import { startWith } from '../testing/program.ts'
import { lay, scribble, uuid, watchedWorld } from '../testing/watched.ts'

const world = watchedWorld(() => ({ RMIRROR_ANTHROPIC_API_KEY: 'no-one-asks' }))
const pageWith = (unknownBlocks: number): NotebookPage => ({
  uuid: uuid('a', 1),
  scene: scribble(1),
  options: { unknownBlocks },
})
const layPage = (unknownBlocks: number) => lay('a', [], { pages: [pageWith(unknownBlocks)] })
const push = () => startWith(world.environment(), 'push', 'desk').outcome
const counted = () => world.server.ask('SELECT unreadable_parts FROM pages')
const toRead = () => world.server.ask(`SELECT count(*) FROM sync_queue WHERE target_name = 'ocr'`)

test('the count goes up and down without the page being transcribed or charged again', async () => {
  layPage(2)
  expect(await push()).toMatchObject({ status: 0, out: expect.stringContaining('Sent 1 page.') })
  expect(counted()).toBe('2')
  const before = world.server.ask('SELECT ink_hash || image_hash || ocr_status FROM pages')
  const reserved = () => world.server.ask('SELECT sum(reserved) FROM quota_usage')
  expect(reserved()).toBe('1')
  for (const parts of [3, 0]) {
    layPage(parts)
    expect(await push()).toMatchObject({ status: 0, out: expect.stringContaining('Sent 0 pages; 1 unchanged') })
    expect(counted()).toBe(String(parts))
  }
  expect([world.server.ask('SELECT ink_hash || image_hash || ocr_status FROM pages'), toRead()]).toEqual([before, '1'])
  expect(reserved()).toBe('1')
})
