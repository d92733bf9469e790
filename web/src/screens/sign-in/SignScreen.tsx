// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { Link, useLocation, useSearch } from 'wouter-preact'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { type Credentials, CredentialsForm } from '../../components/forms/CredentialsForm.tsx'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { minPasswordLength, serverText, signInProblem, signUpProblem } from '../texts/server-texts.ts'
import { useInvitation } from './use-invitation.ts'

export function SignInScreen() {
  const { account } = useStore()
  const enter = async ({ email, password }: Credentials) => {
    try {
      await account.signIn(email, password)
      return null
    } catch (error) {
      return signInProblem(error)
    }
  }
  return (
    <SignFrame isNew={false} lead={t('signIn.lead')}>
      <CredentialsForm
        isNew={false}
        minPasswordLength={minPasswordLength}
        submitLabel={t('signIn.do')}
        onSubmit={enter}
      />
    </SignFrame>
  )
}

export function SignUpScreen() {
  const { account, remote } = useStore()
  const invitation = useInvitation()
  const { data: mode, error, refetch } = useQuery(remote.signUpMode())
  const enter = async ({ email, password }: Credentials) => {
    try {
      await account.signUp(email, password, invitation)
      return null
    } catch (refusal) {
      return signUpProblem(refusal)
    }
  }
  const isInvited = mode === 'invited' && invitation !== undefined
  if (!mode)
    return (
      <SignFrame isNew lead={t('signUp.lead')}>
        <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
      </SignFrame>
    )
  if (mode === 'closed') return <SignFrame isNew lead={t('signUp.closed')} />
  if (mode === 'invited' && !isInvited) return <SignFrame isNew lead={t('signUp.invitedOnly')} />
  return (
    <SignFrame isNew lead={t(isInvited ? 'signUp.invited' : 'signUp.lead')}>
      <CredentialsForm isNew minPasswordLength={minPasswordLength} submitLabel={t('signUp.do')} onSubmit={enter} />
    </SignFrame>
  )
}

interface SignFrameProps {
  /** Sign-up rather than sign-in. */
  isNew: boolean
  lead: string
  /** Shown on a card. */
  children?: ComponentChildren
}

/** What the sign-in and sign-up screens share. Leaves for the `next` screen as soon as the user is signed in. */
function SignFrame({ isNew, lead, children }: SignFrameProps) {
  const { account } = useStore()
  const [, navigate] = useLocation()
  const search = useSearch()
  const next = placeAfter(search)
  const signedIn = account.state.value.kind === 'signed-in'
  useEffect(() => {
    if (signedIn) navigate(next, { replace: true })
  }, [signedIn])
  return (
    <>
      <p class="sign-lead">{lead}</p>
      {children && <div class="card">{children}</div>}
      <p class="sign-other">
        {t(isNew ? 'signUp.known' : 'signIn.new')}{' '}
        {/* The hash may contain an invitation: keep it, also for the way back. */}
        <Link href={`${isNew ? '/sign-in' : '/sign-up'}${search && `?${search}`}${location.hash}`}>
          {t(isNew ? 'signIn.title' : 'signUp.title')}
        </Link>
      </p>
      <p class="quiet">
        {t('sign.guest')} <Link href="/">{t('ways.guestTitle')}</Link>
      </p>
    </>
  )
}

/** The screen that required signing in. Accepts only paths of this site. */
function placeAfter(search: string): string {
  const wanted = new URLSearchParams(search).get('next') ?? '/'
  return /^\/(?![/\\])/.test(wanted) ? wanted : '/'
}
