// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that is stopped in the middle of a call: a call that ends in time is answered and settled; for one that does
// not, or isn't settled when the server is killed, the person gets the tokens back and the day's spend keeps what was
// reserved.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { lock } from './attacked.ts'
import { Calls, saying } from './claude-calls.ts'

const max = 100_000
const limits = { RMIRROR_SPEND_LIMIT: '1', RMIRROR_FREE_TOKENS: `${max}` }
let calls: Calls

beforeAll(async () => {
  calls = await Calls.start({ ...limits, RMIRROR_TEST_DRAIN_SECONDS: '3' })
})
afterAll(() => calls[Symbol.asyncDispose]())
beforeEach(() => {
  calls.claude.script([])
  calls.claude.log.clear()
  calls.ask('DELETE FROM spend_days')
})

/** In billionths of a dollar. */
const spent = (of = calls) => Number(of.ask('SELECT coalesce(sum(nanodollars), 0) FROM spend_days'))
const exactly = (used: number) => ({ limit: max, used, reserved: 0, left: max - used })

it('a call that ends in the time that a stopping server has is answered and settled', async () => {
  await using patient = await Calls.start({ ...limits, RMIRROR_TEST_DRAIN_SECONDS: '600' })
  const ann = await patient.person('ann@example.org')
  patient.claude.script([{ held: true }])
  const answer = ann.post(saying('Hello'))
  await patient.reach(1)
  await patient.stopServer(patient.claude.release)
  expect((await answer).status).toBe(200)
  const [{ owed = 0, dollars = 0 } = {}] = patient.claude.log.requests
  expect(owed).toBeGreaterThan(0)
  expect((await ann.quota()).tokens).toEqual(exactly(owed ?? 0))
  expect(spent(patient) - (dollars ?? 0) * 1e9).toBeGreaterThan(-0.5)
  expect(spent(patient) - (dollars ?? 0) * 1e9).toBeLessThan(1.5)
})

it.each(['whole', 'in pieces'])(
  'a call that does not (%s) costs the person no tokens, and the day what was reserved',
  async (form) => {
    const bob = await calls.person(`bob-${form.length}@example.org`)
    calls.claude.script([{ hang: true }])
    const lost = bob.post({ ...saying('Hello'), stream: form !== 'whole' }).catch(() => undefined)
    await calls.reach(1)
    const reserved = spent()
    expect(reserved).toBeGreaterThan(0)
    await calls.stopServer()
    await lost
    expect(spent()).toBe(reserved)
    calls.ask(`UPDATE quota_reservations SET expires_at = now() WHERE expires_at < now() + interval '3 hours'`)
    expect((await bob.quota()).tokens).toEqual(exactly(0))
  },
)

it('a call that is answered, and not yet settled when the server is killed, keeps what was reserved', async () => {
  const cyd = await calls.person('cyd@example.org')
  // Settling a call ends with a row in this table.
  const audit = await lock(calls.databaseUrl, 'audit')
  expect((await cyd.post(saying('Hello'))).status).toBe(200)
  await audit.isAwaitedBy(1)
  await calls.killServer()
  await audit.release()
  const { used, reserved } = (await cyd.quota()).tokens
  expect([used, reserved]).toEqual([0, expect.any(Number)])
  expect(reserved).toBeGreaterThan(1000)
  const [{ dollars = 0 } = {}] = calls.claude.log.requests
  expect(spent()).toBeGreaterThan((dollars ?? 0) * 1e9)
  calls.ask(`UPDATE quota_reservations SET expires_at = now() WHERE expires_at < now() + interval '3 hours'`)
  expect((await cyd.quota()).tokens).toEqual(exactly(0))
})
