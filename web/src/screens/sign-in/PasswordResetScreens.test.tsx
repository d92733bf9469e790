// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountServer, problem, type Said } from '../../testing/account-server.ts'
import { accountAt, remoteOf, renderWith } from '../../testing/signed-in.tsx'
import { ConfirmAddressScreen } from './ConfirmAddressScreen.tsx'
import { ForgotPasswordScreen, ResetPasswordScreen } from './PasswordResetScreens.tsx'
import { SignInScreen } from './SignScreen.tsx'

let server: AccountServer
/** What was asked of the routes that need no sign-in. */
let asked: Record<string, unknown>[]
let answer: Said

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  asked = []
  answer = { status: 204, body: null }
  server.openAnswers = (path, body) => {
    if (!path.startsWith('/api/v1/auth/')) return undefined
    asked.push({ path, ...JSON.parse(String(body)) })
    return answer
  }
})
afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
  server.stop()
})

function show(what: preact.JSX.Element): void {
  const account = accountAt(server)
  renderWith({ account, remote: remoteOf(account) }, what)
}

describe('a forgotten password', () => {
  it('is only offered to be replaced by servers that send mail', async () => {
    show(<SignInScreen />)
    await expect.poll(() => server.waysAsked).toBe(1)
    expect(screen.queryByRole('link', { name: 'Forgot your password?' })).toBeNull()
    cleanup()
    server.canResetPassword = true
    show(<SignInScreen />)
    const link = await screen.findByRole('link', { name: 'Forgot your password?' })
    expect(link.getAttribute('href')).toBe('/forgot-password')
  })

  it('brings a link to an address that is one', async () => {
    show(<ForgotPasswordScreen />)
    fireEvent.click(screen.getByRole('button', { name: 'Send the link' }))
    expect(await screen.findByRole('alert')).toBeTruthy()
    fireEvent.input(screen.getByLabelText('Email'), { target: { value: ' ann@example.org ' } })
    fireEvent.click(screen.getByRole('button', { name: 'Send the link' }))
    expect(await screen.findByText(/If ann@example\.org has an account here/)).toBeTruthy()
    expect(asked).toEqual([{ path: '/api/v1/auth/password-reset', email: 'ann@example.org' }])
  })

  it('says what to do where no mail is sent', async () => {
    answer = problem(409)
    show(<ForgotPasswordScreen />)
    fireEvent.input(screen.getByLabelText('Email'), { target: { value: 'ann@example.org' } })
    fireEvent.click(screen.getByRole('button', { name: 'Send the link' }))
    expect(await screen.findByText(/This server can’t send mail\./)).toBeTruthy()
  })
})

describe('the link', () => {
  const open = (token: string) => {
    history.replaceState(null, '', `/reset-password#token=${token}`)
    show(<ResetPasswordScreen />)
  }
  const choose = (password: string) => {
    fireEvent.input(screen.getByLabelText('New password'), { target: { value: password } })
    fireEvent.click(screen.getByRole('button', { name: 'Save the new password' }))
  }

  it('changes the password, and is taken out of the address', async () => {
    answer = { body: { email: 'ann@example.org' } }
    open('abc')
    expect(location.href).not.toContain('abc')
    choose('short')
    expect((await screen.findByRole('alert')).textContent).toContain('10')
    fireEvent.click(screen.getByRole('checkbox'))
    choose('nine quiet umbrellas')
    expect(await screen.findByText(/Sign in with ann@example\.org\./)).toBeTruthy()
    const path = '/api/v1/auth/password-reset/complete'
    expect(asked).toEqual([{ path, token: 'abc', password: 'nine quiet umbrellas', revoke_devices: true }])
  })

  it('that is over leads to another one', async () => {
    answer = problem(410)
    open('abc')
    choose('nine quiet umbrellas')
    expect(await screen.findByText(/This link was used already or has expired\./)).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Send another link' }).getAttribute('href')).toBe('/forgot-password')
  })

  it('that was cut off says so', async () => {
    show(<ResetPasswordScreen />)
    expect(await screen.findByText('Open the whole link in the mail that you were sent.')).toBeTruthy()
  })

  it.each([
    [{ body: { email: 'ann@example.org' } }, 'ann@example.org is confirmed. Notices reach you there.'],
    [problem(410), 'This link was used already or has expired. You can send another one in your account.'],
    [problem(409), 'Another account has this address, so yours keeps its own.'],
  ])('to confirm an address says what came of it', async (said, sentence) => {
    answer = said
    history.replaceState(null, '', '/confirm-address#token=abc')
    show(<ConfirmAddressScreen />)
    expect(await screen.findByText(sentence)).toBeTruthy()
    expect(asked).toEqual([{ path: '/api/v1/auth/confirm-address', token: 'abc' }])
  })
})
