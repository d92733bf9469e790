// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Identity } from '../../data/server/identities.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { tree } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { IdentitiesSection, useHasIdentities } from './IdentitiesSection.tsx'

let server: AccountServer
let identities: Identity[]
let refusal: ReturnType<typeof problem> | undefined

const identity = (id: string, name: string, more: Partial<Identity> = {}): Identity => ({
  ...{ id: `01931f3c-8f00-7000-8000-00000000000${name.length}`, provider: { id, name } },
  ...{ email: 'ann@example.org', name: 'Ann', created_at: '2026-11-20T12:00:00.000Z' },
  ...more,
})

beforeEach(async () => {
  localStorage.clear()
  refusal = undefined
  server = await AccountServer.start()
  server.providers = [
    { id: 'google', name: 'Google' },
    { id: 'github', name: 'GitHub' },
  ]
  identities = [identity('google', 'Google')]
  server.answers = (method, path) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([]) }
    if (method === 'GET' && path === '/api/v1/auth/identities') return { body: { identities } }
    if (method !== 'DELETE') return undefined
    if (refusal) return refusal
    identities = identities.filter(({ id }) => !path.endsWith(id))
    return { status: 204, body: null }
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

function Section() {
  return useHasIdentities() ? <IdentitiesSection /> : <p>No services.</p>
}

const show = async () => renderWith(await signedIn(server), <Section />)

it('lists what is connected, and offers the rest', async () => {
  await show()
  expect(await screen.findByText(/ann@example\.org · connected on/)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Connect GitHub' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Connect Google' })).toBeNull()
})

it('disconnects, says so, and offers it again', async () => {
  await show()
  fireEvent.click(await screen.findByRole('button', { name: 'Disconnect Google ann@example.org' }))
  expect(await screen.findByText('Google has been disconnected. It no longer signs you in.')).toBeTruthy()
  expect(document.activeElement?.textContent).toBe('Sign-in services')
  expect(await screen.findByRole('button', { name: 'Connect Google' })).toBeTruthy()
})

it('says why the last way in stays', async () => {
  refusal = problem(409, { type: 'last_way_in' })
  await show()
  fireEvent.click(await screen.findByRole('button', { name: /^Disconnect Google/ }))
  expect(await screen.findByText(/Connect another service first/)).toBeTruthy()
})

it('shows one whose service the server has no more, without an address', async () => {
  server.providers = []
  const gone = { provider: { id: null, name: 'login.example.org' }, email: null, name: null }
  identities = [identity('', 'gone', gone)]
  await show()
  expect(await screen.findByText('login.example.org')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Connect/ })).toBeNull()
})

it('isn’t there on a server without services, for someone without any', async () => {
  server.providers = []
  identities = []
  await show()
  await expect.poll(() => server.requests.some(({ path }) => path === '/api/v1/auth/identities')).toBe(true)
  expect(screen.getByText('No services.')).toBeTruthy()
})
