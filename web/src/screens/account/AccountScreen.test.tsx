// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import type { components } from '@rmirror/shared/api'
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LibraryIndex } from '../../data/library/library-index.ts'
import { isSignOutWanted } from '../../data/outbox/unsent-counts.ts'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { planNow, quotaNow, tree } from '../../testing/server-facts.ts'
import { renderWith, type SignedInStore, signedIn } from '../../testing/signed-in.tsx'
import { notificationWords } from '../texts/notification-texts.ts'
import { AccountScreen } from './AccountScreen.tsx'

type Session = components['schemas']['Session']

/** Addresses that notifications and "Recently deleted" link to. */
const linked = [
  ...(['quota_near_limit', 'new_browser'] as const).map((kind) => notificationWords({ kind, details: {} }).href),
  '/account#account-retention',
]

let server: AccountServer
let sessions: Session[]
/** Bodies of the PATCH requests. */
let changes: unknown[]
let onChange: () => ReturnType<typeof problem>

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  sessions = [session(1, { is_current: true })]
  changes = []
  onChange = () => ({ body: { ...server.user, ...(changes.at(-1) as object) } })
  server.answers = (method, path, body) => {
    if (path.startsWith('/api/v1/links')) return { body: { items: [], next: null } }
    if (path.startsWith('/api/v1/notebooks/deleted')) return { body: { items: [], next: null } }
    switch (`${method} ${path}`) {
      case 'GET /api/v1/notebooks/tree':
        return { body: tree([]) }
      case 'GET /api/v1/telemetry':
        return { body: { is_allowed: true, is_on: true } }
      case 'GET /api/v1/quota':
        return { body: quotaNow() }
      case 'GET /api/v1/plan':
        return { body: planNow() }
      case 'GET /api/v1/backups':
        return { body: { key: null, items: [], stored_bytes: 0, limit_bytes: null } }
      case 'GET /api/v1/auth/agent-tokens':
        return { body: { items: [], next: null } }
      case 'GET /api/v1/auth/sessions':
        return { body: { sessions } }
      case 'DELETE /api/v1/auth/sessions':
        sessions = sessions.filter(({ is_current }) => is_current)
        return { status: 204, body: null }
      case 'PATCH /api/v1/me':
        changes.push(JSON.parse(String(body)))
        return onChange()
    }
    const ended = sessions.find(({ id }) => path === `/api/v1/auth/sessions/${id}`)
    if (method !== 'DELETE' || !ended) return undefined
    sessions = sessions.filter((each) => each !== ended)
    return { status: 204, body: null }
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

function session(number: number, members: Partial<Session> = {}): Session {
  const at = new Date(Date.now() - number * 3_600_000).toISOString()
  return {
    ...{ id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`, browser: 'Firefox (Linux)' },
    ...{ created_at: at, last_used_at: at, expires_at: at, is_current: false },
    ...members,
  }
}

async function show(): Promise<SignedInStore> {
  const store = await signedIn(server)
  const index = signal(new LibraryIndex(new Map(), new Map(), new Intl.Collator('en')))
  renderWith({ ...store, index }, <AccountScreen />)
  return store
}

const section = (name: string) => within(screen.getByRole('region', { name }))
const browsers = async () => {
  await section('Browsers').findAllByRole('listitem')
  return section('Browsers').queryAllByRole('listitem')
}

describe('the contents', () => {
  afterEach(() => {
    history.replaceState(null, '', '/')
  })

  it('lead to each section, in their order', async () => {
    await show()
    const links = within(screen.getByRole('navigation', { name: 'On this screen' })).getAllByRole('link')
    const headings = screen.getAllByRole('heading', { level: 2 })
    expect(links.map((link) => [link.getAttribute('href'), link.textContent])).toEqual(
      headings.map((heading) => [`#${heading.id}`, heading.textContent]),
    )
  })

  it.each([...new Set(linked)])('%s is a heading, which the link leads to', async (href) => {
    Element.prototype.scrollIntoView = vi.fn()
    history.replaceState(null, '', href)
    await show()
    const heading = document.getElementById(href.split('#')[1] ?? '')
    expect(heading?.tagName).toBe('H2')
    expect(document.activeElement).toBe(heading)
    expect(Element.prototype.scrollIntoView).toHaveBeenCalledOnce()
  })
})

describe('the list of browsers', () => {
  it('names each by what it is and when it was used, this one first', async () => {
    sessions = [session(2, { browser: 'Safari (iPhone)' }), session(3, { browser: '' }), ...sessions]
    sessions.push(session(4, { browser: 'curl' }))
    await show()
    const shown = (await browsers()).map((item) => item.textContent?.replace(/ · signed in on .*/, ''))
    expect(shown).toEqual([
      'Firefox on Linuxthis browser',
      'Safari on iPhonelast used 2 hours ago',
      'Unknown browserlast used 3 hours ago',
      'curllast used 4 hours ago',
    ])
  })

  it('loses the one that is signed out', async () => {
    sessions.push(session(2, { browser: 'Safari (iPhone)' }), session(3))
    await show()
    fireEvent.click(await screen.findByRole('button', { name: 'Sign out Safari on iPhone, last used 2 hours ago' }))
    await expect.poll(async () => (await browsers()).length).toBe(2)
    expect(sessions.map(({ browser }) => browser)).toEqual(['Firefox (Linux)', 'Firefox (Linux)'])
    expect(document.activeElement?.textContent).toBe('Browsers')
    expect(section('Browsers').getByRole('status').textContent).toBe('Safari on iPhone has been signed out.')
  })

  it('loses one that has ended in the meantime', async () => {
    sessions.push(session(2))
    await show()
    const button = await screen.findByRole('button', { name: /^Sign out Firefox on Linux/ })
    sessions.pop()
    fireEvent.click(button)
    await expect.poll(async () => (await browsers()).length).toBe(1)
    expect(section('Browsers').queryByRole('alert')).toBeNull()
  })

  it('keeps this browser alone when all others are signed out', async () => {
    sessions.push(session(2), session(3))
    await show()
    fireEvent.click(await screen.findByRole('button', { name: 'Sign out all other browsers' }))
    expect(await screen.findByText('All other browsers have been signed out.')).toBeTruthy()
    expect((await browsers()).map((item) => item.textContent)).toEqual([expect.stringContaining('this browser')])
    expect(screen.queryByRole('button', { name: 'Sign out all other browsers' })).toBeNull()
    expect(document.activeElement?.textContent).toBe('Browsers')
  })

  it('signs out here when this browser is the one', async () => {
    await show()
    fireEvent.click(await screen.findByRole('button', { name: 'Sign out this browser' }))
    expect(isSignOutWanted.value).toBe(true)
  })

  it('of a thousand shows the first ten, and all when they are asked for', async () => {
    sessions = Array.from({ length: 1000 }, (_, index) => session(index + 1, { is_current: index === 0 }))
    await show()
    const all = await screen.findByRole('button', { name: 'Show all 1,000 browsers' })
    const count = () => document.querySelectorAll('.devices li').length
    expect(count()).toBe(10)
    fireEvent.click(all)
    await expect.poll(count).toBe(1000)
  })

  it('says why it is not here, and can be asked for again', async () => {
    const honest = server.answers
    server.answers = (...asked) => (asked[1].endsWith('/sessions') ? problem(500) : honest(...asked))
    await show()
    expect((await section('Browsers').findByRole('alert')).textContent).toMatch(/can’t do this right now/)
    server.answers = honest
    fireEvent.click(section('Browsers').getByRole('button', { name: 'Try again' }))
    expect(await browsers()).toHaveLength(1)
  })
})

describe('the password', () => {
  const fill = async (current: string, chosen: string) => {
    const { account } = await show()
    fireEvent.input(screen.getByLabelText('Current password'), { target: { value: current } })
    fireEvent.input(screen.getByLabelText('New password'), { target: { value: chosen } })
    return account
  }
  const change = () => fireEvent.click(screen.getByRole('button', { name: 'Change password' }))

  it('is changed with the old one, and devices are asked about', async () => {
    await fill('quite bony lantern', 'another bony lantern')
    fireEvent.click(screen.getByLabelText('Also revoke all devices'))
    onChange = () => {
      sessions = sessions.filter(({ is_current }) => is_current)
      return { body: server.user }
    }
    sessions.push(session(2))
    change()
    expect(await screen.findByText(/^Password changed.*all devices revoked/)).toBeTruthy()
    expect(changes).toEqual([
      { password: { current: 'quite bony lantern', new: 'another bony lantern', revoke_devices: true } },
    ])
    expect(screen.getByLabelText<HTMLInputElement>('New password').value).toBe('')
    await expect.poll(async () => (await browsers()).length).toBe(1)
  })

  it.each([
    ['the new one is too short', 'quite bony lantern', 'short', null, 'New password', 'Use at least 10 characters.'],
    ['the old one is missing', '', 'another bony lantern', null, 'Current password', 'Enter your password.'],
    [
      'the old one is wrong',
      'wrong',
      'another bony lantern',
      problem(400, { field: 'password.current' }),
      'Current password',
      'That isn’t your current password.',
    ],
    [
      'the new one is easy',
      'quite bony lantern',
      'password12',
      problem(400, { field: 'password.new' }),
      'New password',
      /too easy to guess/,
    ],
  ])('says so when %s, in its field', async (_, current, chosen, answer, label, words) => {
    await fill(current, chosen)
    if (answer) onChange = () => answer
    change()
    expect((await section('Password').findByRole('alert')).textContent).toMatch(words)
    await expect.poll(() => document.activeElement).toBe(screen.getByLabelText(label))
    expect(changes).toHaveLength(answer ? 1 : 0)
  })

  it('says when to try again after too many wrong ones', async () => {
    await fill('wrong', 'another bony lantern')
    onChange = () => problem(429)
    change()
    expect((await section('Password').findByRole('alert')).textContent).toMatch(/Try again in a moment/)
  })

  it('is changed elsewhere by people who sign in through another service', async () => {
    server.user = { ...server.user, has_password: false }
    await show()
    expect(section('Password').getByText(/through another service/)).toBeTruthy()
    expect(screen.queryByLabelText('New password')).toBeNull()
  })
})

it('a new name and language are kept, shown, and spoken', async () => {
  const { account } = await show()
  fireEvent.input(screen.getByLabelText('Name'), { target: { value: ' Ann ' } })
  fireEvent.change(screen.getByLabelText('Language'), { target: { value: 'de' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Saved.')).toBeTruthy()
  expect(changes).toEqual([{ name: 'Ann', language: 'de', time_zone: null }])
  expect(screen.getByText('Signed in as Ann (ann@example.org)')).toBeTruthy()
  expect(account.user.value?.language).toBe('de')
})
