// SPDX-License-Identifier: AGPL-3.0-or-later
// A hundred pages are read once: copied, restored, or sent again after they were removed for good, they cost nothing.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Device, notebook } from './library.ts'
import { hashOf, numbers, of, push, put, Reading } from './reading.ts'

const email = 'ann@example.org'
const pages = numbers(1, 100)
const read = '100 used, 0 reserved'

let reading: Reading
let device: Device
let texts: string

const textsOf = () => reading.ask(`SELECT ocr_text FROM pages WHERE ${of(email)} ORDER BY ocr_text`)

beforeAll(async () => {
  reading = await Reading.start({ RMIRROR_FREE_PAGES: '100' })
  const known = Object.fromEntries(pages.map((page) => [hashOf(page), `Page ${page}.`]))
  await reading.configureClaude('PUT', 'texts', known)
  device = await reading.signUp(email)
  await push(device, pages)
  await reading.untilAllAreRead(device, email)
  expect(reading.usage(email)).toBe(read)
  texts = textsOf()
  await reading.beginAnew()
})

afterAll(() => reading[Symbol.asyncDispose]())

async function expectNoCalls() {
  await reading.untilAllAreRead(device, email)
  expect((await reading.claudesLog()).requests).toEqual([])
  expect(reading.usage(email)).toBe(read)
  expect(reading.ask('SELECT count(*) FROM kept_answers WHERE NOT is_charged')).toBe('0')
}

it('reads no page of a copied notebook', async () => {
  const copy = notebook(2, pages, 'Copy')
  await device.announceManifest({ scope: 'notebooks', notebooks: [notebook(1, pages), copy] })
  for (const page of pages) expect((await put(device.of(2), page)).status).toBe(200)
  await expectNoCalls()
  expect(textsOf().split('\n')).toHaveLength(200)
})

it('reads no page of a notebook that was deleted and restored', async () => {
  expect((await device.remove()).status).toBe(204)
  expect((await device.restore()).status).toBe(204)
  await push(device.of(1), pages)
  await expectNoCalls()
})

it('reads no page that comes back after it was removed for good, with no quota left', async () => {
  // As the purge does when the days are over.
  reading.ask(
    `DELETE FROM page_images WHERE ${of(email)}; DELETE FROM pages WHERE ${of(email)};
     DELETE FROM notebooks WHERE ${of(email)}`,
  )
  expect(reading.ask(`SELECT count(*) FROM pages WHERE ${of(email)}`)).toBe('0')
  await push(device, pages)
  await expectNoCalls()
  expect(textsOf()).toBe(texts)
})

it('reads the same images for another account', async () => {
  const other = await reading.signUp('bob@example.org')
  await push(other, [1])
  await reading.untilAllAreRead(other, 'bob@example.org')
  expect(await reading.shown()).toEqual([hashOf(1)])
})
