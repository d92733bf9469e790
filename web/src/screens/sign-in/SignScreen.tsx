// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Link, useLocation, useSearch } from 'wouter-preact'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { type Credentials, CredentialsForm } from '../../components/forms/CredentialsForm.tsx'
import { Field } from '../../components/forms/Field.tsx'
import { useForm } from '../../components/forms/use-form.ts'
import { joinWaitlist } from '../../data/account/sign-up.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { minPasswordLength, serverText, signInProblem, signUpProblem } from '../texts/server-texts.ts'
import { ProviderButtons } from './ProviderButtons.tsx'
import { useInvitation } from './use-invitation.ts'

export function SignInScreen() {
  const { account, remote } = useStore()
  const { data: ways } = useQuery(remote.waysIn())
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
      {ways?.canResetPassword && (
        <p class="sign-other">
          <Link href="/forgot-password">{t('signIn.forgot')}</Link>
        </p>
      )}
      <ProviderButtons next={placeAfter(useSearch())} />
    </SignFrame>
  )
}

export function SignUpScreen() {
  const { account, remote } = useStore()
  const invitation = useInvitation()
  const search = useSearch()
  const { data: ways, error, refetch } = useQuery(remote.waysIn())
  const mode = ways?.signUp
  const enter = async ({ email, password }: Credentials) => {
    try {
      await account.signUp(email, password, invitation)
      return null
    } catch (refusal) {
      return signUpProblem(refusal)
    }
  }
  const isInvited = (mode === 'invited' || mode === 'waitlist') && invitation !== undefined
  if (!mode)
    return (
      <SignFrame isNew lead={t('signUp.lead')}>
        <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
      </SignFrame>
    )
  if (mode === 'closed') return <SignFrame isNew lead={t('signUp.closed')} />
  if (mode === 'waitlist' && !isInvited) return <WaitlistForm />
  if (mode === 'invited' && !isInvited) return <SignFrame isNew lead={t('signUp.invitedOnly')} />
  return (
    <SignFrame isNew lead={t(isInvited ? 'signUp.invited' : 'signUp.lead')}>
      <CredentialsForm isNew minPasswordLength={minPasswordLength} submitLabel={t('signUp.do')} onSubmit={enter} />
      <ProviderButtons next={placeAfter(search)} invitation={invitation} />
    </SignFrame>
  )
}

/** Asks for an invitation. */
function WaitlistForm() {
  const { account } = useStore()
  const [isOn, setOn] = useState(false)
  const { form, busy, about, onSubmit } = useForm<'email'>(async (filled) => {
    const email = String(filled.get('email')).trim()
    if (!/^[^@\s]+@[^@\s]+$/.test(email)) return { about: 'email', text: t('account.emailWrong') }
    try {
      await joinWaitlist(account, email)
    } catch (error) {
      return { about: 'form', text: serverText(error) }
    }
    setOn(true)
    return null
  })
  if (isOn) return <SignFrame isNew lead={t('signUp.joined')} />
  return (
    <SignFrame isNew lead={t('signUp.waitlist')}>
      <form ref={form} class="form" noValidate onSubmit={onSubmit}>
        <Field
          label={t('account.email')}
          problem={about('email')}
          input={{ type: 'email', name: 'email', autocomplete: 'email', inputMode: 'email', maxLength: 254 }}
        />
        <FormProblem text={about('form')} />
        <button type="submit" class="button button-primary" aria-disabled={busy}>
          {t('signUp.join')}
        </button>
      </form>
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
      <p class="sign-lead" role="status">
        {lead}
      </p>
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
