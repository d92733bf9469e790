// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { Link } from 'wouter-preact'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'

interface SignedInOnlyProps {
  /** Where to go on afterwards. */
  next: string
  why: string
  children: ComponentChildren
}

/** What only makes sense with an account; everybody else is told how to get there. */
export function SignedInOnly({ next, why, children }: SignedInOnlyProps) {
  const { account } = useStore()
  const { kind } = account.state.value
  if (kind === 'signed-in') return <>{children}</>
  if (kind === 'opening') return <p class="quiet">{t('account.opening')}</p>
  if (kind === 'unreachable') return <p class="note">{t('account.unreachable')}</p>
  const query = `?next=${encodeURIComponent(next)}`
  return (
    <>
      <p class="sign-lead">{why}</p>
      <div class="form-actions form-actions-start">
        <Link href={`/sign-in${query}`} class="button button-primary">
          {t('signIn.title')}
        </Link>
        <Link href={`/sign-up${query}`} class="button">
          {t('signUp.title')}
        </Link>
      </div>
    </>
  )
}
