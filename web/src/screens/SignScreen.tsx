// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect } from 'preact/hooks'
import { Link, useLocation, useSearch } from 'wouter-preact'
import { type Credentials, CredentialsForm } from '../components/CredentialsForm.tsx'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { signInProblem, signUpProblem } from './server-texts.ts'

/** As the server has it. */
const leastPassword = 10

export function SignInScreen() {
  return <SignForm isNew={false} />
}

export function SignUpScreen() {
  return <SignForm isNew />
}

/** Signing in, or up: the same two lines to fill in. */
function SignForm({ isNew }: { isNew: boolean }) {
  const { account } = useStore()
  const [, navigate] = useLocation()
  const search = useSearch()
  const next = placeAfter(search)
  const signedIn = account.state.value.kind === 'signed-in'
  useEffect(() => {
    if (signedIn) navigate(next, { replace: true })
  }, [signedIn])
  const enter = async ({ email, password }: Credentials) => {
    try {
      await (isNew ? account.signUp(email, password) : account.signIn(email, password))
      return null
    } catch (error) {
      return isNew ? signUpProblem(error) : signInProblem(error)
    }
  }
  return (
    <>
      <p class="sign-lead">{t(isNew ? 'signUp.lead' : 'signIn.lead')}</p>
      <div class="card">
        <CredentialsForm
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
    </>
  )
}

/** The screen that asked for signing in; only ever one of ours. */
function placeAfter(search: string): string {
  const wanted = new URLSearchParams(search).get('next') ?? '/'
  return /^\/(?![/\\])/.test(wanted) ? wanted : '/'
}
