// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryObserver } from '@tanstack/preact-query'
import { expect, test } from 'vitest'
import { makeQueryClient } from './remote-query.ts'

/** A shown query, whose fetches are answered by the test in the order in which they began. */
function shownQuery() {
  const client = makeQueryClient()
  const answers: ((answer: string) => void)[] = []
  const queryFn = () => new Promise<string>((resolve) => answers.push(resolve))
  const observer = new QueryObserver(client, { queryKey: ['files'], queryFn })
  const stop = observer.subscribe(() => {})
  return { client, answers, observer, stop }
}

test('what changed while a query was fetched for the first time is fetched once more', async () => {
  const { client, answers, observer, stop } = shownQuery()
  const invalidated = client.invalidateQueries({ queryKey: ['files'] })
  answers[0]?.('before the change')
  await expect.poll(() => answers.length).toBe(2)
  await invalidated
  answers[1]?.('after it')
  await expect.poll(() => observer.getCurrentResult().data).toBe('after it')
  stop()
})

test('several changes during the first fetch are fetched with one more', async () => {
  const { client, answers, observer, stop } = shownQuery()
  for (const _ of [1, 2, 3]) void client.invalidateQueries({ queryKey: ['files'] })
  answers[0]?.('before the changes')
  await expect.poll(() => answers.length).toBe(2)
  answers[1]?.('after them')
  await expect.poll(() => observer.getCurrentResult().data).toBe('after them')
  expect([observer.getCurrentResult().fetchStatus, answers.length]).toEqual(['idle', 2])
  stop()
})

test('a query that was fetched before is fetched once', async () => {
  const { client, answers, observer, stop } = shownQuery()
  answers[0]?.('first')
  await expect.poll(() => observer.getCurrentResult().data).toBe('first')
  const invalidated = client.invalidateQueries({ queryKey: ['files'] })
  await expect.poll(() => answers.length).toBe(2)
  answers[1]?.('second')
  await invalidated
  expect([observer.getCurrentResult().data, answers.length]).toEqual(['second', 2])
  stop()
})
