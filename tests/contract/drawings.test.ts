// SPDX-License-Identifier: AGPL-3.0-or-later
// Drawings that a model finds on a page stand in its text as pictures, cut out of the image that it read.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { pageWithABoat } from '../world/page-with-a-boat.ts'
import { type Device, notebook } from './library.ts'
import { of, Reading } from './reading.ts'

let reading: Reading

beforeAll(async () => {
  reading = await Reading.start()
})

afterAll(() => reading[Symbol.asyncDispose]())

beforeEach(() => reading.beginAnew())

const picture = pageWithABoat()
const sha256 = createHash('sha256').update(picture).digest('hex')
const words = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight']
const boat = { caption: 'A boat', left: 0.5, top: 0.3, right: 0.9, bottom: 0.9 }
const idIn = (text: string) => /attachment:([0-9a-f-]{36})/.exec(text)?.[1] ?? ''

async function readAs(email: string, drawings: object[], marks = '![](drawing:1)'): Promise<Device> {
  const markdown = [...words.slice(0, 4), marks, ...words.slice(4)].join('\n')
  await reading.configureClaude('PUT', 'texts', { [sha256]: { markdown, drawings } })
  const device = await reading.signUp(email)
  await device.announce([1])
  expect((await device.put(1, {}, '', picture)).status).toBe(200)
  await reading.untilAllAreRead(device, email)
  return device
}

it('a drawing is a picture with its caption where it stands, and no attached file', async () => {
  const device = await readAs('ann@example.org', [boat])
  const { body } = await device.page(1)
  const id = idIn(body.ocr_text)
  expect(body.ocr_text.split('\n').slice(3, 6)).toEqual(['Four', `![A boat](attachment:${id})`, 'Five'])
  expect(body.drawings_left_out).toBe(0)
  const { bytes, headers } = await device.get('GET /api/v1/attachments/:id', `/api/v1/attachments/${id}`)
  expect(headers.get('content-type')).toBe('image/png')
  const header = Buffer.from(bytes)
  expect([header.readUInt32BE(16), header.readUInt32BE(20)]).toEqual([96, 136])
  const list = await device.get('GET /api/v1/documents/:id/attachments', `/api/v1/documents/${body.id}/attachments`)
  expect(list.body.items).toEqual([])
  const search = (word: string) => device.get('GET /api/v1/search', `/api/v1/search?q=${word}`)
  const [snippet] = (await search('boat')).body.items[0].pages[0].snippets
  expect(snippet.text.replace(/\s+/g, ' ')).toContain('Four A boat Five')
  expect((await search('attachment')).body.total).toBe(0)
  expect((await reading.claudesLog()).violations).toEqual([])
})

it('boxes that hold no drawing are left out and counted, and the text stays', async () => {
  const outside = { caption: '', left: 3, top: 3, right: 4, bottom: 4 }
  const paper = { caption: '', left: 0, top: 0, right: 0.4, bottom: 0.3 }
  const odd = { caption: '', left: 'NaN', top: 0, right: 1, bottom: 1 }
  const many = Array.from({ length: 100 }, () => paper)
  const device = await readAs('bob@example.org', [outside, odd, ...many], '![](drawing:1)\n![](drawing:2)')
  const { body } = await device.page(1)
  expect(body).toMatchObject({ ocr_status: 'completed', ocr_text: words.join('\n'), drawings_left_out: 102 })
})

it('a page that comes back after it was removed for good has its drawing, and the model isn’t asked', async () => {
  const email = 'dan@example.org'
  const outside = { caption: '', left: 3, top: 3, right: 4, bottom: 4 }
  const device = await readAs(email, [boat, outside], '![](drawing:1)\n![](drawing:2)')
  const first = (await device.page(1)).body
  // As the purge does when the days are over.
  reading.ask(
    `DELETE FROM page_images WHERE ${of(email)}; DELETE FROM pages WHERE ${of(email)};
     DELETE FROM notebooks WHERE ${of(email)}`,
  )
  expect(reading.ask(`SELECT count(*) FROM attachments WHERE ${of(email)}`)).toBe('0')
  await reading.beginAnew()
  await device.announce([1])
  expect((await device.put(1, {}, '', picture)).status).toBe(200)
  await reading.untilAllAreRead(device, email)
  expect((await reading.claudesLog()).requests).toEqual([])
  expect(reading.usage(email)).toBe('1 used, 0 reserved')
  const { body } = await device.page(1)
  const id = idIn(body.ocr_text)
  expect(id).not.toBe(idIn(first.ocr_text))
  expect(body.ocr_text).toBe(first.ocr_text.replace(idIn(first.ocr_text), id))
  expect([first.drawings_left_out, body.drawings_left_out]).toEqual([1, 1])
  const { bytes } = await device.get('GET /api/v1/attachments/:id', `/api/v1/attachments/${id}`)
  const header = Buffer.from(bytes)
  expect([header.readUInt32BE(16), header.readUInt32BE(20)]).toEqual([96, 136])
})

it('a copy of the notebook has a drawing of its own', async () => {
  const email = 'cat@example.org'
  const device = await readAs(email, [boat])
  const first = idIn((await device.page(1)).body.ocr_text)
  await device.announceManifest({ scope: 'notebooks', notebooks: [notebook(1, [1]), notebook(7, [1], 'Copy')] })
  const copy = device.of(7)
  expect((await copy.put(1, {}, '', picture)).status).toBe(200)
  await reading.untilAllAreRead(device, email)
  const id = idIn((await copy.page(1)).body.ocr_text)
  expect([first.length, id.length, id === first]).toEqual([36, 36, false])
  expect((await copy.get('GET /api/v1/attachments/:id', `/api/v1/attachments/${id}`)).status).toBe(200)
})
