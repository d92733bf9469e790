// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Quota } from '../../data/account/quota.ts'
import { AccountServer } from '../../testing/account-server.ts'
import { quotaNow, tree } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
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

async function show(members: Partial<Quota>): Promise<void> {
  server.answers = (_, path) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([]) }
    return path === '/api/v1/quota' ? { body: quotaNow(members) } : undefined
  }
  renderWith(await signedIn(server), <QuotaPanel />)
  await screen.findByText('3 of 30 pages used this month')
}

it('says so when the server has no handwriting recognition', async () => {
  await show({ has_reader: false })
  expect(screen.getByText(/recognition isn’t set up/)).toBeTruthy()
})

it('says nothing of it when it has', async () => {
  await show({ has_reader: true })
  expect(screen.queryByText(/recognition isn’t set up/)).toBeNull()
})

it('says why pages wait, as long as some do', async () => {
  const reason = 'Claude refused the key of this server.'
  await show({ paused_because: reason })
  expect(screen.getByText(`Your pages are waiting to be transcribed. Reason: ${reason}`)).toBeTruthy()
  cleanup()
  await show({ paused_because: reason, used: 3, reserved: 0 })
  expect(screen.queryByText(/waiting to be transcribed/)).toBeNull()
})
