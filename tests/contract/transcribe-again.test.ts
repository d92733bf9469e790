// SPDX-License-Identifier: AGPL-3.0-or-later
// A transcribed page is transcribed again on request: once for each text, and charged once.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hashOf, push, Reading } from './reading.ts'

const email = 'ann@example.org'

let reading: Reading

beforeAll(async () => {
  reading = await Reading.start({ RMIRROR_FREE_PAGES: '2' })
})

afterAll(() => reading[Symbol.asyncDispose]())

it('is asked once, charged once and refused when the quota is used up', async () => {
  const device = await reading.signUp(email)
  await push(device, [1])
  await reading.untilAllAreRead(device, email)
  const page = async () => (await device.page(1)).body
  const { ocr_completed_at: seen, ocr_text: text } = await page()
  const ask = (instead_of: string) => device.transcribeAgain(1, { instead_of })

  const twice = await Promise.all([ask(seen), ask(seen)])
  expect(twice.map(({ status }) => status)).toEqual([200, 200])
  expect(twice[0]?.body.quota).toMatchObject({ left: 0 })
  expect((await page()).ocr_text).toBe(text)
  await expect.poll(async () => (await page()).ocr_completed_at !== seen).toBe(true)
  expect((await ask(seen)).body).toMatchObject({ ocr_status: 'completed' })
  expect(await reading.shown()).toEqual([hashOf(1), hashOf(1)])
  expect(reading.usage(email)).toBe('2 used, 0 reserved')

  const { ocr_completed_at: now } = await page()
  expect((await ask(now)).status).toBe(402)
  expect((await page()).ocr_status).toBe('completed')
  expect((await device.transcribeAgain(1, {})).status).toBe(400)
  expect((await device.transcribeAgain(9, { instead_of: now })).status).toBe(404)
  const other = await reading.signUp('bob@example.org')
  expect((await other.transcribeAgain(1, { instead_of: now })).status).toBe(404)
})
