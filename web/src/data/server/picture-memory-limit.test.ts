// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryClient, QueryObserver } from '@tanstack/preact-query'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { limitPictureMemory } from './picture-memory-limit.ts'
import type { SyncedPicture } from './pictures.ts'

const rect = { x: 0, y: 0, width: 1, height: 1 }
const pictureOf = (bytes: number): SyncedPicture[] => [
  { picture: new Blob([new Uint8Array(bytes)]), width: 1, height: 1, rect },
]
const query = (page: string, bytes = 10) => ({
  queryKey: ['ann', 'pictures', page],
  queryFn: async () => pictureOf(bytes),
  staleTime: Number.POSITIVE_INFINITY,
})

let client: QueryClient
beforeEach(() => {
  client = new QueryClient()
  limitPictureMemory(client, 30)
})
afterEach(() => client.clear())

const kept = () =>
  client
    .getQueryCache()
    .getAll()
    .map(({ queryKey }) => queryKey[2])
/** Resolves with a function that unmounts it. */
async function show(page: string, bytes?: number): Promise<() => void> {
  const observer = new QueryObserver(client, query(page, bytes))
  const stop = observer.subscribe(() => {})
  await expect.poll(() => observer.getCurrentResult().isSuccess).toBe(true)
  return stop
}

it('of pictures that no screen shows, those go first that have not been shown for the longest time', async () => {
  for (const page of ['one', 'two', 'three']) (await show(page))()
  ;(await show('one'))()
  ;(await show('four'))()
  expect(kept()).toEqual(['one', 'three', 'four'])
})

it('what a screen shows stays, however large it is', async () => {
  const stop = await show('large', 100)
  ;(await show('small'))()
  expect(kept()).toEqual(['large', 'small'])
  stop()
  expect(kept()).toEqual([])
})

it('texts and lists are left alone', async () => {
  client.setQueryData(['ann', 'pages', 'diary'], [])
  ;(await show('large', 100))()
  expect(kept()).toEqual(['diary'])
})
