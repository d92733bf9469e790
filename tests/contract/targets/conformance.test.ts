// SPDX-License-Identifier: AGPL-3.0-or-later
// What every pushed target keeps, for each that the server lists: nothing is lost and nothing is there twice, whatever
// goes wrong in between.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Random } from '../../../e2e/emulators/claude/words.mjs'
import type { Fault } from '../../../e2e/emulators/targets/faults.mjs'
import { kill, type Program } from '../../world/programs.ts'
import { testSeed } from '../../world/seed.ts'
import { Delivering, type Person, textsUpTo } from './delivering.ts'
import { emulators } from './emulators.ts'

/** A failure names it: with TEST_SEED the same is done once more. */
const seed = `${testSeed}`
const random = new Random(seed)

/** Delivers by itself. */
let world: Delivering

interface Listed {
  name: string
  delivery: 'pushed' | 'pulled'
  accepts: string[]
  fields: { key: string; second_of?: string }[]
}

const targets = Object.keys(emulators)
/** What the library of each target's tests is made of. */
const typeOf: Record<string, string> = {}
/** Targets that ask for a secret. */
const withSecret: string[] = []

beforeAll(async () => {
  world = await Delivering.start()
  const lister = await world.person(targets[0] ?? '', 'list')
  const listed: Listed[] = (await lister.ask('GET /api/v1/targets')).body.items
  withSecret.push(...listed.filter(({ fields }) => fields.some(({ second_of }) => second_of)).map(({ name }) => name))
  for (const { name, delivery, accepts } of listed)
    if (delivery === 'pushed')
      typeOf[name] = ['page_text', 'highlight', 'notebook', 'todo'].find((type) => accepts.includes(type)) ?? ''
})

afterAll(() => world[Symbol.asyncDispose]())

/** Delivers only while the test's own worker runs, so that killing it affects no other test. */
const idle = () => Delivering.start('api')

function person(target: string, who: string, at = world): Promise<Person> {
  return at.person(target, `${target}-${who.replaceAll(/\W+/g, '-').toLowerCase()}`, typeOf[target] ?? '')
}

async function connected(target: string, who: string, texts: string[], at = world): Promise<Person> {
  const kim = await person(target, who, at)
  await kim.write(texts)
  await kim.setUp()
  return kim
}

it('every pushed target has an emulator, and items that tests can write', () => {
  expect(Object.keys(typeOf).toSorted()).toEqual(targets.toSorted())
  expect(Object.values(typeOf)).not.toContain('')
})

async function endsWell(target: string, [what, fault]: [string, Fault]): Promise<void> {
  const texts = textsUpTo(3)
  const kim = await person(target, what)
  await kim.write(texts)
  const mend = kim.suffer(fault)
  await kim.setUp()
  await kim.until('the fault', () => kim.calls().some((call) => call.fault))
  await kim.untilThere(texts)
  await kim.untilAtRest()
  mend()
  expect((await kim.records()).map(({ status }) => status)).toEqual(texts.map(() => 'success'))
}

it.concurrent.for(targets)('%s ends well when the service hangs, before or after all was done', async (target) => {
  await Promise.all([
    endsWell(target, ['hangs', { hang: true }]),
    endsWell(target, ['hangs in the end', { hang: true, before: 'answer' }]),
  ])
})

const faults: [what: string, fault: Fault][] = [
  ['drops the connection', { drop: true, before: 'reading' }],
  ['drops the connection after it has read all', { drop: true }],
  ['drops the connection after all was done', { drop: true, before: 'answer' }],
  ['answers 500', { status: 500, times: 3 }],
  ['answers 500 after all was done', { status: 500, before: 'answer', times: 3 }],
  ['answers 503 and Retry-After', { status: 503, retry_after: 1 }],
  ['answers 429 and Retry-After', { status: 429, retry_after: 1 }],
  ['answers with HTML after all was done', { html: true, before: 'answer' }],
  ['answers with 502 and HTML', { html: true, status: 502 }],
  ['answers with 5 MB after all was done', { bytes: 5_000_000, before: 'answer' }],
  ['redirects', { redirect: 'http://10.0.0.1/' }],
  ['is slow', { after_ms: 300 }],
]

it.concurrent.for(targets.flatMap((target) => faults.map(([what, fault]) => [target, what, fault] as const)))(
  '%s ends well when the service %s',
  ([target, what, fault]) => endsWell(target, [what, fault]),
)

it.concurrent.for(targets)(
  '%s creates, changes and removes, and is left alone when nothing changed',
  async (target) => {
    const texts = textsUpTo(5)
    const kim = await connected(target, 'all moves', texts)
    await kim.untilThere(texts, false)
    const changed = texts.with(1, 'Corrected')
    await kim.write(changed)
    await kim.untilThere(changed, false)
    await kim.untilAtRest(false)
    await kim.endLooks()

    const calls = kim.calls().length
    await kim.write(changed)
    const compared = await kim.syncNow()
    expect([compared.queued_count, compared.failed_count]).toEqual([0, 0])
    expect(kim.calls()).toHaveLength(calls)

    const fewer = changed.slice(0, 3)
    await kim.write(fewer)
    await kim.untilThere(fewer, false)
    await kim.write([])
    await kim.untilThere([], false)
  },
)

it.concurrent.for(targets)('%s gets what rules send, and what they leave out goes or stays', async (target) => {
  const texts = textsUpTo(3)
  const kim = await person(target, 'has rules')
  // One in a notebook: some targets get only whole ones.
  await kim.write(texts, 1)
  const settings = kim.emulated.valuesOf(kim.who)
  const list = [{ words: ['PASSAGE 2'], does: 'leave_out' }]
  const save = async (leave: 'withdraw' | 'keep' | null) => {
    const rules = leave && { list, otherwise: 'send', leave }
    expect((await kim.integration('PUT', { settings, rules })).status).toBe(200)
  }
  const fewer = ['Passage 1', 'Passage 3']
  await kim.setUp({ rules: { list, otherwise: 'send', leave: 'withdraw' } })
  await kim.untilThere(fewer)
  await save(null)
  await kim.untilThere(texts)
  await save('keep')
  await kim.syncNow()
  await kim.untilAtRest()
  expect(kim.texts()).toEqual(texts)
  await save('withdraw')
  await kim.untilThere(fewer)
  await kim.untilAtRest()
  expect(kim.emulated.service.violations).toEqual([])
})

it.concurrent.for(targets)('%s keeps two people with the same pages apart', async (target) => {
  const texts = textsUpTo(3)
  const [kim, ada] = [await connected(target, 'same one', texts), await connected(target, 'same two', texts)]
  await Promise.all([kim.untilThere(texts), ada.untilThere(texts)])
  await Promise.all([kim.untilAtRest(), ada.untilAtRest()])
  const [mine, theirs] = [await kim.records(), await ada.records()]
  expect(mine.map(({ status }) => status)).toEqual(texts.map(() => 'success'))
  expect(mine.map(({ item_key }) => item_key)).not.toContain(theirs[0]?.item_key)

  await ada.endLooks()
  const calls = ada.calls().length
  await kim.write(['Corrected', 'Passage 2'])
  await kim.untilThere(['Corrected', 'Passage 2'])
  await kim.write([])
  await kim.untilThere([])
  await kim.untilAtRest()
  expect(await kim.records()).toEqual([])
  expect(ada.texts()).toEqual(texts)
  expect(await ada.records()).toEqual(theirs)
  expect(ada.calls()).toHaveLength(calls)
})

it.concurrent.for(targets)('%s tells of an item that is not taken, and goes on with the others', async (target) => {
  const texts = [...textsUpTo(2), 'Unwanted', 'Passage 4']
  const kim = await person(target, 'refuses one')
  await kim.write(texts)
  const mend = kim.suffer({ status: 400, containing: 'Unwanted', times: 1000 })
  await kim.setUp()
  await kim.untilThere(texts.filter((text) => text !== 'Unwanted'))
  const failed = async () => (await kim.records()).filter(({ status }) => status === 'failed')
  await kim.until('a failure', async () => (await failed()).length === 1)
  expect((await failed())[0]).toMatchObject({ error_class: 'invalid_data', error_message: expect.any(String) })
  expect((await kim.state()).state).toBe('active')
  mend()
  await kim.syncNow()
  await kim.untilThere(texts)
})

/** Of any type and length but the right ones, each under a field's key. */
const nonsense = [5, true, [], {}, '', 'x'.repeat(2001)]

it.concurrent.for(targets)('%s names the field that is wrong, stores nothing and makes no call', async (target) => {
  const kim = await person(target, 'wrong settings')
  await kim.write(textsUpTo(1))
  const right = kim.emulated.valuesOf(kim.who)
  const odd = Object.keys(right).flatMap((key) => nonsense.map((value) => [key, { ...right, [key]: value }] as const))
  for (const [field, settings] of [...kim.emulated.wrong, ...odd, ['unknown', { ...right, unknown: 'x' }] as const])
    for (const answer of [
      await kim.integration('PUT', { settings }),
      await kim.integration('POST', { settings }, '/test'),
    ]) {
      expect(answer.status, field).toBe(400)
      expect(answer.body.field, field).toContain(`settings.${field}`)
    }
  const refused = async (more: object) => (await kim.integration('PUT', { settings: right, ...more })).body
  expect(await refused({ choice: { notebooks: ['x'], folders: [], tags: [] } })).toMatchObject({
    status: 400,
    field: 'choice.notebooks[0]',
  })
  expect(await refused({ is_enabled: 'yes' })).toMatchObject({ status: 400, field: 'is_enabled' })
  expect((await kim.integration('GET')).status).toBe(404)
  expect(kim.calls()).toEqual([])
})

it.concurrent.for(targets)('%s is set up, tested and removed in person, and looked at by devices', async (target) => {
  const kim = await connected(target, 'in person', textsUpTo(1))
  await kim.untilThere(textsUpTo(1))
  await kim.untilAtRest()
  const agent = (await kim.ask('POST /api/v1/auth/agent-token', { json: {} })).body.access_token
  const settings = kim.emulated.valuesOf(kim.who)
  await kim.endLooks()
  const calls = kim.calls().length
  for (const [method, below] of [
    ['PUT', ''],
    ['DELETE', ''],
    ['POST', '/test'],
    ['POST', '/secret'],
  ] as const) {
    const path = `/api/v1/integrations/${target}${below}`
    const json = method === 'PUT' || below === '/test' ? { json: { settings } } : {}
    const operation = `${method} /api/v1/integrations/:target_name${below}`
    expect((await kim.ask(operation, { token: agent, ...json }, path)).status, operation).toBe(403)
  }
  expect((await kim.ask('GET /api/v1/integrations', { token: agent })).body.items).toHaveLength(1)
  expect(kim.calls()).toHaveLength(calls)
})

it.concurrent.for(targets)('%s keeps a secret that is left out', async (target) => {
  const kim = await connected(target, 'kept secret', textsUpTo(1))
  await kim.untilThere(textsUpTo(1))
  const { settings, secrets } = await kim.state()
  expect(Object.values(secrets)).toEqual(Object.keys(secrets).map(() => true))
  const saved = (await kim.integration('PUT', { settings })).body
  expect([saved.drawn, saved.secrets, saved.settings]).toEqual([{}, secrets, settings])
  await kim.write(textsUpTo(2))
  await kim.untilThere(textsUpTo(2))
})

it.concurrent.for(targets)('%s is previewed without a call', async (target) => {
  const kim = await person(target, 'preview')
  await kim.write(textsUpTo(2))
  const preview = async () => (await kim.preview()).body
  const { items, sample } = await preview()
  expect(items[typeOf[target] ?? '']).toEqual({ create: 2, update: 0, move: 0, remove: 0, keep: 0, unchanged: 0 })
  expect(sample).toBeTypeOf('string')
  expect(kim.calls()).toEqual([])
  await kim.setUp()
  await kim.untilThere(textsUpTo(2))
  await kim.untilAtRest()
  const calls = kim.calls().length
  await kim.write(['Corrected'])
  await kim.untilThere(['Corrected'])
  await kim.untilAtRest()
  expect(kim.calls().length).toBeGreaterThan(calls)
  expect((await preview()).items[typeOf[target] ?? '']).toEqual({
    create: 0,
    update: 0,
    move: 0,
    remove: 0,
    keep: 0,
    unchanged: 1,
  })
})

it.concurrent.for(targets)('%s is removed with what was made there, or without, as asked', async (target) => {
  const texts = textsUpTo(3)
  const kim = await connected(target, 'removed', texts)
  const connections = async () => (await kim.ask('GET /api/v1/connections')).body.items
  await kim.untilThere(texts)
  await kim.untilAtRest()
  expect((await kim.integration('DELETE', undefined, '', '?made=keep')).status).toBe(204)
  expect((await kim.integration('GET')).status).toBe(404)
  expect(kim.texts()).toEqual(texts)

  // Set up again, it makes nothing twice.
  await kim.setUp()
  await kim.until('all records', async () => (await kim.records()).length === texts.length)
  await kim.untilAtRest()
  expect(kim.texts()).toEqual(texts)
  expect((await kim.integration('DELETE', undefined, '', '?made=remove')).status).toBe(204)
  await kim.until('its end', async () => (await kim.integration('GET')).status === 404)
  expect(kim.texts()).toEqual([])
  // A connection of the person's own serves others as well.
  expect(await connections()).toHaveLength(kim.emulated.connection ? 1 : 0)
})

it.concurrent.for(targets)(
  '%s is left alone for an hour when it asks for that, and no attempt counts',
  async (target) => {
    const kim = await person(target, 'an hour')
    await kim.write(textsUpTo(3))
    const began = Date.now()
    kim.suffer({ status: 429, retry_after: 3600, times: 1000 })
    await kim.setUp()
    const isWaiting = async () => (await kim.state()).counts.retry !== 0
    await kim.until('an item that waits', isWaiting, false)
    const { items } = (await kim.ask('GET /api/v1/sync/queue')).body
    for (const item of items.filter(({ status }: { status: string }) => status === 'retry')) {
      expect(item).toMatchObject({ attempts: 0, error_class: 'rate_limit' })
      expect(Date.parse(item.run_after)).toBeGreaterThan(began + 59 * 60_000)
    }
    expect((await kim.state()).state).toBe('active')
    const { items: notices } = (await kim.ask('GET /api/v1/notifications')).body
    expect(notices).toMatchObject([{ kind: 'service_limit', details: { target_name: target } }])
    expect(Date.parse(notices[0].details.until)).toBeGreaterThan(began + 59 * 60_000)
  },
)

it.concurrent.for(targets)('%s tests a connection and leaves nothing there', async (target) => {
  const kim = await connected(target, 'test', [])
  expect((await kim.integration('POST', {}, '/test')).body).toMatchObject({ ok: true })
  const mend = kim.suffer({ status: 401, times: 10 })
  expect((await kim.integration('POST', {}, '/test')).body).toMatchObject({ ok: false, error_class: 'auth_error' })
  mend()
  expect(kim.texts()).toEqual([])
})

const broken: [what: string, fault: Fault][] = [
  ['refuses the credential', { status: 401, times: 1_000_000 }],
  ['is away', { drop: true, times: 1_000_000 }],
  ['is out of order', { status: 503, times: 1_000_000 }],
]

it.concurrent.for(targets.flatMap((target) => broken.map(([what, fault]) => [target, what, fault] as const)))(
  '%s stops while the service %s, tells it once, and goes on when it is mended',
  async ([target, what, fault]) => {
    const texts = textsUpTo(5)
    const kim = await connected(target, what, texts.slice(0, 1))
    await kim.untilThere(texts.slice(0, 1))
    await kim.untilAtRest()
    const mend = kim.suffer(fault)
    await kim.write(texts)
    await kim.until('a stop', async () => (await kim.state()).state === 'stopped')
    expect((await kim.state()).stopped).toMatchObject({ error_message: expect.any(String) })
    const calls = kim.calls().length
    // A connection that was refused is not tried again; it is connected again.
    const isConnectedAgain = fault.status === 401 && kim.emulated.connection
    if (!isConnectedAgain) await kim.until('a second trial', () => kim.calls().length > calls)

    // Items wait, and what only waits counts no attempt.
    expect((await kim.records()).filter(({ status }) => status === 'failed')).toEqual([])
    const notifications: { kind: string }[] = (await kim.ask('GET /api/v1/notifications')).body.items
    const stops = notifications.filter(({ kind }) => kind === 'connection_broken')
    expect(stops).toEqual([expect.objectContaining({ kind: 'connection_broken' })])

    mend()
    if (isConnectedAgain) await kim.connect()
    // Connecting is enough: nothing waits for a pause to end.
    await kim.untilThere(texts, !isConnectedAgain)
    await kim.untilAtRest()
  },
)

it('every target with a secret is tested with a second one', () => {
  const tested = Object.entries(world.emulated).filter(([, { second }]) => second)
  expect(tested.map(([name]) => name).toSorted()).toEqual(withSecret.toSorted())
})

it.concurrent.for(targets)(
  '%s goes on with a second secret when the first is revoked, and stops when both are',
  async (target, { skip }) => {
    const kim = await person(target, 'two secrets')
    const second = kim.emulated.second?.(kim.who)
    if (!second) return skip()
    const texts = textsUpTo(5)
    await kim.write(texts.slice(0, 3))
    expect((await kim.integration('PUT', { settings: second.values })).status).toBe(200)
    await kim.untilThere(texts.slice(0, 3))
    await kim.untilAtRest()
    expect((await kim.integration('GET')).body.second_since).toBeNull()

    second.revoke('first')
    const changed = texts.with(1, 'Corrected')
    await kim.write(changed)
    await kim.untilThere(changed)
    await kim.untilAtRest()
    await kim.endLooks()
    const { body } = await kim.integration('GET')
    expect(body).toMatchObject({ state: 'active', stopped: null, second_since: expect.any(String) })
    expect((await kim.ask('GET /api/v1/notifications')).body.items.filter(isStop)).toEqual([])
    const seconds = Object.keys(second.values).filter((key) => key.startsWith('second_'))
    expect(body.secrets).toMatchObject(Object.fromEntries(seconds.map((key) => [key, true])))
    for (const key of seconds.flatMap((each) => [each, each.replace('second_', '')]))
      expect(JSON.stringify(body)).not.toContain(`"${second.values[key]}"`)
    // It is the first now, so no further call is refused.
    const refused = () => kim.calls().filter(({ status }) => status === 401).length
    const before = refused()
    await kim.write(texts)
    await kim.untilThere(texts)
    await kim.untilAtRest()
    expect(refused()).toBe(before)
    expect((await kim.records()).map(({ status }) => status)).toEqual(texts.map(() => 'success'))

    second.revoke('second')
    await kim.write(changed)
    await kim.until('a stop', async () => (await kim.state()).state === 'stopped')
    const reason = 'Both saved credentials were refused: enter a new one.'
    expect((await kim.state()).stopped).toMatchObject({ error_class: 'auth_error', error_message: reason })
    expect((await kim.ask('GET /api/v1/notifications')).body.items.filter(isStop)).toHaveLength(1)

    const removed = Object.fromEntries(seconds.map((key) => [key, '']))
    const settings = { ...kim.emulated.valuesOf(kim.who), ...removed }
    expect((await kim.integration('PUT', { settings })).body).toMatchObject({ second_since: null, state: 'active' })
    expect(Object.keys((await kim.state()).secrets).filter((key) => key.startsWith('second_'))).toEqual([])
    await kim.untilThere(changed)
    await kim.untilAtRest()
  },
)

const isStop = ({ kind }: { kind: string }) => kind === 'connection_broken'

/** Calls that were carried out, and whose answer never comes. */
const hanging = (kim: Person) => kim.calls().filter(({ fault }) => fault?.includes('hang')).length

it.concurrent.for(targets)('%s has one copy when a worker is killed between a call and its record', async (target) => {
  await using alone = await idle()
  const texts = textsUpTo(3)
  const kim = await connected(target, 'killed', texts, alone)
  for (const content of [texts, texts.with(0, 'Corrected'), texts.slice(0, 2)]) {
    await kim.write(content)
    const before = hanging(kim)
    const mend = kim.suffer({ hang: true, before: 'answer' })
    const worker = await alone.startWorker()
    await kim.until('a call without an answer', () => hanging(kim) > before)
    await kill(worker)
    mend()
    await alone.endLeases()
    await using _next = await alone.startWorker()
    await kim.untilThere(content)
    await kim.untilAtRest()
  }
  expect(kim.emulated.service.violations).toEqual([])
})

it.concurrent.for(targets)(
  '%s lacks the rest once its first delivery is stopped, until that starts again',
  async (target) => {
    // A server of its own, without users whose services misbehave.
    await using alone = await Delivering.start('all')
    const texts = textsUpTo(200)
    const kim = await person(target, 'stops', alone)
    await kim.write(texts)
    const mend = kim.suffer({ after_ms: 700 })
    await kim.setUp()
    const backfill = async () => (await kim.integration('GET')).body.backfill
    await kim.until('a call', () => kim.calls().length > 0, false)
    expect(await backfill()).toBe('running')
    expect((await kim.integration('DELETE', undefined, '/backfill')).body.backfill).toBe('stopped')
    mend()
    await kim.untilAtRest()
    const there = kim.texts()
    expect(there.length).toBeLessThan(texts.length)
    const missing = texts.findIndex((text) => !there.includes(text))
    const changed = texts.with(missing, 'Corrected')
    await kim.write(changed)
    await kim.untilThere([...there, 'Corrected'])
    await kim.syncNow()
    await kim.untilThere([...there, 'Corrected'])
    expect((await kim.integration('POST', undefined, '/backfill')).body.backfill).toBe('running')
    await kim.untilThere(changed)
    await kim.untilAtRest()
    expect(await backfill()).toBe('none')
    expect(kim.emulated.service.violations).toEqual([])
  },
)

const crowd = `%s gets two hundred items once each from workers that are killed (seed ${seed})`

it.concurrent.for(targets)(crowd, async (target) => {
  await using alone = await idle()
  const texts = textsUpTo(200)
  const kim = await connected(target, 'crowd', texts, alone)
  const workers: Program[] = []
  for (let kills = 0; kills < 4; kills++) {
    while (workers.length < 2) workers.push(await alone.startWorker())
    const enough = random.below(160)
    await kim.until(`${enough} items`, () => kim.texts().length >= enough)
    const [victim] = workers.splice(random.below(2), 1)
    if (victim) await kill(victim)
    await alone.endLeases()
  }
  // A worker that starts looks at once for what others have left.
  workers.push(await alone.startWorker())
  await kim.untilThere(texts)
  await kim.untilAtRest()
  for (const worker of workers) await worker[Symbol.asyncDispose]()
  expect((await kim.records()).map(({ status }) => status)).toEqual(texts.map(() => 'success'))
  expect(kim.texts()).toEqual(texts.toSorted())
  expect(kim.emulated.service.violations).toEqual([])
})
