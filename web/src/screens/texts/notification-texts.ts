// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts of notifications, and links to where the cause can be fixed.
import type { IconName } from '../../components/controls/Icon.tsx'
import { type Dropped, dropText } from '../../components/delivery/warning-texts.ts'
import type { Notification } from '../../data/account/notifications.ts'
import { formatDay, t } from '../../i18n/index.ts'
import { targetName } from './target-texts.ts'

export interface NotificationWords {
  icon: IconName
  title: string
  /** What it means, and what to do. */
  text: string
  href: string
  /** Something doesn't work until the user acts. */
  isAlarm?: boolean
}

type Details = Record<string, unknown>

/** Has a general text for kinds that only a newer server sends. */
export function notificationWords({ kind, details }: Pick<Notification, 'kind' | 'details'>): NotificationWords {
  return (words[kind] ?? other)(details as Details)
}

const words: Record<Notification['kind'], (details: Details) => NotificationWords> = {
  quota_near_limit: (details) => ({
    icon: 'page',
    title: t('notice.quotaNear'),
    text: t('notice.quotaNearText', {
      used: taken(details),
      count: numberIn(details, 'limit'),
      day: resetDay(details),
    }),
    href: '/account#account-usage',
  }),
  quota_exhausted: (details) => ({
    icon: 'page',
    title: t('notice.quotaSpent'),
    text: t('notice.quotaSpentText', { day: resetDay(details) }),
    href: '/account#account-usage',
  }),
  retries_exhausted: (details) =>
    isTranscription(details)
      ? { icon: 'warning', title: t('notice.unread'), text: t('notice.unreadText'), href: '/activity', isAlarm: true }
      : {
          icon: 'warning',
          title: t('notice.undelivered', { name: nameIn(details), count: numberIn(details, 'count') || 1 }),
          text: t('notice.undeliveredText'),
          href: hrefOf(details),
          isAlarm: true,
        },
  connection_broken: (details) =>
    isTranscription(details)
      ? {
          icon: 'warning',
          title: t('notice.noReader'),
          text: t('notice.noReaderText'),
          href: '/activity',
          isAlarm: true,
        }
      : {
          icon: 'warning',
          title: t('notice.stopped', { name: nameIn(details) }),
          text: t('notice.stoppedText'),
          href: hrefOf(details),
          isAlarm: true,
        },
  first_sync: (details) => ({
    icon: 'check',
    title: t('notice.firstSync', { name: nameIn(details) }),
    text: t('notice.firstSyncText'),
    href: hrefOf(details),
  }),
  new_browser: (details) => ({
    icon: 'lock',
    title: t('notice.browser', { browser: browserIn(details) }),
    text: t('notice.browserText'),
    href: '/account#account-sessions',
  }),
  device_signed_out: (details) => ({
    icon: 'device',
    title: t('notice.device', { name: textIn(details, 'name') }),
    text: t('notice.deviceText'),
    href: '/account#account-devices',
    isAlarm: true,
  }),
  removal_held: (details) => ({
    icon: 'warning',
    title: dropText({
      cause: textIn(details, 'cause'),
      pages: droppedIn(details, 'pages'),
      highlights: droppedIn(details, 'highlights'),
    }),
    text: t('notice.removalHeld'),
    href: '/activity',
    isAlarm: true,
  }),
}

const other = (details: Details): NotificationWords => ({
  icon: 'bell',
  title: t('notice.other'),
  text: textIn(details, 'error_message'),
  href: '/account',
})

function isTranscription(details: Details): boolean {
  return textIn(details, 'target_name') === 'ocr'
}

function nameIn(details: Details): string {
  return targetName(textIn(details, 'target_name'))
}

function hrefOf(details: Details): string {
  const name = textIn(details, 'target_name')
  return name ? `/integrations/${encodeURIComponent(name)}` : '/activity'
}

/** "Firefox on Linux", from the server's "Firefox (Linux)". */
function browserIn(details: Details): string {
  const named = textIn(details, 'browser')
  const [, browser, system] = /^(.+?) \(([^()]+)\)$/.exec(named) ?? []
  return browser && system ? t('sessions.on', { browser, system }) : named || t('sessions.unknown')
}

/** Pages used; reserved ones count as used. */
function taken(details: Details): number {
  return numberIn(details, 'used') + numberIn(details, 'reserved')
}

function resetDay(details: Details): string {
  const at = Date.parse(textIn(details, 'reset_at'))
  return Number.isNaN(at) ? '' : formatDay(at)
}

function textIn(details: Details, name: string): string {
  const value = details[name]
  return typeof value === 'string' ? value : ''
}

function droppedIn(details: Details, name: string): Dropped {
  const value = (details[name] ?? {}) as Details
  return { before: numberIn(value, 'before'), now: numberIn(value, 'now') }
}

function numberIn(details: Details, name: string): number {
  const value = details[name]
  return typeof value === 'number' ? value : 0
}
