// SPDX-License-Identifier: AGPL-3.0-or-later
// Signing in at a service: the button, and the way back, as a guest and as someone who connects it.
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '../../data/account/account.ts'
import { captureOAuthRedirect } from '../../data/server/oauth-return.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { tree } from '../../testing/server-facts.ts'
import { accountAt, remoteOf, renderWith, signedIn } from '../../testing/signed-in.tsx'
import { ProviderReturnScreen } from './ProviderReturnScreen.tsx'
import { SignInScreen, SignUpScreen } from './SignScreen.tsx'

let server: AccountServer
/** Bodies that were sent, by the end of the path. */
let sent: [string, unknown][]

/** jsdom goes nowhere else. */
const there = () => `${location.href.replace(/#.*/, '')}#there`

beforeEach(async () => {
  localStorage.clear()
  sessionStorage.clear()
  history.replaceState(null, '', '/sign-in')
  sent = []
  server = await AccountServer.start()
  server.providers = [
    { id: 'google', name: 'Google' },
    { id: 'github', name: 'GitHub' },
  ]
  server.answers = (method, path, body) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([]) }
    if (method !== 'POST') return undefined
    sent.push([path.replace('/api/v1/auth/', ''), JSON.parse(String(body))])
    return { body: { identities: [] } }
  }
  server.visits = (path, body) => {
    sent.push([path.replace('/api/v1/auth/', ''), body])
    return path.endsWith('/authorize') ? { body: { url: there() } } : undefined
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

function showAsGuest(shown: preact.ComponentChild): Account {
  const account = accountAt(server)
  renderWith({ account, remote: remoteOf(account) }, shown)
  return account
}

const button = (name: string) => screen.findByRole('button', { name })

describe('the buttons', () => {
  it('are one for each service, and none without any', async () => {
    showAsGuest(<SignInScreen />)
    expect(await button('Continue with Google')).toBeTruthy()
    expect(await button('Continue with GitHub')).toBeTruthy()
    cleanup()
    server.providers = []
    showAsGuest(<SignUpScreen />)
    expect(await button('Create account')).toBeTruthy()
    expect(screen.queryByText(/Continue with/)).toBeNull()
    expect(screen.queryByText('or')).toBeNull()
  })
})

function comeBack(query: string, provider = 'google'): void {
  history.replaceState(null, '', `/sign-in/${provider}?${query}`)
  captureOAuthRedirect()
  expect(location.href).not.toMatch(/\?/)
}

describe('coming back as a guest', () => {
  const returned = async (query: string): Promise<Account> => {
    comeBack(query)
    return showAsGuest(<ProviderReturnScreen provider="google" />)
  }

  it('signs in, and goes on to what was wanted', async () => {
    sessionStorage.setItem('rmirror.visit', JSON.stringify({ next: '/todos', invitation: 'abc' }))
    const account = await returned('code=c1&state=s1&iss=https%3A%2F%2Faccounts.google.com&scope=email')
    await expect.poll(() => location.pathname).toBe('/todos')
    expect(account.state.value.kind).toBe('signed-in')
    expect(sent).toEqual([
      ['providers/google/callback', { code: 'c1', state: 's1', iss: 'https://accounts.google.com', invitation: 'abc' }],
    ])
    expect(sessionStorage.length).toBe(0)
  })

  it.each([
    ['access_denied', 409, 'You didn’t sign in at Google.'],
    ['start_again', 409, /expired, was already used, or began in another browser/],
    ['verify_address', 409, /Google hasn’t verified an email address of yours/],
    ['connect_from_account', 409, /already an account with your email address.*connect Google under “Account”/],
    ['deleted', 409, 'Google has deleted this account.'],
    ['invitation_needed', 403, /you need an invitation/],
    ['about:blank', 502, /Google can’t be reached/],
    ['about:blank', 403, /Not like this\./],
  ])('refused as %s with %i, says why, and leads back to signing in', async (type, status, words) => {
    server.visits = () => problem(status, { type })
    const account = await returned('code=c1&state=s1')
    expect(await screen.findByText(words)).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/sign-in')
    expect(account.state.value.kind).toBe('guest')
  })

  it('is tried once, however the server fails', async () => {
    let tries = 0
    server.visits = () => {
      tries += 1
      return problem(503)
    }
    await returned('code=c1&state=s1')
    expect(await screen.findByRole('link', { name: 'Sign in' })).toBeTruthy()
    expect(tries).toBe(1)
  })

  it('with nothing to finish says so, and sends nothing', async () => {
    await returned('code=c1')
    expect(await screen.findByText(/there’s nothing to finish/)).toBeTruthy()
    expect(sent).toEqual([])
  })

  it('from elsewhere than where it is has nothing to finish', async () => {
    comeBack('code=c1&state=s1', 'github')
    showAsGuest(<ProviderReturnScreen provider="google" />)
    expect(await screen.findByText(/there’s nothing to finish/)).toBeTruthy()
    expect(sent).toEqual([])
  })
})

describe('coming back as someone who is signed in', () => {
  it('connects the service with the account', async () => {
    comeBack('code=c1&state=s1', 'github')
    renderWith(await signedIn(server), <ProviderReturnScreen provider="github" />)
    await expect.poll(() => location.pathname + location.hash).toBe('/account#account-identities')
    expect(sent).toEqual([['identities/github/callback', { code: 'c1', state: 's1' }]])
  })

  it('says why it was refused, and leads back to the account', async () => {
    const { answers } = server
    server.answers = (method, path, body) =>
      method === 'POST' ? problem(409, { type: 'identity_elsewhere' }) : answers(method, path, body)
    comeBack('code=c1&state=s1', 'github')
    renderWith(await signedIn(server), <ProviderReturnScreen provider="github" />)
    expect(await screen.findByText(/signs in to another account here/)).toBeTruthy()
    const link = screen.getByRole('link', { name: 'Account' })
    expect(link.getAttribute('href')).toBe('/account#account-identities')
  })
})

describe('a button', () => {
  it('leads there, and remembers where to go on', async () => {
    history.replaceState(null, '', '/sign-up?next=%2Ftodos#invitation=abc')
    showAsGuest(<SignUpScreen />)
    fireEvent.click(await button('Continue with Google'))
    await expect.poll(() => location.hash).toBe('#there')
    expect(sent).toEqual([['providers/google/authorize', null]])
    expect(JSON.parse(sessionStorage.getItem('rmirror.visit') ?? '')).toEqual({ next: '/todos', invitation: 'abc' })
  })

  it('whose service fails says so', async () => {
    server.visits = () => problem(502)
    showAsGuest(<SignInScreen />)
    fireEvent.click(await button('Continue with GitHub'))
    expect((await screen.findByRole('alert')).textContent).toBeTruthy()
    expect(location.pathname).toBe('/sign-in')
  })
})
