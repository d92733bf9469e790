// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLocation } from 'wouter-preact'
import { ignoreServersFault } from '../data/account.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { DevicesSection } from './DevicesSection.tsx'
import { UsageSection } from './UsageSection.tsx'

/** What the server holds for whoever is signed in: what they use of it, devices, the way out. */
export function AccountScreen() {
  const { account } = useStore()
  const [, navigate] = useLocation()
  const leave = () => {
    navigate('/')
    // Here it is over at once; a server that does not answer is told at the next visit.
    account.signOut().catch(ignoreServersFault)
  }
  return (
    <>
      <div class="account-who">
        <p>{t('account.signedInAs', { email: account.user.value?.email ?? '' })}</p>
        <button type="button" class="button" onClick={leave}>
          {t('account.signOut')}
        </button>
      </div>
      <p class="quiet">{t('account.signOutKeeps')}</p>
      <UsageSection />
      <DevicesSection />
    </>
  )
}
