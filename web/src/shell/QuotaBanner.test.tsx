// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { navigate } from 'wouter-preact/use-browser-location'
import { forgetShown, lastShown } from '../data/account/quota-banner.ts'
import type { Store } from '../data/store.ts'
import { AccountServer } from '../testing/account-server.ts'
import { quotaNow, tree } from '../testing/server-facts.ts'
import { renderWith, signedIn } from '../testing/signed-in.tsx'
import { QuotaBanner } from './QuotaBanner.tsx'

let server: AccountServer
let used: number

beforeEach(async () => {
  localStorage.clear()
  lastShown.value = null
  used = 27
  navigate('/')
  server = await AccountServer.start()
  server.answers = (_, path) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([]) }
    return path === '/api/v1/quota' ? { body: quotaNow({ limit: 30, used, reserved: 0 }) } : undefined
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function show(deferred = 0) {
  const store = await signedIn(server)
  const activity = { syncing: signal(deferred > 0 ? { deferredPages: signal(deferred) } : null) }
  renderWith({ ...store, activity: activity as Partial<Store['activity']> as Store['activity'] }, <QuotaBanner />)
  await expect.poll(() => store.remote.client.getQueryData(store.remote.quota().queryKey)).toBeTruthy()
  await act(() => {})
  return store
}

const go = (path: string) => act(() => navigate(path))
const notice = () => screen.queryByRole('status')?.textContent ?? ''

it('is shown on one screen, and on no other after it', async () => {
  await show()
  await expect.poll(notice).toContain('90%')
  for (const path of ['/todos', '/', '/folders/a']) {
    await go(path)
    await expect.poll(notice).toBe('')
  }
})

it('is not shown again at the next visit, until more is used', async () => {
  await show()
  await expect.poll(notice).toContain('90%')
  cleanup()
  await show()
  expect(notice()).toBe('')
  cleanup()
  used = 30
  await show()
  await expect.poll(notice).toContain('used up')
})

it('waits for a screen on which a person stays', async () => {
  await go('/sign-in')
  await show()
  expect(notice()).toBe('')
  await go('/')
  await expect.poll(notice).toContain('90%')
})

it('is not shown beside the panel of a sync that says the same', async () => {
  used = 30
  await show(2)
  await expect.poll(() => lastShown.value).toMatch(/^pages 1 /)
  expect(notice()).toBe('')
})

it('is gone once it is dismissed', async () => {
  await show()
  fireEvent.click(await screen.findByRole('button', { name: 'Dismiss' }))
  await expect.poll(notice).toBe('')
})

it('leaves nothing behind if a screen opens as a person signs out', async () => {
  const { account } = await show()
  const stop = forgetShown(account)
  await go('/account')
  expect(localStorage.getItem('rmirror.limit-read')).not.toBeNull()
  // Not in `act`, so that the effects of the new screen wait for the next frame, as they do in a browser.
  navigate('/')
  await Promise.resolve()
  await account.signOut()
  await act(() => {})
  expect(localStorage.getItem('rmirror.limit-read')).toBeNull()
  stop()
})
