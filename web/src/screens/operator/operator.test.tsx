// SPDX-License-Identifier: AGPL-3.0-or-later
// The screens of admins: what they show, what they send, and what they say when the server refuses.
import type { components } from '@rmirror/shared/api'
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { tree } from '../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../testing/signed-in.tsx'
import { HealthScreen } from './HealthScreen.tsx'
import { InvitationsScreen } from './InvitationsScreen.tsx'
import { LogScreen } from './LogScreen.tsx'
import { PeopleScreen } from './PeopleScreen.tsx'
import { WaitlistScreen } from './WaitlistScreen.tsx'

type Schemas = components['schemas']

const at = '2026-11-20T12:00:00+00:00'

const ben: Schemas['AdminPerson'] = {
  ...{ id: '01931f3c-8f00-7000-8000-000000000002', email: 'ben@example.org', name: null, created_at: at },
  ...{ is_admin: false, last_contact_at: null, step: 'signed_up' },
  plan: { tier: 'free', pages: null, tokens: null, storage: null },
  ...{ pages: 412, storage: { used: 80_000_000, limit: null } },
  ...{ transcribed: { used: 3, limit: 30 }, tokens: { used: 0, limit: 1_000_000 } },
}

const act: Schemas['AdminAct'] = {
  ...{ id: '01931f3c-8f00-7000-8000-000000000901', act: 'change_plan', created_at: at, is_by_command: false },
  ...{ admin: 'ann@example.org', person: 'ben@example.org', person_id: ben.id, waiting: null, invitation_id: null },
  ...{ before: ben.plan, after: { ...ben.plan, tier: 'beta' as const } },
  ...{ undoes: null, undone_by: null, can_undo: true },
}

const waiting: Schemas['WaitingPerson'] = {
  id: '01931f3c-8f00-7000-8000-000000000801',
  ...{ email: 'cyd@example.org', created_at: at, invited_at: null, state: 'waiting' },
}

const health: Schemas['AdminHealth'] = {
  queue: {
    items: [{ target_name: 'notion', item_type: 'page_text', status: 'pending', items: 12 }],
    waiting_for: [{ target_name: 'notion', reason: 'held', items: 12 }],
    oldest_due_seconds: 0,
  },
  transcription: { has_reader: true, paused_because: null, reported_at: at },
  pages_without_quota: 3,
  integrations: [{ target_name: 'notion', state: 'auth_error', integrations: 2 }],
  backup_age_seconds: null,
  spending: { limit_dollars: 5, spent_dollars: 5, is_limit_reached: true },
  gateways: [
    { name: 'claude', under_way: 1, waiting: 0, open_breakers: 0, answers: { '200': 40 }, refused: {} },
    { name: 'todoist', under_way: 0, waiting: 0, open_breakers: 0, answers: {}, refused: {} },
  ],
  disk: null,
  failing_threads: [],
}

let server: AccountServer
/** Bodies by "METHOD path". */
let sent: [string, unknown][]
let refusal: ReturnType<typeof problem> | undefined

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  server.user = { ...server.user, is_admin: true }
  sent = []
  refusal = undefined
  server.answers = (method, path, body) => {
    const { pathname } = new URL(path, server.origin)
    const list = (items: unknown[]) => ({ body: { items, next: null } })
    const answer = answers[`${method} ${pathname}`]
    if (method !== 'GET') sent.push([`${method} ${path}`, body.length > 0 ? JSON.parse(String(body)) : null])
    if (answer && method !== 'GET') return refusal ?? answer
    return pathname === '/api/v1/notebooks/tree' ? { body: tree([]) } : (answer ?? list([]))
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

const answers: Record<string, { status?: number; body: unknown } | undefined> = {
  'GET /api/v1/admin/people': { body: { items: [ben], next: null } },
  'GET /api/v1/admin/funnel': { body: { items: [{ step: 'signed_up', people: 4 }] } },
  'GET /api/v1/admin/waitlist': { body: { items: [waiting], next: null } },
  'GET /api/v1/admin/acts': { body: { items: [act], next: null } },
  'GET /api/v1/admin/health': { body: health },
  [`PATCH /api/v1/admin/people/${ben.id}`]: { body: ben },
  [`POST /api/v1/admin/acts/${act.id}/undo`]: { body: act },
  'POST /api/v1/admin/waitlist/invitations': {
    body: {
      items: [
        {
          ...{ id: waiting.id, email: waiting.email, is_mailed: false, expires_at: at },
          link: 'https://notes.example/sign-up#invitation=a',
        },
      ],
    },
  },
  'POST /api/v1/admin/invitations': {
    status: 201,
    body: { id: waiting.id, link: 'https://notes.example/sign-up#invitation=b', expires_at: at },
  },
}

it('someone who is no admin is told so, and nothing is asked', async () => {
  server.user = { ...server.user, is_admin: false }
  renderWith(await signedIn(server), <PeopleScreen />)
  expect(screen.getByText(/only for administrators of this server/)).toBeTruthy()
  expect(server.requests.filter(({ path }) => path.includes('/admin/'))).toEqual([])
})

it('people are shown with what is counted of them', async () => {
  renderWith(await signedIn(server), <PeopleScreen />)
  const row = (await screen.findByRole('button', { name: 'Change ben@example.org' })).closest('tr')
  expect([...(row?.cells ?? [])].map((cell) => cell.textContent)).toEqual([
    ...['ben@example.org', 'Free', 'Signed up', '412', '3 of 30', '80 MB', 'Never'],
  ])
  expect(within(await screen.findByRole('region', { name: /How far/ })).getByText('4')).toBeTruthy()
})

it('a tier and limits are set in one step', async () => {
  renderWith(await signedIn(server), <PeopleScreen />)
  fireEvent.click(await screen.findByRole('button', { name: 'Change ben@example.org' }))
  const dialog = within(screen.getByRole('dialog', { hidden: true }))
  fireEvent.change(dialog.getByLabelText('Tier'), { target: { value: 'beta' } })
  fireEvent.input(dialog.getByLabelText('Pages transcribed per month'), { target: { value: '500' } })
  fireEvent.submit(dialog.getByLabelText('Tier').closest('form') as HTMLFormElement)
  expect(await screen.findByText(/ben@example\.org was changed/)).toBeTruthy()
  const plan = { tier: 'beta', pages: 500, tokens: null, storage: null, is_admin: false }
  expect(sent).toEqual([[`PATCH /api/v1/admin/people/${ben.id}`, plan]])
})

it('the last admin is told why they stay one', async () => {
  refusal = problem(409, { type: 'last_admin' })
  renderWith(await signedIn(server), <PeopleScreen />)
  fireEvent.click(await screen.findByRole('button', { name: 'Change ben@example.org' }))
  const dialog = within(screen.getByRole('dialog', { hidden: true }))
  fireEvent.submit(dialog.getByLabelText('Tier').closest('form') as HTMLFormElement)
  expect((await screen.findByRole('alert', { hidden: true })).textContent).toMatch(/This is the only admin/)
})

it('people are invited from the waitlist, and their links are shown', async () => {
  renderWith(await signedIn(server), <WaitlistScreen />)
  expect((await screen.findByRole('button', { name: 'Invite 0 people' })).ariaDisabled).toBe('true')
  fireEvent.click(screen.getByRole('button', { name: 'Select all who wait' }))
  fireEvent.click(screen.getByRole('button', { name: 'Invite one person' }))
  expect(await screen.findByText('https://notes.example/sign-up#invitation=a')).toBeTruthy()
  expect(sent).toEqual([['POST /api/v1/admin/waitlist/invitations', { ids: [waiting.id] }]])
})

it('an invitation for anyone is made', async () => {
  renderWith(await signedIn(server), <InvitationsScreen />)
  fireEvent.click(await screen.findByRole('button', { name: 'Create invitation' }))
  expect(await screen.findByText('https://notes.example/sign-up#invitation=b')).toBeTruthy()
  expect(screen.getByRole('heading', { name: 'One invitation was made' })).toBe(document.activeElement)
})

it('an act says what it changed, and is undone', async () => {
  renderWith(await signedIn(server), <LogScreen />)
  expect(await screen.findByText('Tier: Free → Beta')).toBeTruthy()
  expect(screen.getByText('You')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Undo: Changed tier or limits ben@example.org' }))
  expect(await screen.findByText('Undone: Changed tier or limits')).toBeTruthy()
  expect(sent).toEqual([[`POST /api/v1/admin/acts/${act.id}/undo`, null]])
})

it('an act that has changed since stays, and says so', async () => {
  refusal = problem(409, { type: 'changed_since' })
  renderWith(await signedIn(server), <LogScreen />)
  fireEvent.click(await screen.findByRole('button', { name: 'Undo: Changed tier or limits ben@example.org' }))
  expect((await screen.findByRole('alert')).textContent).toMatch(/changed since/)
})

it('the health of the server is in counts and reasons', async () => {
  renderWith(await signedIn(server), <HealthScreen />)
  expect(await screen.findByText('In progress: 0, waiting: 12, failed: 0')).toBeTruthy()
  expect(screen.getByText('The service asked to wait')).toBeTruthy()
  expect(screen.getByText('The service refuses the credentials')).toBeTruthy()
  expect(screen.getByText('$5.00 of $5.00: calls wait until 00:00 UTC')).toBeTruthy()
  expect(screen.getByText('200: 40')).toBeTruthy()
  expect(screen.queryByText('todoist')).toBeNull()
})
