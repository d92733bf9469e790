// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from 'wouter-preact'
import { formatAge, formatDate, t } from '../../i18n/index.ts'
import { Icon, type IconName } from '../controls/Icon.tsx'

interface NotificationItemProps {
  icon: IconName
  title: string
  text: string
  /** Where the user can act on it. */
  href: string
  isAlarm: boolean
  isUnread: boolean
  /** Milliseconds since 1970. */
  at: number
  /** Called when the notification is opened, or marked as read. */
  onRead: () => void
}

/** Item of the notification list: what happened, when, and a link to where it can be fixed. */
export function NotificationItem({ icon, title, text, href, isAlarm, isUnread, at, onRead }: NotificationItemProps) {
  const markRead = (event: Event) => {
    // Move the focus away from the button, which disappears.
    ;(event.currentTarget as Element).parentElement?.querySelector('a')?.focus()
    onRead()
  }
  return (
    <li class={`notice ${isUnread ? 'notice-unread' : ''} ${isAlarm ? 'notice-alarm' : ''}`}>
      <Link href={href} class="notice-link" data-closes-menu onClick={() => isUnread && onRead()}>
        <Icon name={icon} />
        <span>
          <strong>
            {isUnread && <span class="visually-hidden">{t('notices.unread')} </span>}
            {title}
          </strong>
          {text && <span>{text}</span>}
          <time dateTime={new Date(at).toISOString()} title={formatDate(at)}>
            {formatAge(at)}
          </time>
        </span>
      </Link>
      {isUnread && (
        <button
          type="button"
          class="button button-icon button-small button-quiet"
          aria-label={t('notices.readNamed', { title })}
          title={t('notices.read')}
          onClick={markRead}
        >
          <span class="notice-dot" />
        </button>
      )}
    </li>
  )
}
