// SPDX-License-Identifier: AGPL-3.0-or-later
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, it, vi } from 'vitest'
import { OfflineCache } from './offline-cache.ts'

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

it('keeps answers between visits', async () => {
  const before = new OfflineCache()
  await before.begin('ann')
  await before.put('ann', 'page', { text: 'Milk' })
  const after = new OfflineCache()
  expect(await after.owner()).toBe('ann')
  expect(await after.get('ann', 'page')).toEqual({ text: 'Milk' })
  expect(await after.get('ann', 'another')).toBeUndefined()
})

it('leaves nothing to the next user who signs in', async () => {
  const kept = new OfflineCache()
  await kept.begin('ann')
  await kept.put('ann', 'page', 'Milk')
  await kept.begin('bob')
  expect([await kept.get('ann', 'page'), await kept.get('bob', 'page')]).toEqual([undefined, undefined])
  expect(await kept.owner()).toBe('bob')
})

it('an answer that comes behind the sign-out is not kept', async () => {
  const kept = new OfflineCache()
  void kept.begin('ann')
  const early = kept.put('ann', 'early', 'Milk')
  const left = kept.forget()
  const late = kept.put('ann', 'late', 'Honey')
  await Promise.all([early, left, late])
  expect(await kept.owner()).toBeNull()
  await kept.begin('ann')
  expect([await kept.get('ann', 'early'), await kept.get('ann', 'late')]).toEqual([undefined, undefined])
})

it('the oldest make room for the newest', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const kept = new OfflineCache(2_500)
  await kept.begin('ann')
  for (const key of ['first', 'second', 'third']) {
    vi.setSystemTime(Date.now() + 1_000)
    await kept.put('ann', key, 'x'.repeat(1_000))
  }
  const left = await Promise.all(['first', 'second', 'third'].map((key) => kept.get('ann', key)))
  expect(left.map((answer) => answer !== undefined)).toEqual([false, true, true])
})

it('counts the bytes of images', async () => {
  const kept = new OfflineCache(2_500)
  await kept.begin('ann')
  await kept.put('ann', 'large', [{ picture: new Blob([new Uint8Array(3_000)]) }])
  expect(await kept.get('ann', 'large')).toBeUndefined()
})

it('where the browser keeps nothing, nothing is kept', async () => {
  Reflect.deleteProperty(globalThis, 'indexedDB')
  const kept = new OfflineCache()
  await kept.begin('ann')
  await kept.put('ann', 'page', 'Milk')
  expect([await kept.owner(), await kept.get('ann', 'page')]).toEqual([null, undefined])
})
