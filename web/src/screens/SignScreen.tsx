// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect } from 'preact/hooks'
import { Link, useLocation, useSearch } from 'wouter-preact'
import { type Credentials, CredentialsForm } from '../components/CredentialsForm.tsx'
import { ScreenTitle } from '../components/ScreenTitle.tsx'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { signInProblem, signUpProblem } from './server-texts.ts'

/** As the server has it. */
const leastPassword = 10

/** Signing in, or up: the same two lines to fill in. */
export function SignScreen({ as }: { as: 'in' | 'up' }) {
  const { account } = useStore()
  const [, navigate] = useLocation()
  const search = useSearch()
  const next = placeAfter(search)
  const signedIn = account.state.value.kind === 'signed-in'
  useEffect(() => {
    if (signedIn) navigate(next, { replace: true })
  }, [signedIn])
  const isNew = as === 'up'
  const enter = async ({ email, password }: Credentials) => {
    try {
      await (isNew ? account.signUp(email, password) : account.signIn(email, password))
      return null
    } catch (error) {
      return isNew ? signUpProblem(error) : signInProblem(error)
    }
  }
  return (
    <div class="screen sign">
      <ScreenTitle title={t(isNew ? 'signUp.title' : 'signIn.title')} />
      <p class="sign-lead">{t(isNew ? 'signUp.lead' : 'signIn.lead')}</p>
      <div class="card">
        <CredentialsForm
          key={as}
          isNew={isNew}
          leastPassword={leastPassword}
          submitLabel={t(isNew ? 'signUp.do' : 'signIn.do')}
          onSubmit={enter}
        />
      </div>
      <p class="sign-other">
        {t(isNew ? 'signUp.known' : 'signIn.new')}{' '}
        <Link href={`${isNew ? '/sign-in' : '/sign-up'}${search && `?${search}`}`}>
          {t(isNew ? 'signIn.title' : 'signUp.title')}
        </Link>
      </p>
      <p class="quiet">{t('sign.guest')}</p>
    </div>
  )
}

/** The screen that asked for signing in; only ever one of ours. */
function placeAfter(search: string): string {
  const wanted = new URLSearchParams(search).get('next') ?? '/'
  return /^\/(?![/\\])/.test(wanted) ? wanted : '/'
}
