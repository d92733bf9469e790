// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '../../data/account/account.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { tree } from '../../testing/server-facts.ts'
import { accountAt, remoteOf, renderWith } from '../../testing/signed-in.tsx'
import { SignUpScreen } from './SignScreen.tsx'

let server: AccountServer

beforeEach(async () => {
  localStorage.clear()
  location.hash = ''
  server = await AccountServer.start()
  server.answers = (_, path) => (path === '/api/v1/notebooks/tree' ? { body: tree([]) } : undefined)
})
afterEach(() => {
  cleanup()
  location.hash = ''
  server.stop()
})

function show(): Account {
  const account = accountAt(server)
  renderWith({ account, remote: remoteOf(account) }, <SignUpScreen />)
  return account
}

async function fill(): Promise<void> {
  fireEvent.input(await screen.findByLabelText('Email'), { target: { value: 'ann@example.org' } })
  fireEvent.input(screen.getByLabelText('Password'), { target: { value: 'quite bony lantern' } })
  fireEvent.click(screen.getByRole('button', { name: 'Create account' }))
}

const form = () => screen.queryByLabelText('Password')

it('a server that is open has everybody create an account', async () => {
  const account = show()
  await fill()
  await expect.poll(() => account.state.value.kind).toBe('signed-in')
  expect(server.signUps).toEqual([{ email: 'ann@example.org', password: 'quite bony lantern' }])
})

it('a server that is closed says so, without a form, invited or not', async () => {
  server.signUpMode = 'closed'
  location.hash = 'invitation=abc'
  show()
  expect(
    await screen.findByText(/^No new accounts can be created on this server\. .*ask its administrator/),
  ).toBeTruthy()
  expect(form()).toBeNull()
  expect(screen.getByRole('link', { name: 'Sign in' })).toBeTruthy()
})

describe('a server that wants an invitation', () => {
  beforeEach(() => {
    server.signUpMode = 'invited'
  })

  it('says so to people who have none', async () => {
    show()
    expect(await screen.findByText(/you need an invitation/)).toBeTruthy()
    expect(form()).toBeNull()
  })

  it('shows the form to those whose link has one, and takes it along', async () => {
    location.hash = 'invitation=abc-_123'
    const account = show()
    expect(await screen.findByText(/You’ve been invited/)).toBeTruthy()
    await fill()
    await expect.poll(() => account.state.value.kind).toBe('signed-in')
    expect(server.signUps).toMatchObject([{ invitation: 'abc-_123' }])
  })

  it('shows the form as soon as the link is opened on this screen', async () => {
    show()
    await screen.findByText(/you need an invitation/)
    location.hash = 'invitation=abc'
    expect(await screen.findByText(/You’ve been invited/)).toBeTruthy()
  })

  it.each([
    ['invitation_used', /already been used/],
    ['invitation_expired', /has expired/],
    ['invitation_unknown', /doesn’t know this invitation/],
    ['signup_closed', /No new accounts/],
  ])('says what to do when it answers %s', async (type, words) => {
    location.hash = 'invitation=abc'
    server.refusal = problem(403, { type })
    show()
    await fill()
    expect((await screen.findByRole('alert')).textContent).toMatch(words)
  })
})

describe('a server with a waitlist', () => {
  beforeEach(() => {
    server.signUpMode = 'waitlist'
  })

  it('takes the address of someone without an invitation, if it is one', async () => {
    show()
    const join = await screen.findByRole('button', { name: 'Join the waitlist' })
    fireEvent.input(screen.getByLabelText('Email'), { target: { value: 'ann' } })
    fireEvent.click(join)
    expect((await screen.findByRole('alert')).textContent).toMatch(/email address/)
    fireEvent.input(screen.getByLabelText('Email'), { target: { value: 'ann@example.org' } })
    fireEvent.click(join)
    expect(await screen.findByText(/You’re on the waitlist/)).toBeTruthy()
    expect(server.waiting).toEqual([{ email: 'ann@example.org' }])
  })

  it('shows the form to those whose link has an invitation', async () => {
    location.hash = 'invitation=abc'
    const account = show()
    expect(await screen.findByText(/You’ve been invited/)).toBeTruthy()
    await fill()
    await expect.poll(() => account.state.value.kind).toBe('signed-in')
  })
})

it('a server that does not answer can be asked again', async () => {
  await server.pause()
  const account = accountAt(server)
  renderWith({ account, remote: remoteOf(account) }, <SignUpScreen />)
  expect((await screen.findByRole('alert')).textContent).toMatch(/Can’t reach the server/)
  await server.resume()
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByLabelText('Password')).toBeTruthy()
})
