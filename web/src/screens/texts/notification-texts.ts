// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts of notifications, and links to where the cause can be fixed.
import type { IconName } from '../../components/controls/Icon.tsx'
import { type Dropped, dropText } from '../../components/delivery/warning-texts.ts'
import type { Notification } from '../../data/account/notifications.ts'
import { formatClock, formatDay, t } from '../../i18n/index.ts'
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
      day: dayIn(details, 'reset_at'),
    }),
    href: '/account#account-usage',
  }),
  quota_exhausted: (details) => ({
    icon: 'page',
    title: t('notice.quotaSpent'),
    text: t('notice.quotaSpentText', { day: dayIn(details, 'reset_at') }),
    href: '/account#account-usage',
  }),
  retries_exhausted: (details) =>
    isMeaning(details)
      ? { icon: 'search', title: t('notice.unembedded'), text: t('notice.unembeddedText'), href: '/' }
      : isTranscription(details)
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
  quota_reset: (details) => ({
    icon: 'page',
    title: t('notice.quotaReset'),
    text: t('notice.quotaResetText', { count: numberIn(details, 'pages') }),
    href: '/activity',
  }),
  service_limit: (details) => ({
    icon: 'warning',
    title: t('notice.limit', { name: nameIn(details) }),
    text: untilIn(details) ? t('notice.limitText', { when: untilIn(details) }) : t('notice.limitTextOpen'),
    href: hrefOf(details),
  }),
  new_device: (details) => ({
    icon: 'device',
    title: t('notice.newDevice', { name: textIn(details, 'name') }),
    text: t('notice.newDeviceText'),
    href: '/account#account-devices',
  }),
  mail_undeliverable: (details) => ({
    icon: 'warning',
    title: t('notice.mail', { email: textIn(details, 'email') }),
    text: t('notice.mailText'),
    href: '/account#account-mail',
    isAlarm: true,
  }),
  payment_failed: (details) => ({
    icon: 'warning',
    title: t('notice.paymentFailed'),
    text: t('notice.paymentFailedText', { day: dayIn(details, 'ends_at') }),
    href: '/account#account-plan',
    isAlarm: true,
  }),
  plan_ended: (details) => ({
    icon: 'page',
    title: t(details.is_unpaid === true ? 'notice.planUnpaid' : 'notice.planEnded'),
    text: t('notice.planEndedText'),
    href: '/account#account-plan',
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
  return ['ocr', 'pictures'].includes(textIn(details, 'target_name'))
}

/** Of search by meaning. */
function isMeaning(details: Details): boolean {
  return textIn(details, 'target_name') === 'meaning'
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

/** When it goes on; empty if that is up to the user. */
function untilIn(details: Details): string {
  const at = Date.parse(textIn(details, 'until'))
  return Number.isNaN(at) ? '' : formatClock(at)
}

function dayIn(details: Details, name: string): string {
  const at = Date.parse(textIn(details, name))
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
