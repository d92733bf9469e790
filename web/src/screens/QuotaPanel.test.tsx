// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Account } from '../data/account.ts'
import { Quota } from '../data/quota.ts'
import { type Store, StoreContext } from '../data/store.ts'
import { AccountServer } from '../testing/account-server.ts'
import { QuotaPanel } from './QuotaPanel.tsx'

let server: AccountServer

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function show(hasReader: boolean): Promise<void> {
  const quota = { limit: 30, used: 1, reserved: 2, left: 27, deferred_pages: 0, has_reader: hasReader }
  const period = { period_start: '2026-11-20T12:00:00+00:00', reset_at: '2026-12-20T12:00:00+00:00' }
  server.answers = (_, path) => (path === '/api/v1/quota' ? { body: { ...quota, ...period } } : undefined)
  const account = new Account(server.origin, undefined)
  await account.signIn('ann@example.org', 'quite bony lantern')
  const store = { account, quota: new Quota(account) } as Partial<Store> as Store
  render(
    <StoreContext.Provider value={store}>
      <QuotaPanel />
    </StoreContext.Provider>,
  )
  await screen.findByText('3 of 30 pages used this month')
}

it('says so when the server has no handwriting recognition', async () => {
  await show(false)
  expect(screen.getByText(/recognition isn’t set up/)).toBeTruthy()
})

it('says nothing of it when it has', async () => {
  await show(true)
  expect(screen.queryByText(/recognition isn’t set up/)).toBeNull()
})
