// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useEffect, useState } from 'preact/hooks'
import { Link, useLocation } from 'wouter-preact'
import { Icon } from '../../components/controls/Icon.tsx'
import { connectIdentity } from '../../data/server/identities.ts'
import { consumeOAuthRedirect, type OAuthRedirect } from '../../data/server/oauth-return.ts'
import { providersOf, returnFrom, takeVisitNote } from '../../data/server/providers.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { providerProblem } from './provider-texts.ts'

const identitiesPlace = '/account#account-identities'

/**
 * Where the screen of a sign-in service leads back to: signs a guest in, or connects the service with the account of a
 * user who is signed in; or says why not, and how to go on.
 */
export function ProviderReturnScreen({ provider }: { provider: string }) {
  const { account } = useStore()
  const [redirect] = useState(() => consumeOAuthRedirect(`/sign-in/${provider}`))
  // Decided once: signing in changes the state.
  const [purpose, setPurpose] = useState<'enter' | 'connect' | null>(null)
  const { kind } = account.state.value
  useEffect(() => {
    if (kind === 'guest') setPurpose((before) => before ?? 'enter')
    if (kind === 'signed-in') setPurpose((before) => before ?? 'connect')
  }, [kind])
  if (purpose === null)
    return <p class="quiet">{t(kind === 'unreachable' ? 'account.unreachable' : 'account.opening')}</p>
  return <Finishing provider={provider} purpose={purpose} redirect={redirect} />
}

interface FinishingProps {
  provider: string
  purpose: 'enter' | 'connect'
  /** null: the address had nothing of a service. */
  redirect: OAuthRedirect | null
}

function Finishing({ provider, purpose, redirect }: FinishingProps) {
  const { account, remote } = useStore()
  const [, navigate] = useLocation()
  const { data: providers } = useQuery(providersOf(remote))
  const [note] = useState(takeVisitNote)
  const name = providers?.find(({ id }) => id === provider)?.name ?? provider
  const next = purpose === 'connect' ? identitiesPlace : (note?.next ?? '/')
  const answer = useMutation({
    mutationFn: async (given: OAuthRedirect) => {
      const returned = returnFrom(given)
      if (purpose === 'connect') await connectIdentity(account, provider, returned)
      else await account.signInBy(provider, { ...returned, ...(note?.invitation && { invitation: note.invitation }) })
    },
    onSuccess: async () => {
      if (purpose === 'connect') await remote.invalidate('identities')
      navigate(next, { replace: true })
    },
  })
  useEffect(() => {
    if (redirect) answer.mutate(redirect)
  }, [])
  const { error } = answer
  const words = () => {
    if (!redirect) return t('providers.nothingReturned', { name })
    if (error) return providerProblem(name, error)
    return t(purpose === 'connect' ? 'providers.connecting' : 'providers.entering', { name })
  }
  return (
    <>
      <p role="status" class={`notion-outcome ${error ? 'target-bad' : ''}`}>
        {error && <Icon name="warning" />}
        <span>{words()}</span>
      </p>
      {(!redirect || error) && (
        <div class="form-actions form-actions-start">
          <Link href={purpose === 'connect' ? identitiesPlace : signInPlace(next)} class="button button-primary">
            {t(purpose === 'connect' ? 'account.title' : 'signIn.title')}
          </Link>
        </div>
      )}
    </>
  )
}

const signInPlace = (next: string) => (next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`)
