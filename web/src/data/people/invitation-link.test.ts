// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { captureInvitation, forgetInvitation, invitationLink, invitationToken } from './invitation-link.ts'

const token = '2mFQxkqQ8Jp0yL0m3bVd9m1fT2c6o5aXw4Zr7uYkHsE'

function open(address: string): void {
  history.replaceState(null, '', address)
  captureInvitation()
}

beforeEach(() => {
  sessionStorage.clear()
  invitationToken.value = null
})
afterEach(() => {
  vi.restoreAllMocks()
  history.replaceState(null, '', '/')
})

describe("an invitation's link", () => {
  it('has its token in the fragment, which is never sent', () => {
    const { pathname, search, hash } = new URL(invitationLink(token, 'https://notes.example.org'))
    expect([pathname, search, hash]).toEqual(['/invitation', '', `#${token}`])
  })

  it('is taken out of the address, and kept in this tab through signing in and a reload', () => {
    open(`/invitation#${token}`)
    expect(location.href).not.toContain(token)
    expect(invitationToken.value).toBe(token)
    invitationToken.value = null
    open('/sign-in?next=%2Finvitation')
    expect(invitationToken.value).toBe(token)
  })

  it('is forgotten when it was accepted or declined', () => {
    open(`/invitation#${token}`)
    forgetInvitation()
    open('/')
    expect(invitationToken.value).toBeNull()
  })

  it('that is opened later replaces the one before', () => {
    open(`/invitation#${token}`)
    open('/invitation#another')
    expect(invitationToken.value).toBe('another')
  })

  it.each(['/invitation', '/invitation#', '/invitation#<b>', `/#${token}`, '/#tag=work'])('is not %s', (address) => {
    open(address)
    expect(invitationToken.value).toBeNull()
  })

  it('works where storage is forbidden, as long as the tab', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('Forbidden', 'SecurityError')
    })
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('Forbidden', 'SecurityError')
    })
    open(`/invitation#${token}`)
    open('/sign-in')
    expect(invitationToken.value).toBe(token)
  })
})
