// SPDX-License-Identifier: AGPL-3.0-or-later
// Tests of receivers that take long: one user may run two at a time, others' tests run beside them, and one whose
// caller leaves ends.
import { expect, it } from 'vitest'
import { Receivers } from '../world/receivers.ts'
import { startAttacked } from './attacked.ts'
import { Owner } from './webhook-owner.ts'

it("another user's test runs beside 52 tests of a receiver that does not answer", async () => {
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
  await expect.poll(() => receivers.held.size).toBe(2)
  await expect.poll(() => refused.length).toBe(50)
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]))
  expect(refused[0]?.headers.get('retry-after')).toBe('10')
  for (const answer of refused)
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('Two of your tests') })
  expect(await (await ann.test()).json()).toMatchObject({ ok: true })
  expect(receivers.left).toBe(0)
  leaving.abort()
  await Promise.all(tests)
})

it('a test whose caller has left ends, and makes room for the next', async () => {
  await using receivers = await Receivers.start()
  await using attacked = await startAttacked({ RMIRROR_PRIVATE_URLS: 'on' })
  const eve = await Owner.signUp(attacked.url, 'eve', receivers.addressOf('/slow'))
  const bob = await Owner.signUp(attacked.url, 'bob', receivers.addressOf('/slow'))
  const isFirst: boolean[] = []
  for (let round = 1; round <= 10 && isFirst.filter(Boolean).length < 3; round++) {
    // Began earlier and is left alone: it ends when the server gives up the receiver.
    const bobLeaves = new AbortController()
    let isBobOver = false
    const earlier = bob.test(bobLeaves.signal).finally(() => {
      isBobOver = true
    })
    await expect.poll(() => receivers.held.size).toBe(1)
    const leaving = new AbortController()
    const tests = [eve.test(leaving.signal), eve.test(leaving.signal)]
    await expect.poll(() => receivers.held.size).toBe(3)
    expect((await eve.test()).status).toBe(429)
    leaving.abort()
    await Promise.allSettled(tests)
    await expect.poll(() => receivers.held.size).toBeLessThanOrEqual(1)
    // A machine that is slow for all of those seconds shows nothing, but not every time.
    isFirst.push(!isBobOver)
    bobLeaves.abort()
    await Promise.allSettled([earlier])
    await expect.poll(() => receivers.held.size).toBe(0)
  }
  expect(isFirst.filter(Boolean)).toHaveLength(3)
})
