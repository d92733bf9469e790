// SPDX-License-Identifier: AGPL-3.0-or-later
// What calls through /api/claude cost the operator in a day has no bound: with one set they keep to it, to the cent.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startOfOneDay } from '../world/one-day.ts'
import { Calls, type Person, saying } from './claude-calls.ts'

const limit = 1

let calls: Calls
let people = 0

beforeAll(async () => {
  calls = await Calls.start({
    RMIRROR_SPEND_LIMIT: String(limit),
    RMIRROR_FREE_TOKENS: '100000000',
    RMIRROR_CLAUDE_MODELS: '*',
  })
})
afterAll(() => calls[Symbol.asyncDispose]())
beforeEach(async () => {
  await startOfOneDay()
  calls.claude.script([])
  calls.claude.log.clear()
  calls.ask('DELETE FROM spend_days')
})

const newPerson = () => calls.person(`person-${++people}@example.org`)
/** In billionths of a dollar. */
const spent = () => Number(calls.ask('SELECT coalesce(sum(nanodollars), 0) FROM spend_days'))
/** The same, once all calls that have ended are settled: who asks for their quota waits for that. */
async function settled(person: Person): Promise<number> {
  await person.quota()
  return spent()
}
const billed = () => calls.claude.log.requests.reduce((sum, { dollars }) => sum + (dollars ?? 0), 0) * 1e9

async function expectToHaveSpentWhatWasBilled(person: Person): Promise<void> {
  const paid = await settled(person)
  expect(paid).toBeGreaterThan(0)
  // Of each call a rest below a billionth is rounded up.
  expect(paid - billed()).toBeGreaterThan(-0.5)
  expect(paid - billed()).toBeLessThan(calls.claude.log.requests.length + 0.5)
}

const secondsToMidnight = () => 86_400 - ((Date.now() / 1000) % 86_400)

async function expectToWaitForMidnight(person: Person, body: object): Promise<void> {
  const before = secondsToMidnight()
  const refused = await person.post(body)
  const after = secondsToMidnight()
  expect(refused.status).toBe(429)
  expect(refused.message).toContain('spending limit for today')
  expect(refused.headers.get('x-should-retry')).toBe('false')
  const seconds = Number(refused.headers.get('retry-after'))
  expect(seconds).toBeGreaterThanOrEqual(Math.floor(after))
  expect(seconds).toBeLessThanOrEqual(Math.ceil(before))
}

/** A call to claude-opus-5-5 for which about this number of dollars is reserved. */
const worth = (dollars: number) => ({
  ...saying('Hello'),
  model: 'claude-opus-5-5',
  max_tokens: Math.round(dollars * 50_000),
})

describe('calls that end well', () => {
  it.each(['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5', 'claude-haiku-4-5'])(
    '%s: cost what its price list says, in pieces and whole, from a cache and into one',
    async (model) => {
      const ann = await newPerson()
      for (const ttl of ['5m', '5m', '1h'] as const) {
        const text = `${ttl} ${'ink '.repeat(9000)}`
        const system = [{ type: 'text', text, cache_control: { type: 'ephemeral', ttl } }]
        expect((await ann.post({ ...saying('Hello'), model, system })).status).toBe(200)
      }
      const stream = ann.client().messages.stream({ ...saying('Repeat exactly: a long answer'), model })
      await stream.finalMessage()
      expect(calls.claude.log.requests).toHaveLength(4)
      await expectToHaveSpentWhatWasBilled(ann)
    },
  )

  it('cost what all models took that were at work for them, each at its price', async () => {
    const ann = await newPerson()
    calls.claude.script([{ usage: 'iterations', times: 2 }])
    expect((await ann.post(saying('Hello'))).status).toBe(200)
    await ann.client().messages.stream(saying('Repeat exactly: a long answer')).finalMessage()
    // Of each call 4,300 tokens of its own model, and 540 of a larger one.
    expect(await settled(ann)).toBeGreaterThan(2 * (4000 * 100 + 300 * 500 + 500 * 4000 + 40 * 20_000))
    await expectToHaveSpentWhatWasBilled(ann)
  })

  it('of a model without a price count as the dearest', async () => {
    const ann = await newPerson()
    expect((await ann.post({ ...saying('Hello'), model: 'claude-fable-5-2' })).status).toBe(200)
    const { usage } = calls.claude.log.requests[0] ?? {}
    expect(await settled(ann)).toBe(usage.input_tokens * 4000 + usage.output_tokens * 20_000)
  })
})

describe('calls that end otherwise', () => {
  it('cost nothing when they are refused', async () => {
    const ann = await newPerson()
    calls.claude.script([{ status: 529 }, { status: 400 }])
    expect((await ann.post(saying('Hello'))).status).toBe(529)
    expect((await ann.post(saying('Hello'))).status).toBe(400)
    calls.ask(`UPDATE quota_usage SET used = quota_limit WHERE quota_type = 'tokens'`)
    expect((await ann.post(saying('Hello'))).status).toBe(402)
    expect(await settled(ann)).toBe(0)
  })

  it('at the same time are settled together, each to the token', async () => {
    const people = await Promise.all([newPerson(), newPerson(), newPerson()])
    calls.claude.script([{ after_ms: 1000, times: 30 }])
    const all = people.flatMap((person) => Array.from({ length: 10 }, () => person.post(saying('Hello'))))
    expect((await Promise.all(all)).map(({ status }) => status)).toEqual(Array(30).fill(200))
    for (const person of people) {
      const { used, reserved } = (await person.quota()).tokens
      expect([used, reserved]).toEqual([10 * (calls.claude.log.requests[0]?.owed ?? 0), 0])
      await expectToHaveSpentWhatWasBilled(person)
    }
  })

  it.each(['twice', 'shrinking'])('cost what they used once when their usage comes %s', async (usage) => {
    const ann = await newPerson()
    calls.claude.script([{ usage }])
    await ann.client().messages.stream(saying('Repeat exactly: a long answer')).finalMessage()
    await expectToHaveSpentWhatWasBilled(ann)
  })

  it('cost all that was reserved when their usage never comes', async () => {
    const ann = await newPerson()
    calls.claude.script([{ drop_mid_stream: true }, { usage: 'missing' }])
    await expect(ann.post(worth(0.2))).rejects.toThrow()
    expect((await ann.post(worth(0.2))).status).toBe(200)
    expect(await settled(ann)).toBeGreaterThan(0.4e9)
    expect(spent()).toBeLessThan(0.45e9)
  })

  it('keep their reservation when nobody knows whether their settlement was written', async () => {
    const ann = await newPerson()
    calls.ask(`
      CREATE FUNCTION end_connection() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
        'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
      CREATE CONSTRAINT TRIGGER ends_at_commit AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION end_connection()`)
    try {
      expect((await ann.post(worth(0.2))).status).toBe(200)
      expect(await settled(ann)).toBeGreaterThan(0.2e9)
      const { used, reserved } = (await ann.quota()).tokens
      expect([used, reserved > 10_000]).toEqual([0, true])
    } finally {
      calls.ask('DROP FUNCTION end_connection CASCADE')
    }
    expect((await ann.post(worth(0.2))).status).toBe(200)
    expect((await ann.quota()).tokens.used).toBe(calls.claude.log.requests[1]?.owed)
  })

  it('keep their reservation when the server is killed in the middle', async () => {
    const ann = await newPerson()
    calls.claude.script([{ hang: true }])
    const lost = ann.post(worth(0.5)).catch(() => undefined)
    await calls.reach(1)
    const reserved = spent()
    expect(reserved).toBeGreaterThan(0.5e9)
    await calls.killServer()
    await lost
    expect(spent()).toBe(reserved)
    const bob = await newPerson()
    await expectToWaitForMidnight(bob, worth(0.5))
  })
})

describe('a limit that is reached', () => {
  it('lets one of two calls at once have the last cents, and the other wait for midnight', async () => {
    const ann = await newPerson()
    calls.claude.script([{ held: true }])
    const first = ann.post(worth(0.6))
    await calls.reach(1)
    await expectToWaitForMidnight(ann, worth(0.6))
    calls.claude.release()
    expect((await first).status).toBe(200)
    await expectToHaveSpentWhatWasBilled(ann)
    expect((await ann.quota()).tokens.reserved).toBe(0)
    // What the first did not need is there for others.
    expect((await ann.post(worth(0.6))).status).toBe(200)
  })

  it('of a hundred calls at once never spends more than the day may cost', async () => {
    const ann = await newPerson()
    const answers = await Promise.all(Array.from({ length: 100 }, () => ann.post(worth(0.09))))
    const statuses = new Set(answers.map(({ status }) => status))
    expect([...statuses].sort()).toEqual([200, 429])
    await expectToHaveSpentWhatWasBilled(ann)
    expect(spent()).toBeLessThanOrEqual(limit * 1e9)
    expect(calls.ask('SELECT count(*) FROM spend_days WHERE refused_at IS NOT NULL')).toBe('1')
  })

  it('says of a call that no day has room for what to do about it', async () => {
    const ann = await newPerson()
    const refused = await ann.post({
      ...worth(0.6),
      ...saying('x'.repeat(100_000), { max_tokens: 30_000 }),
      model: 'claude-opus-5-5',
    })
    expect(refused.status).toBe(400)
    expect(refused.message).toContain('Lower max_tokens')
    expect(refused.message).toContain('RMIRROR_SPEND_LIMIT')
    expect(spent()).toBe(0)
    expect(calls.claude.log.requests).toEqual([])
  })

  it('is another one the next day', async () => {
    const ann = await newPerson()
    calls.ask(`INSERT INTO spend_days (day, nanodollars) VALUES ((now() AT TIME ZONE 'UTC')::date, ${limit}e9)`)
    await expectToWaitForMidnight(ann, saying('Hello'))
    calls.ask('UPDATE spend_days SET day = day - 1')
    expect((await ann.post(saying('Hello'))).status).toBe(200)
  })
})
