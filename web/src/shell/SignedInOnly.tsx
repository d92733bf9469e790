// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { Link } from 'wouter-preact'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { useSignOut } from '../screens/account/use-sign-out.ts'
import { routes } from './routes.ts'
import { useReturnQuery } from './use-return-query.ts'

interface SignedInOnlyProps {
  why: string
  children: ComponentChildren
}

/** Wraps content that requires an account. Guests see why, with links to sign in or up that return here. */
export function SignedInOnly({ why, children }: SignedInOnlyProps) {
  const { account } = useStore()
  const query = useReturnQuery()
  const { kind } = account.state.value
  if (kind === 'signed-in') return <>{children}</>
  if (kind === 'opening') return <p class="quiet">{t('account.opening')}</p>
  if (kind === 'unreachable') return <Unreachable />
  return (
    <>
      <p class="sign-lead">{why}</p>
      <div class="form-actions form-actions-start">
        <Link href={routes.signIn.path + query} class="button button-primary">
          {t('signIn.title')}
        </Link>
        <Link href={routes.signUp.path + query} class="button">
          {t('signUp.title')}
        </Link>
      </div>
    </>
  )
}

/** Offers to sign out, which removes the account's cached data from this browser even without the server. */
function Unreachable() {
  const signOut = useSignOut()
  return (
    <>
      <p class="note">{t('account.unreachable')}</p>
      <button type="button" class="button section-action" onClick={signOut}>
        {t('account.signOut')}
      </button>
    </>
  )
}
