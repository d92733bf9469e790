// SPDX-License-Identifier: AGPL-3.0-or-later
import { type NewPassword, PasswordForm } from '../../components/forms/PasswordForm.tsx'
import { changeAccount } from '../../data/account/profile.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { minPasswordLength, passwordProblem } from '../texts/server-texts.ts'

/** Changes the password, which signs out all other browsers. */
export function PasswordSection() {
  const { account, remote } = useStore()
  const user = account.user.value
  const change = async (password: NewPassword) => {
    try {
      await changeAccount(account, { password })
    } catch (error) {
      return passwordProblem(error)
    }
    void remote.passwordChanged()
    return null
  }
  return (
    <section aria-labelledby="account-password">
      <h2 id="account-password">{t('account.password')}</h2>
      <p class="quiet">{t(user?.has_password ? 'password.what' : 'password.elsewhere')}</p>
      {user?.has_password && (
        <PasswordForm email={user.email ?? ''} minPasswordLength={minPasswordLength} onSubmit={change} />
      )}
    </section>
  )
}
