// SPDX-License-Identifier: AGPL-3.0-or-later
import { type Profile, ProfileForm } from '../../components/forms/ProfileForm.tsx'
import { changeAccount } from '../../data/account/profile.ts'
import { prefer } from '../../data/library/preferences.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { profileProblem } from '../texts/server-texts.ts'

/** The user's name, language and time zone. */
export function ProfileSection() {
  const { account } = useStore()
  const user = account.user.value
  if (!user) return null
  const change = async (profile: Profile) => {
    const isChosen = profile.language !== user.language
    try {
      await changeAccount(account, profile)
    } catch (error) {
      return profileProblem(error)
    }
    // Drop this browser's own choice of language, which would override the new one.
    if (isChosen) prefer({ language: 'system' })
    return null
  }
  return (
    <section aria-labelledby="account-profile">
      <h2 id="account-profile">{t('profile.title')}</h2>
      <ProfileForm profile={user} onSubmit={change} />
    </section>
  )
}
