// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { fetchNotices } from '../../data/account/notices.ts'
import { planOf } from '../../data/server/plan.ts'
import { useStore } from '../../data/store.ts'
import { type TextKey, t } from '../../i18n/index.ts'
import { useLinkedHeading } from '../frame/use-linked-heading.ts'
import { BackupsSection } from './backups/BackupsSection.tsx'
import { DevicesSection } from './devices/DevicesSection.tsx'
import { SessionsSection } from './devices/SessionsSection.tsx'
import { IdentitiesSection, useHasIdentities } from './IdentitiesSection.tsx'
import { LinksSection } from './LinksSection.tsx'
import { MailSection } from './MailSection.tsx'
import { NoticeWebhookSection } from './NoticeWebhookSection.tsx'
import { DeleteAccountSection } from './own-data/DeleteAccountSection.tsx'
import { OwnDataSection } from './own-data/OwnDataSection.tsx'
import { PasswordSection } from './PasswordSection.tsx'
import { PenMarksSection } from './PenMarksSection.tsx'
import { isPlanShown, PlanSection } from './PlanSection.tsx'
import { ProfileSection } from './ProfileSection.tsx'
import { RetentionSection } from './RetentionSection.tsx'
import { StoredPagesSection } from './StoredPagesSection.tsx'
import { SelectionSection } from './selection/SelectionSection.tsx'
import { TelemetrySection } from './TelemetrySection.tsx'
import { UsageSection } from './UsageSection.tsx'
import { useSignOut } from './use-sign-out.ts'

/** The sections by the ids of their headings, which other screens link to. */
const contents: [id: string, title: TextKey][] = [
  ['account-usage', 'usage.title'],
  ['account-plan', 'plan.title'],
  ['account-profile', 'profile.title'],
  ['account-password', 'account.password'],
  ['account-mail', 'mail.title'],
  ['account-webhook', 'noticeWebhook.title'],
  ['account-identities', 'identities.title'],
  ['account-sessions', 'sessions.title'],
  ['account-devices', 'devices.title'],
  ['account-selection', 'selection.title'],
  ['account-stored-pages', 'storedPages.title'],
  ['account-pen-marks', 'marks.title'],
  ['account-retention', 'retention.title'],
  ['account-backups', 'backups.title'],
  ['account-links', 'links.title'],
  ['account-telemetry', 'telemetry.title'],
  ['account-data', 'ownData.title'],
  ['account-delete', 'deleteAccount.title'],
]

/** The signed-in user's account: usage, profile, password, sessions, devices, what is synced and kept, and all of its data. */
export function AccountScreen() {
  const { account, remote } = useStore()
  const signOut = useSignOut()
  const query = remote.query(['notices'], ({ signal }) => fetchNotices(account, signal))
  const { data: notices } = useQuery({ ...query, staleTime: 0 })
  // Only reads the cache: `PlanSection` fetches the plan.
  const { data: plan } = useQuery({ ...planOf(remote), enabled: false })
  const hasIdentities = useHasIdentities()
  // Without a mail server, sign-in services or plans, nothing here is about them.
  const isShown: Record<string, boolean | undefined> = {
    'account-plan': plan && isPlanShown(plan),
    'account-identities': hasIdentities,
    'account-mail': notices?.can_send ?? false,
    'account-webhook': notices?.receiver.is_offered ?? false,
  }
  const shown = contents.filter(([id]) => !(id in isShown) || isShown[id])
  useLinkedHeading(shown.length)
  const { email, name } = account.user.value ?? {}
  return (
    <div class="account-columns">
      <nav class="account-contents" aria-label={t('account.contents')}>
        <ul>
          {shown.map(([id, title]) => (
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
        <PlanSection />
        <ProfileSection />
        <PasswordSection />
        {notices?.can_send && <MailSection notices={notices} />}
        {notices?.receiver.is_offered && <NoticeWebhookSection notices={notices} />}
        {hasIdentities && <IdentitiesSection />}
        <SessionsSection onSignOut={signOut} />
        <DevicesSection />
        <SelectionSection />
        <StoredPagesSection />
        <PenMarksSection />
        <RetentionSection />
        <BackupsSection />
        <LinksSection />
        <TelemetrySection />
        <OwnDataSection />
        <DeleteAccountSection />
      </div>
    </div>
  )
}
