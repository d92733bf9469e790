// SPDX-License-Identifier: AGPL-3.0-or-later
// Images of pages in Notion: at the head of each page, by few calls, none twice, and the text comes whatever
// becomes of them.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { kill } from '../../world/programs.ts'
import { png, uuid } from '../library.ts'
import { Delivering, type Person } from './delivering.ts'
import { alive, home, type Node, toggles, wordsOf } from './mirror.ts'

let world: Delivering
beforeAll(async () => {
  world = await Delivering.start('all', { RMIRROR_TEST_NOTION_PICTURE_SECONDS: '30' })
})
afterAll(() => world[Symbol.asyncDispose]())

const imagesIn = (toggle: Node | undefined) => alive(toggle?.children ?? []).filter(({ type }) => type === 'image')
/** "image image first words | second words", a toggle each. */
const outline = (kim: Person) =>
  toggles(kim).map(({ children }) =>
    alive(children)
      .map((block) => (block.type === 'image' ? 'image' : wordsOf(block)))
      .join(' | '),
  )

/** Of the images of a page, from the first to the last part. */
const bytesOf = (toggle: Node | undefined) =>
  Promise.all(
    imagesIn(toggle).map(async ({ content }) => {
      const answer = await fetch(content.file?.url ?? '')
      return Buffer.from(await answer.arrayBuffer())
    }),
  )

interface Page {
  number: number
  text: string
  look?: number
}

const library = (pages: Page[]) => ({
  scope: 'library',
  notebooks: [
    {
      ...{ notebook_uuid: uuid(1), document_type: 'notebook', visible_name: 'Diary' },
      pages: pages.map(({ number, text, look = number }) => ({
        ...{ page_uuid: uuid(number), ink_hash: `i1:${look}`, has_ink: true },
        ...(text && { typed_text: text, typed_markdown: text }),
      })),
    },
  ],
})

/** Their library with its images, in a mirror. */
async function mirrored(who: string, pages: Page[], more: object = {}, edge = 8): Promise<Person> {
  const kim = await world.person('notion', who, 'page_text')
  await kim.announce(library(pages))
  for (const { number } of pages) await put(kim, number, png(number, edge))
  await kim.setUp({ settings: { ...kim.emulated.valuesOf(who), ...more } })
  return kim
}

async function put(kim: Person, number: number, bytes: Uint8Array<ArrayBuffer>, look = number, query = '') {
  expect((await kim.device(1).put(number, {}, query, bytes, look)).status).toBeLessThan(300)
}

const namesOf = (calls: { method: string; path: string }[]) =>
  calls.map(({ method, path }) => `${method} ${path.split('?')[0]?.replaceAll(/[0-9a-f-]{36}/g, ':id')}`)
const uploads = (kim: Person, since = 0) =>
  namesOf(kim.calls().slice(since)).filter((name) => name.includes('file_uploads'))

const begin = 'POST /v1/file_uploads'
const send = 'POST /v1/file_uploads/:id/send'
const append = 'PATCH /v1/blocks/:id/children'

it('new pages begin with their images, each of which takes two calls', async () => {
  const kim = await world.person('notion', 'new', 'page_text')
  await kim.announce(
    library([
      { number: 11, text: 'one' },
      { number: 12, text: '' },
    ]),
  )
  await put(kim, 11, png(11))
  await put(kim, 12, png(12), 12, '&part=1&of=2')
  await put(kim, 12, png(13), 12, '&part=2&of=2')
  await kim.setUp()
  await kim.until('the images', () => `${outline(kim)}` === 'image | one,image | image')
  await kim.untilAtRest()
  const [first, second] = toggles(kim)
  expect(await bytesOf(first)).toEqual([Buffer.from(png(11))])
  expect(await bytesOf(second)).toEqual([Buffer.from(png(12)), Buffer.from(png(13))])
  expect(uploads(kim)).toEqual([begin, send, begin, send, begin, send])
  expect(namesOf(kim.calls()).filter((name) => name === append)).toHaveLength(1)
  expect(kim.emulated.service.violations).toEqual([])
})

it('an image that a user removed stays away until they ask for it, and is not sent again', async () => {
  const kim = await mirrored('taken', [{ number: 71, text: 'one' }])
  await kim.until('the page', () => `${outline(kim)}` === 'image | one')
  await kim.untilAtRest()
  const before = kim.calls().length
  home(kim).content.trash(imagesIn(toggles(kim)[0])[0]?.id)
  await kim.announce(library([{ number: 71, text: 'two' }]))
  await kim.until('the text', () => `${outline(kim)}` === 'two')
  await kim.untilAtRest()
  const [record] = await kim.records()
  expect(record?.kept).toBe(1)
  const path = `/api/v1/sync/records/${record?.id}/override`
  expect((await kim.ask('POST /api/v1/sync/records/:id/override', {}, path)).status).toBe(204)
  await kim.until('the image', () => `${outline(kim)}` === 'image | two')
  await kim.untilAtRest()
  expect(await bytesOf(toggles(kim)[0])).toEqual([Buffer.from(png(71))])
  expect(uploads(kim, before)).toEqual([])
  expect((await kim.records())[0]).toMatchObject({ status: 'success', kept: 0 })
  expect(kim.emulated.service.violations).toEqual([])
})

it('another text sends no image, and another image follows when the page has been still', async () => {
  const kim = await mirrored('changes', [{ number: 21, text: 'one' }])
  await kim.until('the page', () => `${outline(kim)}` === 'image | one')
  await kim.untilAtRest()
  const before = kim.calls().length
  await kim.announce(library([{ number: 21, text: 'two' }]))
  await kim.until('the text', () => `${outline(kim)}` === 'image | two')
  await kim.untilAtRest()
  expect(namesOf(kim.calls().slice(before))).toEqual(['GET /v1/blocks/:id/children', 'PATCH /v1/blocks/:id'])

  const [image] = imagesIn(toggles(kim)[0])
  await kim.announce(library([{ number: 21, text: 'three', look: 22 }]))
  await put(kim, 21, png(22), 22)
  await kim.until('the next text', () => `${outline(kim)}` === 'image | three')
  const waiting = `SELECT count(*) FROM sync_records JOIN users ON users.id = user_id
                   WHERE email = 'changes@example.org' AND again_at IS NOT NULL`
  await kim.until('that the image waits', async () => (await world.ask(waiting)).trim() === '1')
  await kim.untilAtRest()
  expect(await bytesOf(toggles(kim)[0])).toEqual([Buffer.from(png(21))])
  expect(uploads(kim, before)).toEqual([])

  const since = kim.calls().length
  await world.ask(`UPDATE pages SET image_at = now() - interval '31 seconds' WHERE image_at IS NOT NULL;
                   UPDATE sync_records SET again_at = now() WHERE again_at IS NOT NULL`)
  await kim.until('the image', () => namesOf(kim.calls().slice(since)).includes('PATCH /v1/blocks/:id'))
  await kim.untilAtRest()
  expect(namesOf(kim.calls().slice(since))).toEqual([
    begin,
    send,
    'GET /v1/blocks/:id/children',
    'PATCH /v1/blocks/:id',
  ])
  expect(outline(kim)).toEqual(['image | three'])
  expect(imagesIn(toggles(kim)[0]).map(({ id }) => id)).toEqual([image?.id])
  expect(await bytesOf(toggles(kim)[0])).toEqual([Buffer.from(png(22))])
  expect(kim.emulated.service.violations).toEqual([])
})

it('an image that was sent is sent again neither when its page moves nor when others show the same', async () => {
  const pages = [
    { number: 31, text: 'one' },
    { number: 32, text: 'two' },
    { number: 33, text: 'three' },
  ]
  const kim = await world.person('notion', 'moves', 'page_text')
  await kim.announce(library(pages))
  for (const { number } of pages) await put(kim, number, png(30), number)
  await kim.setUp()
  await kim.until('the pages', () => outline(kim).length === 3)
  await kim.untilAtRest()
  expect(uploads(kim)).toEqual([begin, send])
  await kim.announce(library([...pages.slice(2), ...pages.slice(0, 2)]))
  const moved = ['image | three', 'image | one', 'image | two']
  await kim.until('the move', () => `${outline(kim)}` === `${moved}`)
  await kim.untilAtRest()
  expect(uploads(kim)).toEqual([begin, send])
  expect(await bytesOf(toggles(kim)[0])).toEqual([Buffer.from(png(30))])
})

it('without images, pages that have a text come without them; switched on, they follow', async () => {
  const kim = await mirrored(
    'off',
    [
      { number: 41, text: 'one' },
      { number: 42, text: '' },
    ],
    { pictures: 'off' },
  )
  await kim.until('the text', () => `${outline(kim)}` === 'one')
  await kim.untilAtRest()
  expect(uploads(kim)).toEqual([])
  await kim.setUp({ settings: { ...kim.emulated.valuesOf('off'), pictures: 'on' } })
  await kim.until('the images', () => `${outline(kim)}` === 'image | one,image')
  await kim.setUp({ settings: { ...kim.emulated.valuesOf('off'), pictures: 'off' } })
  await kim.until('the text alone', () => `${outline(kim)}` === 'one')
})

it('an image too large for the plan fails with its own sentence, and the text is there', async () => {
  const kim = await world.person('notion', 'large', 'page_text')
  home(kim).plan.maxFileBytes = 100
  await kim.announce(
    library([
      { number: 51, text: 'one' },
      { number: 52, text: 'two' },
    ]),
  )
  await put(kim, 51, png(51, 255))
  await kim.setUp()
  await kim.until('the failure', async () => (await kim.records()).some(({ status }) => status === 'failed'))
  expect(outline(kim)).toEqual(['one', 'two'])
  const failed = (await kim.records()).find(({ status }) => status === 'failed')
  expect(failed).toMatchObject({
    ...{ error_class: 'quota_exceeded' },
    error_message:
      "The page's image is larger than this workspace's plan takes; its text is there. Upgrade the plan in Notion, then try again.",
  })
  expect((await kim.state()).state).toBe('active')

  await kim.announce(
    library([
      { number: 51, text: 'one more' },
      { number: 52, text: 'two' },
    ]),
  )
  await kim.until('the text', () => `${outline(kim)}` === 'one more,two')
  home(kim).plan.maxFileBytes = 1_000_000
  await kim.syncNow()
  await kim.until('the image', () => `${outline(kim)}` === 'image | one more,two')
})

it('an upload that has expired before it is attached is repeated', async () => {
  const kim = await world.person('notion', 'expired', 'page_text')
  await kim.announce(library([{ number: 61, text: 'one' }]))
  await put(kim, 61, png(61))
  const mend = kim.suffer({ method: 'PATCH', path: '/v1/blocks/', status: 400 })
  await kim.setUp()
  await kim.until('the page', () => `${outline(kim)}` === 'image | one')
  mend()
  expect(uploads(kim)).toEqual([begin, send, begin, send])
  expect(await bytesOf(toggles(kim)[0])).toEqual([Buffer.from(png(61))])
})

it('nothing is there twice when the server is killed between an upload and its append', async () => {
  await using apart = await Delivering.start('api')
  const kim = await apart.person('notion', 'killed', 'page_text')
  await kim.announce(library([{ number: 71, text: 'one' }]))
  await put(kim, 71, png(71))
  const mend = kim.suffer({ method: 'PATCH', path: '/v1/blocks/', hang: true })
  await kim.setUp()
  const worker = await apart.startWorker()
  await kim.until('the append', () => kim.calls().some((call) => call.fault))
  await kill(worker)
  mend()
  await apart.endLeases()
  await using _next = await apart.startWorker()
  await kim.until('the page', () => `${outline(kim)}` === 'image | one')
  await kim.untilAtRest()
  expect(outline(kim)).toEqual(['image | one'])
  expect(kim.emulated.service.violations).toEqual([])
})

it('drawings of a text are images with their captions, also where images of pages are off', async () => {
  const kim = await world.person('notion', 'drawn', 'page_text')
  const others = kim.emulated.service.violations.length
  await kim.announce(library([{ number: 91, text: '' }]))
  await put(kim, 91, png(91))
  const id = uuid(4711)
  const ofPage = `FROM page_images AS image JOIN pages AS page ON page.id = image.page_id
                  WHERE page.page_uuid = '${uuid(91)}'`
  await world.ask(`INSERT INTO attachments (user_id, id, page_id, blob_id, file_name, content_type, is_drawing)
                   SELECT image.user_id, '${id}', page_id, blob_id, 'drawing.png', 'image/png', true ${ofPage}`)
  const read = (caption: string) =>
    world.ask(`UPDATE pages SET ocr_status = 'completed', ocr_hash = ink_hash,
                   ocr_text = E'Sail\n![${caption}](attachment:${id})'
               WHERE page_uuid = '${uuid(91)}'`)
  await read('A \\\\[big\\\\] boat')
  await kim.setUp({ settings: { ...kim.emulated.valuesOf('drawn'), pictures: 'off' } })
  await kim.until('the drawing', () => outline(kim)[0]?.startsWith('image | Sail') ?? false)
  await kim.untilAtRest()
  const captions = () =>
    imagesIn(toggles(kim)[0]).map(({ content }) =>
      ((content as { caption?: { plain_text: string }[] }).caption ?? []).map(({ plain_text }) => plain_text).join(''),
    )
  expect(captions()).toEqual(['A [big] boat'])
  expect(await bytesOf(toggles(kim)[0])).toEqual([Buffer.from(png(91))])
  const before = kim.calls().length
  await read('Another boat')
  await kim.until('the caption', () => captions()[0] === 'Another boat')
  await kim.untilAtRest()
  expect(uploads(kim, before)).toEqual([])
  expect(await bytesOf(toggles(kim)[0])).toEqual([Buffer.from(png(91))])
  expect(kim.emulated.service.violations.slice(others)).toEqual([])
})
