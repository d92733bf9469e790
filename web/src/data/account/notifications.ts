// SPDX-License-Identifier: AGPL-3.0-or-later
// The account's notifications, and which of them the user has read on any device.
import { answerTo, type components } from '@rmirror/shared/api'
import type { Account } from './account.ts'

export type Notification = components['schemas']['Notification']

export interface Notifications {
  /** The newest first. */
  items: Notification[]
  /** Of all notifications, including those that aren't listed. */
  unread: number
  /** There are older ones. */
  hasMore: boolean
}

type Asked = Pick<Account, 'api'>

export async function fetchNotifications({ api }: Asked, limit: number, signal: AbortSignal): Promise<Notifications> {
  const question = { params: { query: { limit } }, signal, cache: 'no-store' } as const
  const { items, unread, next } = await answerTo(api.GET('/api/v1/notifications', question))
  return { items, unread, hasMore: next !== null }
}

export async function markRead({ api }: Asked, { id }: Pick<Notification, 'id'>): Promise<void> {
  await answerTo(api.POST('/api/v1/notifications/{id}/read', { params: { path: { id } } }))
}

export async function markAllRead({ api }: Asked): Promise<void> {
  await answerTo(api.POST('/api/v1/notifications/read'))
}

/** A copy in which the matching notifications are read. */
export function withRead(known: Notifications, isMeant: (notification: Notification) => boolean): Notifications {
  const read_at = new Date().toISOString()
  const isNew = (each: Notification) => each.read_at === null && isMeant(each)
  const items = known.items.map((each) => (isNew(each) ? { ...each, read_at } : each))
  return { ...known, items, unread: known.unread - known.items.filter(isNew).length }
}
