// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Quota } from '../../data/account/quota.ts'
import { prefer } from '../../data/library/preferences.ts'
import type { Store } from '../../data/store.ts'
import { AccountServer } from '../../testing/account-server.ts'
import { quotaNow, tree } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { LibraryStatus } from './LibraryStatus.tsx'

let server: AccountServer

beforeEach(async () => {
  localStorage.clear()
  prefer({ isStatusOpen: false })
  server = await AccountServer.start()
  server.user = { ...server.user, first_steps_ended: false }
})
afterEach(() => {
  cleanup()
  server.stop()
})

const steps = { signed_up: true, sent: true, transcribed: false, connected: false, delivered: false }

async function show(members: Partial<Quota> = {}): Promise<void> {
  server.answers = (_, path) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([]) }
    if (path === '/api/v1/me/first-steps') return { body: steps }
    return path === '/api/v1/quota' ? { body: quotaNow(members) } : undefined
  }
  const library = { notebooks: signal(new Map()) } as Partial<Store['library']> as Store['library']
  renderWith({ ...(await signedIn(server)), library }, <LibraryStatus />)
}

const line = () => screen.getByRole('button', { name: /pages used|recognition|Usage/ })

it('first steps and quota are one line, and what it opens stays open at the next visit', async () => {
  await show()
  await screen.findByText('First steps: 2 of 5')
  await screen.findByText('3 of 30 pages used this month')
  expect(screen.queryByRole('list')).toBeNull()
  fireEvent.click(line())
  expect(await screen.findAllByRole('listitem')).toHaveLength(5)
  expect(line().getAttribute('aria-expanded')).toBe('true')
  cleanup()
  await show()
  expect(await screen.findAllByRole('listitem')).toHaveLength(5)
  fireEvent.click(line())
  await expect.poll(() => screen.queryByRole('list')).toBeNull()
  expect(JSON.parse(localStorage.getItem('rmirror.preferences') ?? '').isStatusOpen).toBe(false)
})

it.each<[string, Partial<Quota>]>([
  ['No room left on the server', { storage: { limit: 100, used: 100 } }],
  ['Pages are waiting', { deferred_pages: 2 }],
  ['Pages are waiting', { paused_because: 'Claude refused the key of this server.' }],
  ['No handwriting recognition', { has_reader: false }],
])('the closed line says in a few words: %s', async (words, members) => {
  await show(members)
  expect(await screen.findByText(words)).toBeTruthy()
})

it('the closed line says nothing of problems where there are none', async () => {
  await show({ paused_because: 'Claude refused the key of this server.', used: 3, reserved: 0 })
  await screen.findByText('3 of 30 pages used this month')
  expect(screen.queryByText(/waiting|room/)).toBeNull()
})
