// SPDX-License-Identifier: AGPL-3.0-or-later
import 'fake-indexeddb/auto'
import { signal } from '@preact/signals'
import { NotReached } from '@rmirror/shared/api'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, it } from 'vitest'
import { editItem } from '../../testing/outbox-items.ts'
import { pageDocument } from '../../testing/server-facts.ts'
import { DraftLocks } from '../outbox/draft-locks.ts'
import { Outbox } from '../outbox/outbox.ts'
import { Sender } from '../outbox/sender.ts'
import type { Remote } from '../server/remote.ts'
import { followUser } from './outbox-of-user.ts'

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

it.each([
  ['the connection is back', () => window.dispatchEvent(new Event('online'))],
  ['the tab gets the focus', () => window.dispatchEvent(new Event('focus'))],
  ['the tab is shown again', () => document.dispatchEvent(new Event('visibilitychange'))],
])('what waits is sent when %s', async (_, happen) => {
  let isReached = false
  let isPlanned = false
  const sent: string[] = []
  const outbox = new Outbox()
  const sender = new Sender(outbox, {
    send: async ({ text }) => {
      if (!isReached) throw new NotReached('https://example.org', null)
      sent.push(text.content)
      return { kind: 'sent', document: pageDocument(text.content) }
    },
    onSent: () => {},
    isSignedIn: () => true,
    drafts: new DraftLocks(undefined),
    locks: undefined,
    // Nothing is tried again by itself.
    after: () => {
      isPlanned = true
      return () => {}
    },
  })
  const account = { state: signal({ kind: 'signed-in' }), ended: signal(false), userId: signal('ann') }
  const remote = { account, user: signal('ann') } as unknown as Pick<Remote, 'account' | 'user'>
  let wakes = 0
  followUser(remote, outbox, sender, { onWake: () => wakes++, onLeave: () => {} })
  outbox.put(editItem('Eggs'))
  await sender.wake()
  expect([isPlanned, sent]).toEqual([true, []])
  const before = wakes
  isReached = true
  happen()
  // Open editors try it as well.
  expect(wakes).toBe(before + 1)
  await expect.poll(() => sent).toEqual(['Eggs'])
  await outbox.close()
})
