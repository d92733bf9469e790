// SPDX-License-Identifier: AGPL-3.0-or-later
// Workers are killed at random while they mail notices to many people, and the mail server fails now and then: each notice
// arrives, under one Message-ID, and a second time only where the reply to it was lost. `make chaos` does more of it.
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Random } from '../../e2e/emulators/claude/words.mjs'
import { kill, startServer } from '../world/programs.ts'
import { testSeed } from '../world/seed.ts'
import { Mailing } from './mailing.ts'

/** A failure names it: with TEST_SEED the same faults come again. */
const seed = `${testSeed}`
const kills = Number(process.env.CHAOS_KILLS ?? 6)
const people = Math.ceil(Number(process.env.CHAOS_NOTICES ?? 80) / 4)
const random = new Random(seed)
const faults = [
  { step: 'content', way: 'cut' },
  { step: 'content', way: 'drop' },
  { step: 'rcpt', reply: '451 4.7.1 Greylisted' },
  { step: 'connect', reply: '421 4.3.2 Busy' },
] as const

let mailing: Mailing

beforeAll(async () => {
  mailing = await Mailing.start('api')
})
afterAll(() => mailing[Symbol.asyncDispose]())

const heldIds = () =>
  mailing.sql(`SELECT message_id FROM sync_queue AS item JOIN mails ON mails.user_id = item.user_id AND mails.id = item_key
    WHERE item.status = 'processing'`)
const left = () =>
  Number(mailing.sql(`SELECT count(*) FROM sync_queue WHERE target_name = 'mail' AND completed_at IS NULL`))

/** Four notices for each person, each with a name of its own in it. */
function notifyAll(): void {
  mailing.sql(`INSERT INTO mail_state (domain) VALUES ('rmirror.example.org');
    INSERT INTO users (email, email_confirmed_at)
      SELECT 'person-' || number || '@example.org', now() FROM generate_series(1, ${people}) AS number;
    INSERT INTO notifications (user_id, kind, about, details)
      SELECT id, kind, kind, jsonb_build_object('name', kind || ' of ' || email, 'browser', kind || ' of ' || email,
                                                'target_name', kind || ' of ' || email)
      FROM users, unnest(ARRAY['new_browser', 'new_device', 'device_signed_out', 'first_sync']) AS kind
      WHERE email LIKE 'person-%'`)
  mailing.hurry()
}

async function workUntilKilled(mayComeTwice: Map<string, number>): Promise<void> {
  const before = mailing.mail.mails.length
  if (random.below(3) === 0) mailing.mail.faults.push({ ...faults[random.below(faults.length)] } as (typeof faults)[0])
  const worker = await startServer(mailing.database, mailing.settings, 'native', 'worker')
  if (left() > 0) await expect.poll(() => mailing.mail.mails.length > before || left() === 0).toBe(true)
  await pause(random.below(200))
  await kill(worker)
  for (const id of heldIds().split('\n').filter(Boolean)) mayComeTwice.set(id, (mayComeTwice.get(id) ?? 0) + 1)
  // What it held is missed at once.
  mailing.sql(`UPDATE sync_queue SET leased_until = now() WHERE status = 'processing'`)
}

it(`notices arrive from workers that are killed (seed ${seed})`, async () => {
  notifyAll()
  const mayComeTwice = new Map<string, number>()
  for (let round = 0; round < kills; round++) await workUntilKilled(mayComeTwice)
  await using _last = await startServer(mailing.database, mailing.settings, 'native', 'worker')
  mailing.mail.faults.length = 0
  const isDone = () => {
    mailing.hurry()
    return left()
  }
  await expect.poll(isDone).toBe(0)

  expect(mailing.mail.violations).toEqual([])
  expect(mailing.sql(`SELECT DISTINCT status FROM mails`)).toBe('sent')
  const copies = new Map<string, string[]>()
  for (const { mail } of mailing.mail.mails)
    for (const [name] of `${mail.subject}\n${mail.text}`.matchAll(/\w+ of person-\d+@example\.org/gi))
      copies.set(name.toLowerCase(), [...(copies.get(name.toLowerCase()) ?? []), mail.messageId ?? ''])
  expect(copies.size).toBe(4 * people)
  for (const [name, ids] of copies) expect(new Set(ids).size, name).toBe(1)
  let twice = 0
  for (const messageId of new Set(mailing.mail.mails.map(({ mail }) => mail.messageId ?? ''))) {
    const count = mailing.mail.mails.filter(({ mail }) => mail.messageId === messageId).length
    twice += count - 1
    const mayCome = 1 + (mayComeTwice.get(messageId.slice(1, -1)) ?? 0) + mailing.mail.cut.count
    expect(count, messageId).toBeLessThanOrEqual(mayCome)
  }
  const lost = [...mayComeTwice.values()].reduce((sum, count) => sum + count, 0) + mailing.mail.cut.count
  expect(twice).toBeLessThanOrEqual(lost)
})
