// SPDX-License-Identifier: AGPL-3.0-or-later
// Tests of receivers that take long: one user may run two at a time, others' tests run beside them, and one whose
// caller leaves ends.
import { expect, it } from 'vitest'
import { Receivers } from '../world/receivers.ts'
import { startAttacked } from './attacked.ts'
import { Owner } from './webhook-owner.ts'

it("somebody else's test runs beside 52 tests of a receiver that does not answer", async () => {
  await using receivers = await Receivers.start()
  await using attacked = await startAttacked({ RMIRROR_PRIVATE_URLS: 'on' })
  const eve = await Owner.signUp(attacked.url, 'eve', receivers.addressOf('/slow'))
  const ann = await Owner.signUp(attacked.url, 'ann', receivers.addressOf('/ann'))
  const leaving = new AbortController()
  const refused: Response[] = []
  const tests = Array.from({ length: 52 }, () =>
    eve.test(leaving.signal).then(
      (answer) => answer.status !== 200 && refused.push(answer),
      () => {},
    ),
  )
  await expect.poll(() => receivers.held.size, { timeout: 60_000 }).toBe(2)
  await expect.poll(() => refused.length, { timeout: 60_000 }).toBe(50)
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]))
  expect(refused[0]?.headers.get('retry-after')).toBe('10')
  for (const answer of refused)
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('Two of your tests') })
  expect(await (await ann.test()).json()).toMatchObject({ ok: true })
  expect(receivers.left).toBe(0)
  leaving.abort()
  await Promise.all(tests)
}, 180_000)

it('a test whose caller has left ends, and makes room for the next', async () => {
  await using receivers = await Receivers.start()
  await using attacked = await startAttacked({ RMIRROR_PRIVATE_URLS: 'on' })
  const eve = await Owner.signUp(attacked.url, 'eve', receivers.addressOf('/slow'))
  for (let round = 1; round <= 3; round++) {
    const leaving = new AbortController()
    const tests = [eve.test(leaving.signal), eve.test(leaving.signal)]
    await expect.poll(() => receivers.held.size, { timeout: 60_000 }).toBe(2)
    expect((await eve.test()).status).toBe(429)
    leaving.abort()
    await Promise.allSettled(tests)
    // Long before the receiver's 20 seconds are over, since all three rounds are.
    await expect.poll(() => receivers.held.size, { timeout: 15_000 }).toBe(0)
  }
}, 180_000)
