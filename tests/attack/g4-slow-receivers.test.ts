// SPDX-License-Identifier: AGPL-3.0-or-later
// Receivers that take long hold up their owners' deliveries and no others.
import { expect, it } from 'vitest'
import { Receivers } from '../world/receivers.ts'
import { startAttacked } from './attacked.ts'
import { Owner } from './webhook-owner.ts'

const slowOwners = 20
/** As many deliveries as the server once had under way for everybody. */
const formerThreads = 8

it('a delivery arrives while twenty owners wait for receivers that do not answer', async () => {
  await using receivers = await Receivers.start()
  await using attacked = await startAttacked({ RMIRROR_PRIVATE_URLS: 'on' })
  const owners = await Promise.all(
    Array.from({ length: slowOwners }, (_, index) =>
      Owner.signUp(attacked.url, `slow-${index}`, receivers.addressOf(`/slow/${index}`)),
    ),
  )
  const ann = await Owner.signUp(attacked.url, 'ann', receivers.addressOf('/ann'))
  for (const owner of owners) await owner.push(6)
  await expect.poll(() => receivers.held.size).toBeGreaterThanOrEqual(formerThreads)
  await ann.push(1)
  // Of a notebook, its metadata and its page.
  await expect.poll(() => receivers.taken.length).toBeGreaterThan(0)
  expect(receivers.held.size).toBeGreaterThan(formerThreads)
  expect(receivers.left).toBeLessThan(slowOwners)
})

it('an owner whose receiver does not answer has one call under way at a time', async () => {
  await using receivers = await Receivers.start()
  await using attacked = await startAttacked({ RMIRROR_PRIVATE_URLS: 'on' })
  const eve = await Owner.signUp(attacked.url, 'eve', receivers.addressOf('/slow'))
  const ann = await Owner.signUp(attacked.url, 'ann', receivers.addressOf('/ann'))
  await eve.push(12)
  await expect.poll(() => receivers.held.size).toBe(1)
  await ann.push(12)
  await expect.poll(() => receivers.taken.length).toBeGreaterThanOrEqual(12)
  expect(receivers.held.size).toBeLessThanOrEqual(1)
})
