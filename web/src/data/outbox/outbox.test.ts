// SPDX-License-Identifier: AGPL-3.0-or-later
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, it } from 'vitest'
import { editItem, noteItem } from '../../testing/outbox-items.ts'
import { Outbox } from './outbox.ts'
import { openOutboxDatabase } from './outbox-database.ts'

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

/** Another visit, or another tab, in the same browser. */
async function visit(user: string | null = 'ann'): Promise<Outbox> {
  const outbox = new Outbox()
  if (user) await outbox.begin(user)
  return outbox
}

const titles = (outbox: Outbox) => [...outbox.items.values()].map(({ title }) => title)

it('keeps edits and notes between visits', async () => {
  const before = await visit()
  before.put(editItem('Eggs'))
  before.put(noteItem('Friday', { id: 'note' }))
  await before.settled()
  expect(before.unstoredCount.value).toBe(0)
  const after = await visit()
  expect(titles(after).sort()).toEqual(['Eggs', 'Friday'])
  const [facts] = after.itemsOf('note')
  expect(facts && (await after.read(facts))).toEqual(noteItem('Friday', { id: 'note' }))
})

it('has an item before it is stored, and asks to wait until then', async () => {
  const outbox = await visit()
  outbox.put(editItem('Egg'))
  outbox.put(editItem('Eggs', { changedAt: 2 }))
  expect(titles(outbox)).toEqual(['Eggs'])
  expect(outbox.unstoredCount.value).toBe(1)
  await outbox.settled()
  expect(outbox.unstoredCount.value).toBe(0)
  expect(titles(await visit())).toEqual(['Eggs'])
})

it('removes what was sent, but not what has changed since', async () => {
  const outbox = await visit()
  const [sent, changed] = [editItem('Egg'), editItem('Eggs')]
  outbox.put(sent)
  outbox.put(changed)
  outbox.remove([sent.facts])
  expect(titles(outbox)).toEqual(['Eggs'])
  outbox.remove([changed.facts])
  await outbox.settled()
  expect([titles(outbox), titles(await visit())]).toEqual([[], []])
})

it('two drafts of one page are two items, the last changed first', async () => {
  const outbox = await visit()
  outbox.put(editItem('Eggs', { draft: 'one', changedAt: 1 }))
  outbox.put(editItem('Six eggs', { draft: 'two', changedAt: 2 }))
  expect(outbox.itemsOf(editItem('').facts.id).map(({ draft }) => draft)).toEqual(['two', 'one'])
})

it('another user neither sees nor changes them, and they wait for their own', async () => {
  const outbox = await visit()
  outbox.put(editItem('Eggs'))
  await outbox.begin('bob')
  outbox.put(editItem('Of Ann, late'))
  outbox.put(editItem('Of Bob', { user: 'bob' }))
  expect(titles(outbox)).toEqual(['Of Bob'])
  await outbox.forget()
  expect(titles(await visit('bob'))).toEqual([])
  expect(titles(await visit('ann'))).toEqual(['Eggs'])
})

it('what was typed right before the session ended is stored', async () => {
  const outbox = await visit()
  outbox.put(editItem('Eggs'))
  outbox.end()
  expect(titles(outbox)).toEqual([])
  await outbox.settled()
  expect(titles(await visit())).toEqual(['Eggs'])
})

it('signing out leaves nothing, also of what is being written', async () => {
  const [outbox, other] = [await visit(), await visit()]
  outbox.put(editItem('Eggs'))
  await expect.poll(() => titles(other)).toEqual(['Eggs'])
  outbox.put(editItem('Late'))
  await outbox.forget()
  outbox.put(editItem('Too late'))
  await outbox.settled()
  await expect.poll(() => titles(other)).toEqual([])
  const database = await openOutboxDatabase()
  expect([await database.count('facts'), await database.count('texts')]).toEqual([0, 0])
})

it('tabs see what others add and remove', async () => {
  const [here, there] = [await visit(), await visit()]
  const item = editItem('Eggs')
  here.put(item)
  await expect.poll(() => titles(there)).toEqual(['Eggs'])
  expect((await there.read(item.facts))?.text).toEqual(item.text)
  there.remove([item.facts])
  await expect.poll(() => titles(here)).toEqual([])
})

it('without storage they are in memory, and it says so', async () => {
  const outbox = new Outbox(() => Promise.reject(new Error('forbidden')))
  await outbox.begin('ann')
  const item = editItem('Eggs')
  outbox.put(item)
  await outbox.settled()
  expect([outbox.isStorageFailing.value, outbox.unstoredCount.value]).toEqual([true, 1])
  expect(await outbox.read(item.facts)).toEqual(item)
  outbox.remove([item.facts])
  expect(outbox.unstoredCount.value).toBe(0)
})

it('what did not fit is stored with its next change', async () => {
  let isFull = true
  const outbox = new Outbox(async () => {
    const database = await openOutboxDatabase()
    const transaction = database.transaction.bind(database) as (...args: unknown[]) => unknown
    return Object.assign(Object.create(database), {
      getAll: database.getAll.bind(database),
      get: database.get.bind(database),
      transaction: (...args: unknown[]) => {
        if (isFull && args[1] === 'readwrite') throw new DOMException('full', 'QuotaExceededError')
        return transaction(...args)
      },
    })
  })
  await outbox.begin('ann')
  outbox.put(editItem('Eggs'))
  await outbox.settled()
  expect(outbox.isStorageFailing.value).toBe(true)
  isFull = false
  outbox.put(editItem('Six eggs'))
  await outbox.settled()
  expect([outbox.isStorageFailing.value, outbox.unstoredCount.value]).toEqual([false, 0])
  expect(titles(await visit())).toEqual(['Six eggs'])
})
