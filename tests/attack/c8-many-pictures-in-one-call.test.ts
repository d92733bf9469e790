// SPDX-License-Identifier: AGPL-3.0-or-later
// 200,000 picture parts in one call are as many rows: a call has at most 600, and one row.
import { expect, it } from 'vitest'
import { Calls, picture, saying } from './claude-calls.ts'

it('a call with more pictures than Claude takes is refused, and one with many is one row', async () => {
  await using calls = await Calls.start({ RMIRROR_FREE_PAGES: '1000000', RMIRROR_FREE_TOKENS: '1000000000000' })
  const eve = await calls.person('eve@example.org')
  const far = { type: 'image' as const, source: { type: 'url' as const, url: 'https://example.org/a.png' } }
  for (const count of [601, 200_000]) {
    const { status, message } = await eve.post(saying(Array(count).fill(far)))
    expect([status, message]).toEqual([400, expect.stringContaining(`${count} images`)])
  }
  expect(calls.claude.log.requests).toEqual([])
  calls.claude.script([{ hang: true }])
  const leaving = new AbortController()
  const call = eve.client().messages.create(saying(Array(600).fill(picture(7))), { signal: leaving.signal })
  await calls.reach(1)
  expect(await eve.quota()).toMatchObject({ used: 0, reserved: 600 })
  expect(calls.ask(`SELECT count(*) FROM quota_reservations WHERE quota_type = 'ocr_pages'`)).toBe('1')
  leaving.abort()
  await expect(call).rejects.toThrow()
  await expect.poll(async () => (await eve.quota()).used).toBe(600)
})
