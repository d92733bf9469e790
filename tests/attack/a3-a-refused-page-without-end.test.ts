// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages that the model refuses cost the operator money and their owner nothing: asked for again and again, or drawn
// again each time, they are read without end.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Device, notebook, page } from '../contract/library.ts'
import { of, pictureOf, put, Reading } from '../contract/reading.ts'

const refuseAll = { rate: 1, faults: [{ refusal: true }] }

let reading: Reading

const calls = async () => (await reading.claudesLog()).requests.length
const quota = async (device: Device) => (await device.get('GET /api/v1/quota')).body
const failures = async (device: Device) => {
  const { items } = (await device.get('GET /api/v1/sync/queue')).body
  return items.filter(({ status }: { status: string }) => status === 'failed')
}

describe('with a quota of five pages', () => {
  beforeAll(async () => {
    reading = await Reading.start({ RMIRROR_FREE_PAGES: '5' })
  })
  afterAll(() => reading[Symbol.asyncDispose]())
  beforeEach(() => reading.configureClaude('DELETE', 'log'))

  it('a refused page is asked for three times more by hand, and then not before tomorrow', async () => {
    const ann = 'ann@example.org'
    await reading.configureClaude('PUT', 'script', refuseAll)
    const device = await reading.signUp(ann)
    await device.announce([1])
    await put(device, 1)
    await reading.untilAllHaveFailed(device, ann)
    const [item] = await failures(device)
    for (let tries = 1; tries <= 3; tries++) {
      expect((await device.retry(item.id)).status).toBe(204)
      await reading.untilAllHaveFailed(device, ann)
    }
    const fourth = await device.retry(item.id)
    expect(fourth.status).toBe(429)
    expect(fourth.body.detail).toContain('tomorrow')
    expect(Number(fourth.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(fourth.headers.get('retry-after'))).toBeLessThanOrEqual(86_400)
    expect(await calls()).toBe(4)
    expect(await quota(device)).toMatchObject({ used: 0, reserved: 0, left: 5, failed_pages: 4 })
    // A day later, and by no clock that only goes back.
    reading.ask(`UPDATE page_retries SET day = day + 1`)
    expect((await device.retry(item.id)).status).toBe(429)
    reading.ask(`UPDATE page_retries SET day = day - 2`)
    expect((await device.retry(item.id)).status).toBe(204)
    await reading.untilAllHaveFailed(device, ann)
  })

  it('a page that is redrawn after each refusal is read five times, and then waits for quota', async () => {
    const bob = 'bob@example.org'
    await reading.configureClaude('PUT', 'script', refuseAll)
    const device = await reading.signUp(bob)
    const statuses: number[] = []
    for (let look = 1; look <= 8; look++) {
      const drawn = { ...page(1), ink_hash: `i1:${look}` }
      await device.announceManifest({ scope: 'library', notebooks: [{ ...notebook(1, []), pages: [drawn] }] })
      statuses.push((await device.put(1, {}, '', pictureOf(look), look)).status)
      await reading.until(device, bob, /^(failed|pending_quota) 1$/)
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 402, 402, 402])
    expect(await calls()).toBe(5)
    expect(reading.states(bob)).toBe('pending_quota 1')
    const spent = { limit: 5, used: 0, reserved: 0, left: 0, failed_pages: 5, deferred_pages: 1 }
    expect(await quota(device)).toMatchObject(spent)
    await reading.beginAnew()
    reading.ask(`UPDATE users SET created_at = now() - interval '1 month' WHERE email = '${bob}'`)
    reading.ask(`UPDATE quota_usage SET period_start = now() - interval '1 month', reset_at = now() WHERE ${of(bob)}`)
    expect(await quota(device)).toMatchObject({ left: 5, failed_pages: 0 })
    await device.announceManifest({ scope: 'notebooks', notebooks: [notebook(2, [])] })
    await reading.untilAllAreRead(device, bob)
    expect(await quota(device)).toMatchObject({ used: 1, left: 4, failed_pages: 0 })
  })

  it('of many pages that are refused at once no more are read than may fail', async () => {
    const eve = 'eve@example.org'
    await reading.configureClaude('PUT', 'script', refuseAll)
    const device = await reading.signUp(eve)
    const numbers = Array.from({ length: 12 }, (_, index) => index + 1)
    // Each in a notebook of its own, or they would be read together.
    const notebooks = numbers.map((number) => notebook(number, [number]))
    await device.announceManifest({ scope: 'library', notebooks })
    await Promise.all(numbers.map((number) => put(device.of(number), number)))
    await reading.until(device, eve, /^failed 5, pending_quota 7$/)
    expect(await calls()).toBe(5)
    expect(await quota(device)).toMatchObject({ used: 0, reserved: 0, left: 0, failed_pages: 5, deferred_pages: 7 })
  })
})

describe('without a quota', () => {
  it('pages fail at once and say why when as many failed as may', async () => {
    reading = await Reading.start({ RMIRROR_TEST_FAILED_PAGES: '3' })
    await using _reading = reading
    const zoe = 'zoe@example.org'
    await reading.configureClaude('PUT', 'script', refuseAll)
    const device = await reading.signUp(zoe)
    reading.ask(`INSERT INTO subscriptions (user_id, tier) SELECT id, 'pro' FROM users WHERE email = '${zoe}'`)
    for (const number of [1, 2, 3, 4]) {
      await device.announceManifest({ scope: 'notebooks', notebooks: [notebook(number, [number])] })
      expect((await put(device.of(number), number)).status).toBe(200)
      await reading.until(device, zoe, new RegExp(`^failed ${number}$`))
    }
    expect(await calls()).toBe(3)
    expect((await device.of(4).page(4)).body.ocr_error).toContain('failed this month')
    expect(await quota(device)).toMatchObject({ limit: null, left: null, used: 0, reserved: 0, failed_pages: 3 })
  })
})
