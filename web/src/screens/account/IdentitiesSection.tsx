// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useRef, useState } from 'preact/hooks'
import { AccessItem } from '../../components/account/AccessItem.tsx'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { disconnectIdentity, type Identity, identitiesOf } from '../../data/server/identities.ts'
import { type Provider, providersOf, visitToConnect } from '../../data/server/providers.ts'
import { useStore } from '../../data/store.ts'
import { formatShortDay, t } from '../../i18n/index.ts'
import { providerProblem } from '../sign-in/provider-texts.ts'
import { serverText } from '../texts/server-texts.ts'

/** Whether the section has something to show: a service to connect, or one that is connected. */
export function useHasIdentities(): boolean {
  const { remote } = useStore()
  const { data: providers = [] } = useQuery(providersOf(remote))
  const { data: identities = [] } = useQuery(identitiesOf(remote))
  return providers.length + identities.length > 0
}

/** The services by which the user signs in, to connect and to disconnect. */
export function IdentitiesSection() {
  const { remote } = useStore()
  const { data: providers = [] } = useQuery(providersOf(remote))
  const { data: identities, error, refetch } = useQuery(identitiesOf(remote))
  const heading = useRef<HTMLHeadingElement>(null)
  const [outcome, setOutcome] = useState<string | null>(null)
  const disconnected = ({ provider }: Identity) => {
    // Move the focus away from the button, which disappears.
    heading.current?.focus()
    setOutcome(t('identities.disconnected', { name: provider.name }))
    void remote.invalidate('identities')
  }
  return (
    <section aria-labelledby="account-identities">
      <h2 ref={heading} tabIndex={-1} id="account-identities">
        {t('identities.title')}
      </h2>
      <p class="quiet">{t('identities.what')}</p>
      {identities ? (
        <>
          {identities.length > 0 && <IdentityList identities={identities} onDisconnected={disconnected} />}
          <ConnectButtons providers={providers} identities={identities} />
        </>
      ) : (
        <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
      )}
      <p role="status" class="quiet">
        {outcome}
      </p>
    </section>
  )
}

interface IdentityListProps {
  identities: Identity[]
  onDisconnected: (identity: Identity) => void
}

function IdentityList({ identities, onDisconnected }: IdentityListProps) {
  const { account } = useStore()
  const disconnect = useMutation({
    mutationFn: (identity: Identity) => disconnectIdentity(account, identity),
    onSuccess: (_, identity) => onDisconnected(identity),
  })
  const isMeant = ({ id }: Identity) => disconnect.variables?.id === id
  return (
    <ul class="devices">
      {identities.map((identity) => {
        const { id, provider, email, name, created_at } = identity
        const who = email ?? name ?? ''
        return (
          <AccessItem
            key={id}
            icon="user"
            name={provider.name}
            action={t('identities.disconnect')}
            label={t('identities.disconnectNamed', { name: provider.name, who })}
            isBusy={disconnect.isPending && isMeant(identity)}
            problem={disconnect.error && isMeant(identity) ? providerProblem(provider.name, disconnect.error) : null}
            onAct={() => disconnect.mutate(identity)}
          >
            {who && `${who} · `}
            {t('identities.since', { day: formatShortDay(Date.parse(created_at)) })}
          </AccessItem>
        )
      })}
    </ul>
  )
}

function ConnectButtons({ providers, identities }: { providers: Provider[]; identities: Identity[] }) {
  const { account } = useStore()
  const connect = useMutation({ mutationFn: (id: string) => visitToConnect(account, id) })
  const left = providers.filter(({ id }) => !identities.some(({ provider }) => provider.id === id))
  if (left.length === 0) return null
  return (
    <>
      <div class="form-actions form-actions-start">
        {left.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            class="button"
            aria-disabled={connect.isPending}
            onClick={() => !connect.isPending && connect.mutate(id)}
          >
            {t('identities.connect', { name })}
          </button>
        ))}
      </div>
      <FormProblem text={connect.error && serverText(connect.error)} />
    </>
  )
}
