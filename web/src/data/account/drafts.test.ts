// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountServer } from '../../testing/account-server.ts'
import { accountAt } from '../../testing/signed-in.tsx'
import type { Account } from './account.ts'
import { FormDrafts } from './drafts.ts'

let server: AccountServer
let account: Account
let drafts: FormDrafts
const draft = new Map([['name', 'Ada']])
const signIn = () => account.signIn('ann@example.org', 'quite bony lantern')

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  account = accountAt(server)
  drafts = new FormDrafts(account)
  await signIn()
})
afterEach(() => server.stop())

async function endSession(): Promise<void> {
  server.endSession()
  await account.api.GET('/api/v1/me').catch(() => {})
  await expect.poll(() => account.ended.value).toBe(true)
}

describe('what was typed', () => {
  it('is kept when the session ends, for the same form, once', async () => {
    await endSession()
    drafts.keep('profile', draft)
    await signIn()
    expect(drafts.take('settings')).toBeUndefined()
    expect(drafts.take('profile')).toEqual(draft)
    expect(drafts.take('profile')).toBeUndefined()
  })

  it('is not kept when the person leaves the screen, or signs out', async () => {
    drafts.keep('profile', draft)
    expect(drafts.take('profile')).toBeUndefined()
    await endSession()
    drafts.keep('profile', draft)
    await signIn()
    await account.signOut()
    await signIn()
    expect(drafts.take('profile')).toBeUndefined()
  })

  it('is not shown to another user', async () => {
    await endSession()
    drafts.keep('profile', draft)
    server.user = { ...server.user, id: '0191' }
    await signIn()
    expect(drafts.take('profile')).toBeUndefined()
  })
})
