// SPDX-License-Identifier: AGPL-3.0-or-later
// Display pictures are sent after those for transcription, and are those of "rmirror render".
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourcePdf } from '../../../tests/pdf/fixtures.ts'
import { at, startWith, write } from '../testing/program.ts'
import { lay, scribble, uuid, watchedWorld } from '../testing/watched.ts'

const world = watchedWorld()

const displayed = () =>
  world.server.ask('SELECT count(*) FROM pages WHERE deleted_at IS NULL AND display_hash = look_hash')

async function pictureOf(letter: string, page: number): Promise<Buffer | null> {
  const path = `/api/v1/notebooks/${uuid(letter)}/pages/${uuid(letter, page)}/image?purpose=display`
  const answer = await fetch(`${world.server.url}${path}`, { headers: { authorization: `Bearer ${world.token}` } })
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : null
}

async function rendered(letter: string, page: number): Promise<Buffer> {
  const file = join('desk', uuid(letter), `${uuid(letter, page)}.rm`)
  await startWith({}, 'render', file, '-o', 'page.png').outcome
  return readFileSync(at('page.png'))
}

const pagesOn = (template: string) => [1, 2].map((seed) => ({ uuid: uuid('a', seed), scene: scribble(seed), template }))

test('a page is stored as it is rendered, once for each look of it', async () => {
  lay('a', [], { pages: pagesOn('P Lines medium') })
  await world.sync()
  expect(displayed()).toBe('2')
  expect(await pictureOf('a', 1)).toEqual(await rendered('a', 1))
  await world.server.forgetRequests()
  await world.sync()
  expect((await world.server.requests()).filter((each) => each.startsWith('PUT'))).toEqual([])
  // Another template: no page is opened or transcribed, two are drawn.
  lay('a', [], { pages: pagesOn('P Grid medium') })
  const before = await pictureOf('a', 1)
  expect((await world.sync()).err).toContain('opened 0 pages')
  expect(displayed()).toBe('2')
  expect(await pictureOf('a', 1)).not.toEqual(before)
  expect(await pictureOf('a', 1)).toEqual(await rendered('a', 1))
  expect(world.server.ask(`SELECT count(*) FROM sync_queue WHERE target_name = 'ocr'`)).toBe('2')
})

test('pages of a PDF are stored as they look when its owner asks for it, and go when not', async () => {
  const pages = [{ uuid: uuid('a', 1), scene: scribble(1), sourcePage: 0 }]
  lay('a', [], { pages, fileType: 'pdf' })
  write(`desk/${uuid('a')}.pdf`, sourcePdf([{}]))
  await world.sync()
  expect([world.pictured(), displayed()]).toEqual([1, '0'])
  await world.server.choose(world.ann.accessToken, { display_images: 'all' })
  await world.sync()
  expect(displayed()).toBe('1')
  expect(await pictureOf('a', 1)).toEqual(await rendered('a', 1))
  await world.server.choose(world.ann.accessToken, { display_images: 'none' })
  expect(await pictureOf('a', 1)).toBeNull()
  await world.sync()
  expect(displayed()).toBe('0')
})

test('pictures that a watch owed when it was killed are sent by the next one', async () => {
  lay('a', [1, 2, 3, 4, 5, 6])
  world.watching = world.begin()
  await world.watching.waitForOutput('Sent 6 pages.')
  await world.watching.stop('SIGKILL')
  world.watching = undefined
  await world.sync()
  expect(displayed()).toBe('6')
})

test('without room for display images, pages are sent without them and no warning is shown', async () => {
  await world.server.kill()
  await world.server.resume({ RMIRROR_STORAGE_MB: '1' })
  world.server.ask(
    `INSERT INTO blobs (user_id, sha256, media_type, size_bytes, store)
     SELECT id, repeat('0', 64), 'image/png', 899000, 'disk' FROM users RETURNING 1`,
  )
  lay('a', [1, 2])
  expect(await world.sync()).toMatchObject({ status: 0, err: expect.stringContaining('Sent 2 pages.') })
  expect([world.pictured(), displayed()]).toEqual([2, '0'])
})
