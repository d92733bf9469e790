// SPDX-License-Identifier: AGPL-3.0-or-later
import 'fake-indexeddb/auto'
import { ApiProblem, NotReached } from '@rmirror/shared/api'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { editItem, noteItem } from '../../testing/outbox-items.ts'
import { pageDocument } from '../../testing/server-facts.ts'
import { DraftLocks, type Locks } from './draft-locks.ts'
import { Outbox } from './outbox.ts'
import type { OutboxItem } from './outbox-item.ts'
import type { SendResult } from './send-item.ts'
import { Sender } from './sender.ts'

let outbox: Outbox
let sent: string[]
/** What the server answers next; without one it takes the text. */
let failures: unknown[]
let isSignedIn: boolean
/** A clock that is turned by hand: the next attempt, and its delay in seconds. */
let timer: { seconds: number; act: () => void } | null
let drafts: DraftLocks

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  outbox = new Outbox()
  await outbox.begin('ann')
  sent = []
  failures = []
  isSignedIn = true
  timer = null
  drafts = new DraftLocks(undefined)
})

afterEach(() => outbox.close())

async function take({ text }: OutboxItem): Promise<SendResult> {
  const failure = failures.shift()
  if (failure) throw failure
  sent.push(text.content)
  return { kind: 'sent', document: pageDocument(text.content) }
}

function senderWith(send = take, locks?: Locks): Sender {
  return new Sender(outbox, {
    send,
    onSent: () => {},
    isSignedIn: () => isSignedIn,
    drafts,
    locks,
    after: (ms, act) => {
      timer = { seconds: ms / 1000, act }
      return () => {
        timer = null
      }
    },
    random: () => 1,
  })
}

function refusal(status: number, members: object = {}): ApiProblem {
  return new ApiProblem(new Response(null, { status }), { status, detail: 'No.', ...members })
}

const problems = () => [...outbox.items.values()].map(({ problem }) => problem)

it('sends the oldest first, and then nothing is left', async () => {
  outbox.put(editItem('Second', { id: 'b', changedAt: 2 }))
  outbox.put(noteItem('First', { id: 'a', changedAt: 1 }))
  await senderWith().wake()
  expect(sent).toEqual(['First', 'Second'])
  expect(outbox.items.size).toBe(0)
})

it('tries again after growing delays, and at once when it is woken', async () => {
  outbox.put(editItem('Eggs'))
  failures = Array.from({ length: 6 }, () => new NotReached('', null))
  const sender = senderWith()
  await sender.wake()
  const delays: number[] = []
  for (let tries = 0; tries < 3; tries++) {
    delays.push(timer?.seconds ?? 0)
    timer?.act()
    await expect.poll(() => failures.length).toBe(4 - tries)
    await expect.poll(() => sender.isSending.value).toBe(false)
  }
  expect(delays).toEqual([1, 2, 4])
  expect(sender.isWaiting.value).toBe(true)
  failures = []
  await sender.wake()
  expect([sent, sender.isWaiting.value, timer]).toEqual([['Eggs'], false, null])
})

it('waits as long as the server asks', async () => {
  outbox.put(editItem('Eggs'))
  const response = new Response(null, { status: 429, headers: { 'Retry-After': '40' } })
  failures = [new ApiProblem(response, {})]
  await senderWith().wake()
  expect(timer?.seconds).toBe(40)
})

it.each([
  [403, { type: 'role_refused' }, 'viewer'],
  [404, {}, 'gone'],
  [410, {}, 'gone'],
  [413, {}, 'too-large'],
  [413, { type: 'storage_full' }, 'no-room'],
  [507, {}, 'no-room'],
  [422, {}, 'refused'],
] as const)('after %i %j nothing is lost, and the others are sent', async (status, members, problem) => {
  outbox.put(editItem('Eggs', { id: 'a', changedAt: 1 }))
  outbox.put(editItem('Milk', { id: 'b', changedAt: 2 }))
  failures = [refusal(status, members)]
  const sender = senderWith()
  await sender.wake()
  expect(sent).toEqual(['Milk'])
  expect(problems()).toEqual([problem])
  await sender.wake()
  expect(sent).toEqual(['Milk'])
  await sender.retry(outbox.items.values())
  expect(sent).toEqual(['Milk', 'Eggs'])
  expect(outbox.items.size).toBe(0)
})

it('a conflict waits for a person', async () => {
  outbox.put(editItem('Eggs'))
  await senderWith(async () => ({ kind: 'conflict' })).wake()
  expect(problems()).toEqual(['conflict'])
})

it('a server that fails on one text is sent the others', async () => {
  for (const id of ['a', 'b', 'c']) outbox.put(editItem(id, { id }))
  failures = [refusal(500)]
  const sender = senderWith()
  await sender.wake()
  expect(sent).toEqual(['b', 'c'])
  expect([outbox.items.size, sender.isWaiting.value]).toEqual([1, true])
})

it('is silent without the user', async () => {
  outbox.put(editItem('Eggs'))
  isSignedIn = false
  const sender = senderWith()
  await sender.wake()
  expect([sent, sender.isWaiting.value, timer]).toEqual([[], true, null])
})

it('leaves a text to the editor that has it', async () => {
  outbox.put(editItem('Eggs', { draft: 'open' }))
  const release = await drafts.claim('open')
  const sender = senderWith()
  await sender.wake()
  expect(sent).toEqual([])
  release?.()
  await sender.wake()
  expect(sent).toEqual(['Eggs'])
})

it('a note that is there with another text becomes an edit of it', async () => {
  outbox.put(noteItem('Friday, late'))
  const kinds: string[] = []
  await senderWith(async ({ text }) => {
    kinds.push(text.kind)
    if (text.kind === 'edit') return { kind: 'sent', document: pageDocument(text.content) }
    const base = pageDocument('Friday')
    return { kind: 'edit', text: { kind: 'edit', content: text.content, base, settled: [] } }
  }).wake()
  expect(kinds).toEqual(['note', 'edit'])
  expect(outbox.items.size).toBe(0)
})

it('remembers what was first sent of a note', async () => {
  outbox.put(noteItem('Friday'))
  failures = [new NotReached('', null)]
  await senderWith().wake()
  const [facts] = outbox.items.values()
  expect(facts && (await outbox.read(facts))?.text).toMatchObject({ sentContent: 'Friday' })
})

it('what is changed while it is sent is sent again', async () => {
  outbox.put(editItem('Eggs'))
  await senderWith(async (item) => {
    if (item.text.content === 'Eggs') outbox.put(editItem('Six eggs', { changedAt: 2 }))
    return take(item)
  }).wake()
  expect(titles()).toEqual(['Six eggs'])
})

const titles = () => [...outbox.items.values()].map(({ title }) => title)

it('of two tabs one sends at a time', async () => {
  let queue: Promise<unknown> = Promise.resolve()
  const locks = {
    request: (_: string, work: () => Promise<unknown>) => {
      queue = queue.then(work)
      return queue
    },
  } as unknown as Locks
  outbox.put(editItem('Eggs'))
  await Promise.all([senderWith(take, locks).wake(), senderWith(take, locks).wake()])
  expect(sent).toEqual(['Eggs'])
})

it('ten thousand texts are read, sent and removed in batches', async () => {
  const count = 10_000
  for (let at = 0; at < count; at++) outbox.put(editItem(`Text ${at}`, { id: `page ${at}`, changedAt: at }))
  await outbox.settled()
  await outbox.close()
  const later = new Outbox()
  await later.begin('ann')
  expect(later.items.size).toBe(count)
  outbox = later
  let changes = 0
  const stop = later.changes.subscribe(() => void changes++)
  await senderWith().wake()
  await later.settled()
  stop()
  expect([sent.length, later.items.size]).toEqual([count, 0])
  // A render for each text would take minutes.
  expect(changes).toBeLessThan(count / 50)
  const empty = new Outbox()
  await empty.begin('ann')
  expect(empty.items.size).toBe(0)
})
