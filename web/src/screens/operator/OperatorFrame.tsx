// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { Link } from 'wouter-preact'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'

const places = [
  ['/admin', 'operator.people'],
  ['/admin/waitlist', 'operator.waitlist'],
  ['/admin/invitations', 'operator.invitations'],
  ['/admin/health', 'operator.health'],
  ['/admin/log', 'operator.log'],
] as const

/** What the screens of admins share: links to each other. Other users are told that this isn't for them. */
export function OperatorFrame({ path, children }: { path: (typeof places)[number][0]; children: ComponentChildren }) {
  const { account } = useStore()
  if (!account.user.value?.is_admin) return <p>{t('operator.notForYou')}</p>
  return (
    <div class="operator">
      <nav class="operator-places" aria-label={t('operator.places')}>
        {places.map(([href, text]) => (
          <Link key={href} href={href} class="button button-small" aria-current={href === path ? 'page' : undefined}>
            {t(text)}
          </Link>
        ))}
      </nav>
      {children}
    </div>
  )
}
