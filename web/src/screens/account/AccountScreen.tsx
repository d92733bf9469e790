// SPDX-License-Identifier: AGPL-3.0-or-later
import { useStore } from '../../data/store.ts'
import { type TextKey, t } from '../../i18n/index.ts'
import { useLinkedHeading } from '../frame/use-linked-heading.ts'
import { DevicesSection } from './devices/DevicesSection.tsx'
import { SessionsSection } from './devices/SessionsSection.tsx'
import { PasswordSection } from './PasswordSection.tsx'
import { ProfileSection } from './ProfileSection.tsx'
import { RetentionSection } from './RetentionSection.tsx'
import { StoredPagesSection } from './StoredPagesSection.tsx'
import { SelectionSection } from './selection/SelectionSection.tsx'
import { UsageSection } from './UsageSection.tsx'
import { useSignOut } from './use-sign-out.ts'

/** The sections by the ids of their headings, which other screens link to. */
const contents: [id: string, title: TextKey][] = [
  ['account-usage', 'usage.title'],
  ['account-profile', 'profile.title'],
  ['account-password', 'account.password'],
  ['account-sessions', 'sessions.title'],
  ['account-devices', 'devices.title'],
  ['account-selection', 'selection.title'],
  ['account-stored-pages', 'storedPages.title'],
  ['account-retention', 'retention.title'],
]

/** The signed-in user's account: usage, profile, password, sessions, devices, and what is synced and kept. */
export function AccountScreen() {
  const { account } = useStore()
  const signOut = useSignOut()
  useLinkedHeading()
  const { email, name } = account.user.value ?? {}
  return (
    <div class="account-columns">
      <nav class="account-contents" aria-label={t('account.contents')}>
        <ul>
          {contents.map(([id, title]) => (
            <li key={id}>
              <a href={`#${id}`}>{t(title)}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="account-sections">
        <div class="account-who">
          <p>
            {name && email
              ? t('account.signedInAsNamed', { name, email })
              : t('account.signedInAs', { email: email ?? name ?? '' })}
          </p>
          <button type="button" class="button" onClick={signOut}>
            {t('account.signOut')}
          </button>
        </div>
        <p class="quiet">{t('account.signOutKeeps')}</p>
        <UsageSection />
        <ProfileSection />
        <PasswordSection />
        <SessionsSection onSignOut={signOut} />
        <DevicesSection />
        <SelectionSection />
        <StoredPagesSection />
        <RetentionSection />
      </div>
    </div>
  )
}
