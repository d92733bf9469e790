// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Notification } from '../data/account/notifications.ts'
import { notificationWords } from '../screens/texts/notification-texts.ts'
import { AccountServer, problem } from '../testing/account-server.ts'
import { notification, tree, uuidOf } from '../testing/server-facts.ts'
import { renderWith, type SignedInStore, signedIn } from '../testing/signed-in.tsx'
import { NotificationMenu } from './NotificationMenu.tsx'
import { routes } from './routes.ts'

/** All kinds of the contract: the compiler reports one that is missing here. */
const kinds = Object.keys({
  quota_near_limit: true,
  quota_exhausted: true,
  retries_exhausted: true,
  connection_broken: true,
  first_sync: true,
  new_browser: true,
  removal_held: true,
  device_signed_out: true,
  mail_undeliverable: true,
  quota_reset: true,
  service_limit: true,
  new_device: true,
  payment_failed: true,
  plan_ended: true,
} satisfies Record<Notification['kind'], true>) as Notification['kind'][]

let server: AccountServer
let notifications: Notification[]
/** Ids of notifications marked as read, or "all". */
let marked: string[]

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  notifications = []
  marked = []
  server.answers = (method, path) => {
    const [, id] = /^\/api\/v1\/notifications\/(.+)\/read$/.exec(path) ?? []
    if (path === '/api/v1/notebooks/tree') return { body: tree([]) }
    if (path.startsWith('/api/v1/notifications?')) {
      const limit = Number(new URL(path, server.origin).searchParams.get('limit'))
      const unread = notifications.filter(({ read_at }) => read_at === null).length
      return { body: { items: notifications.slice(0, limit), unread, next: notifications[limit]?.id ?? null } }
    }
    if (method !== 'POST') return undefined
    marked.push(id ?? 'all')
    const at = new Date().toISOString()
    notifications = notifications.map((each) => (id === undefined || each.id === id ? { ...each, read_at: at } : each))
    return { status: 204, body: null }
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function open(): Promise<SignedInStore> {
  const store = await signedIn(server)
  renderWith(store, <NotificationMenu />)
  return store
}

const bell = (name: string) => screen.findByLabelText(name, { selector: 'summary' })
const items = async () => {
  await screen.findAllByRole('listitem')
  return screen.getAllByRole('listitem')
}
const held = (cause: string, pages: [number, number], highlights: [number, number]) => ({
  cause,
  pages: { before: pages[0], now: pages[1] },
  highlights: { before: highlights[0], now: highlights[1] },
})
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

describe('the bell', () => {
  it.each(kinds)('leads from %s to a screen that there is, whatever its details lack', (kind) => {
    for (const details of [{}, { target_name: 'readwise' }, { target_name: 'ocr' }]) {
      const { href, title } = notificationWords({ kind, details: details as Notification['details'] })
      expect(title).not.toBe('')
      const paths = Object.values(routes).map(({ path }) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`))
      expect(paths.some((path) => path.test(href.replace(/#.*/, '')))).toBe(true)
    }
  })

  it('says how much is unread, and tells each kind in words, with the way to where it can be mended', async () => {
    const target_name = 'readwise'
    const reset_at = '2026-12-20T12:00:00+00:00'
    notifications = [
      notification('1', 'quota_near_limit', { limit: 30, used: 20, reserved: 4, reset_at }),
      notification('2', 'quota_exhausted', { limit: 30, used: 30, reset_at }),
      notification('3', 'retries_exhausted', { target_name, count: 12, error_message: 'no' }),
      notification('4', 'retries_exhausted', { target_name: 'ocr', item_type: 'ocr_page' }),
      notification('5', 'connection_broken', { target_name }),
      notification('6', 'first_sync', { target_name: 'obsidian' }, { read_at: ago(1) }),
      notification('7', 'new_browser', { browser: 'Firefox (Linux)', address: '192.0.2.7' }, { read_at: ago(1) }),
      notification('8', 'removal_held', held('dropped', [8, 8], [40, 12]), { read_at: ago(1) }),
      notification('9', 'removal_held', held('layout', [8, 7], [3, 2]), { read_at: ago(1) }),
    ].map((each, index) => ({ ...each, created_at: ago(index + 1) }))
    await open()
    expect((await bell('Notifications, 5 unread')).textContent).toBe('5')
    const shown = (await items()).map((item) => {
      const link = within(item).getByRole('link')
      return [
        link.querySelector('strong')?.textContent,
        link.getAttribute('href'),
        link.querySelector('time')?.textContent,
      ]
    })
    expect(shown).toEqual([
      ['Unread: Your page quota is nearly used up', '/account#account-usage', '1 hour ago'],
      ['Unread: Your page quota is used up', '/account#account-usage', '2 hours ago'],
      ['Unread: 12 deliveries to Readwise failed', '/integrations/readwise', '3 hours ago'],
      ['Unread: A page couldn’t be transcribed', '/activity', '4 hours ago'],
      ['Unread: Deliveries to Readwise have stopped', '/integrations/readwise', '5 hours ago'],
      ['First delivery to Obsidian', '/integrations/obsidian', '6 hours ago'],
      ['New sign-in: Firefox on Linux', '/account#account-sessions', '7 hours ago'],
      ['12 highlights, was 40', '/activity', '8 hours ago'],
      ['the book’s layout changed: 7 pages, was 8', '/activity', '9 hours ago'],
    ])
    expect(screen.getByText(/^24 of 30 pages used/)).toBeTruthy()
  })

  it('marks one as read, by its button or by going where it leads', async () => {
    notifications = [notification('1', 'first_sync', { target_name: 'webhook' }), notification('2', 'new_browser')]
    await open()
    fireEvent.click(await screen.findByRole('button', { name: 'Mark as read: First delivery to Webhook' }))
    await bell('Notifications, 1 unread')
    expect(document.activeElement?.getAttribute('href')).toBe('/integrations/webhook')
    fireEvent.click(screen.getByRole('link', { name: /New sign-in/ }))
    await bell('Notifications')
    expect(marked).toEqual([uuidOf('1'), uuidOf('2')])
  })

  it('marks all as read, and the focus stays in the list', async () => {
    notifications = [notification('1', 'new_browser'), notification('2', 'new_browser')]
    await open()
    fireEvent.click(await screen.findByRole('button', { name: 'Mark all as read' }))
    await bell('Notifications')
    expect(marked).toEqual(['all'])
    expect(document.activeElement?.textContent).toBe('Notifications')
    expect(screen.queryByRole('button', { name: 'Mark all as read' })).toBeNull()
  })

  it('hears what is new, and what was read elsewhere', async () => {
    await open()
    expect(await screen.findByText(/No notifications yet/)).toBeTruthy()
    notifications = [notification('1', 'connection_broken', { target_name: 'webhook' })]
    server.pushChange({ kind: 'notification', deleted: false, value: notifications[0] })
    await bell('Notifications, 1 unread')
    notifications = notifications.map((each) => ({ ...each, read_at: ago(0) }))
    server.pushChange({ kind: 'notification', deleted: false, value: notifications[0] })
    await bell('Notifications')
  })

  it('of many shows the newest, and older ones when they are asked for', async () => {
    notifications = Array.from({ length: 30 }, (_, index) => notification(`number ${100 - index}`, 'new_browser'))
    await open()
    expect(await items()).toHaveLength(20)
    fireEvent.click(screen.getByRole('button', { name: 'Show older' }))
    await expect.poll(async () => (await items()).length).toBe(30)
    expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull()
  })

  it('tells what a newer server sends as well as it can, and keeps 99+ short', async () => {
    server.isNewer = true
    const kind = 'moon_is_full' as Notification['kind']
    notifications = Array.from({ length: 120 }, (_, index) => notification(`number ${index}`, kind))
    await open()
    expect((await bell('Notifications, 120 unread')).textContent).toBe('99+')
    expect((await items())[0]?.textContent).toContain('There’s something new about your account')
  })

  it('says why nothing can be shown or marked', async () => {
    notifications = [notification('1', 'new_browser')]
    await open()
    const honest = server.answers
    server.answers = (method, ...asked) => (method === 'POST' ? problem(500) : honest(method, ...asked))
    fireEvent.click(await screen.findByRole('button', { name: 'Mark all as read' }))
    expect((await screen.findByRole('alert')).textContent).toMatch(/can’t do this right now/)
  })
})
