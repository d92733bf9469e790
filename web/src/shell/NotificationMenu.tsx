// SPDX-License-Identifier: AGPL-3.0-or-later
// The bell: the user's notifications, whose read state is shared by all devices.
import { useSignal } from '@preact/signals'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/preact-query'
import { useRef } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { NotificationItem } from '../components/account/NotificationItem.tsx'
import { FormProblem } from '../components/controls/FormProblem.tsx'
import { LoadingOrError } from '../components/controls/LoadingOrError.tsx'
import { Menu } from '../components/controls/Menu.tsx'
import { markAllRead, markRead, type Notification, type Notifications } from '../data/account/notifications.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { notificationWords } from '../screens/texts/notification-texts.ts'
import { serverText } from '../screens/texts/server-texts.ts'
import { routes } from './routes.ts'

const minCount = 20
/** The server's limit per request. */
const max = 200

export function NotificationMenu() {
  const { account, remote } = useStore()
  const count = useSignal(minCount)
  const { data, error, refetch } = useQuery({
    ...remote.notifications(count.value),
    // While older ones load, the newer ones stay.
    placeholderData: keepPreviousData,
  })
  if (account.state.value.kind !== 'signed-in') return null
  const unread = data?.unread ?? 0
  const label = unread > 0 ? t('notices.titleUnread', { count: unread }) : t('notices.title')
  return (
    <Menu label={label} icon="bell" badge={unread} compact>
      {data ? (
        <Listed known={data} {...(data.hasMore && count.value < max && { onMore: () => (count.value = max) })} />
      ) : (
        <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
      )}
    </Menu>
  )
}

function Listed({ known, onMore }: { known: Notifications; onMore?: () => void }) {
  const { account, remote } = useStore()
  const heading = useRef<HTMLHeadingElement>(null)
  const readOne = useMutation({
    mutationFn: (notification: Notification) => markRead(account, notification),
    onSuccess: (_, { id }) => remote.notificationsRead((each) => each.id === id),
  })
  const readAll = useMutation({
    mutationFn: () => markAllRead(account),
    onSuccess: () => {
      // The button disappears and would lose the focus.
      heading.current?.focus()
      remote.notificationsRead(() => true)
    },
  })
  const problem = readOne.error ?? readAll.error
  return (
    <section class="notices" aria-labelledby="notices-title">
      <header>
        <h2 ref={heading} tabIndex={-1} id="notices-title">
          {t('notices.title')}
        </h2>
        {known.unread > 0 && (
          <button
            type="button"
            class="button button-small"
            aria-disabled={readAll.isPending}
            onClick={() => !readAll.isPending && readAll.mutate()}
          >
            {t('notices.readAll')}
          </button>
        )}
      </header>
      <FormProblem text={problem && serverText(problem)} />
      {known.items.length === 0 ? (
        <p class="quiet">{t('notices.none')}</p>
      ) : (
        <ul>
          {known.items.map((each) => (
            <Notice key={each.id} notification={each} onRead={() => readOne.mutate(each)} />
          ))}
        </ul>
      )}
      {onMore && (
        <button type="button" class="button button-small" onClick={onMore}>
          {t('notices.older')}
        </button>
      )}
      <Link href={routes.activity.path} class="notices-activity" data-closes-menu>
        {t('notices.activity')}
      </Link>
    </section>
  )
}

function Notice({ notification, onRead }: { notification: Notification; onRead: () => void }) {
  const { icon, title, text, href, isAlarm = false } = notificationWords(notification)
  return (
    <NotificationItem
      {...{ icon, title, text, href, isAlarm }}
      isUnread={notification.read_at === null}
      at={Date.parse(notification.created_at)}
      onRead={onRead}
    />
  )
}
