// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { DeviceList, type DeviceShown } from '../components/DeviceList.tsx'
import { ignoreServersFault } from '../data/account.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { QuotaPanel } from './QuotaPanel.tsx'
import { serverText } from './server-texts.ts'

/** What the server holds for whoever is signed in: pages a month, devices, the way out. */
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
      <section aria-labelledby="account-quota">
        <h2 id="account-quota">{t('quota.title')}</h2>
        <QuotaPanel />
      </section>
      <DevicesSection />
    </>
  )
}

function DevicesSection() {
  const { devices } = useStore()
  const problem = useSignal<string | null>(null)
  const tell = (error: unknown) => {
    problem.value = serverText(error)
  }
  useEffect(() => {
    devices.load().catch(tell)
  }, [])
  const revoke = async ({ id }: DeviceShown) => {
    problem.value = null
    await devices.revoke(id).catch(tell)
  }
  return (
    <section aria-labelledby="account-devices">
      <h2 id="account-devices">{t('devices.title')}</h2>
      <p class="quiet">{t('devices.what')}</p>
      {problem.value && (
        <p class="form-problem" role="alert">
          {problem.value}
        </p>
      )}
      {devices.list.value && <DeviceList devices={devices.list.value} onRevoke={revoke} />}
    </section>
  )
}
