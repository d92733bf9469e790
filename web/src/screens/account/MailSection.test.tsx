// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Notices } from '../../data/account/notices.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { tree } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { MailSection } from './MailSection.tsx'

let server: AccountServer
let asked: string[]
let refusal: ReturnType<typeof problem> | null

const notices = (email: Partial<Notices['email']> = {}): Notices => ({
  can_send: true,
  email: { address: 'ann@example.org', is_confirmed: true, failure: null, ...email },
  mail: { quota: true, delivery: false, plan: true, security: true },
  webhook: { quota: true, delivery: true, plan: true, security: true },
  receiver: { is_offered: false, address: null, secret: null, is_stopped: false },
})

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  asked = []
  refusal = null
  server.answers = (method, path, body) => {
    if (path === '/api/v1/notebooks/tree') return { body: tree([]) }
    if (!path.startsWith('/api/v1/me/')) return undefined
    asked.push(`${method} ${path} ${body}`)
    return refusal ?? (method === 'PATCH' ? { body: notices() } : { status: 204, body: null })
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function show(given: Notices): Promise<void> {
  renderWith(await signedIn(server), <MailSection notices={given} />)
}

it('turns topics on and off', async () => {
  await show(notices())
  const topic = (name: RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name })
  expect([topic(/^Page quota/).checked, topic(/^Syncs/).checked, topic(/^Security/).checked]).toEqual([
    true,
    false,
    true,
  ])
  fireEvent.click(topic(/^Page quota/))
  await expect.poll(() => asked).toEqual(['PATCH /api/v1/me/notices {"mail":{"quota":false}}'])
})

it('sends another link to an address that isn’t confirmed', async () => {
  await show(notices({ is_confirmed: false }))
  expect(screen.getByText(/You haven’t confirmed ann@example\.org yet\./)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Send a link to confirm it' }))
  expect(await screen.findByText('A link is on its way to ann@example.org.')).toBeTruthy()
  expect(asked).toEqual(['POST /api/v1/me/email/confirmation '])
})

it('says why mail comes back', async () => {
  await show(notices({ failure: '550 No such user' }))
  expect(screen.getByText(/Mail to ann@example\.org comes back: 550 No such user\./)).toBeTruthy()
})

it('changes the address, for those who know the password', async () => {
  await show(notices())
  fireEvent.click(screen.getByText('Change the address'))
  const fill = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } })
  const send = () => fireEvent.click(screen.getByRole('button', { name: 'Send a link to the new address' }))
  fill('New email address', 'ann@example.net')
  send()
  expect(await screen.findByRole('alert')).toBeTruthy()
  refusal = problem(400, { field: 'password' })
  fill('Current password', 'wrong')
  send()
  expect(await screen.findByText('That isn’t your current password.')).toBeTruthy()
  refusal = null
  send()
  expect(await screen.findByText(/A link is on its way to ann@example\.net\./)).toBeTruthy()
  expect(asked.at(-1)).toBe('POST /api/v1/me/email {"email":"ann@example.net","password":"wrong"}')
})
