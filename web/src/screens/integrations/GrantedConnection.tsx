// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import type { Target } from '../../data/server/integrations.ts'
import { type Connection, connectionsOf, disconnect } from '../../data/server/oauth.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { targetName } from '../texts/target-texts.ts'
import { GrantButton } from './GrantButton.tsx'

/** The user's connection to a target that is connected on its consent screen; undefined while it is loading. */
export function useGrantedConnection(target: Target): Connection | null | undefined {
  const { remote } = useStore()
  const { data } = useQuery({ ...connectionsOf(remote), enabled: target.can_authorize === true })
  return data && (data.find(({ provider }) => provider === target.name) ?? null)
}

interface GrantedConnectionProps {
  target: Target
  connection: Connection | null
  /** Nothing is set up with it yet. */
  canDisconnect?: boolean
}

/** How a target is connected, and the button that leads to its consent screen. */
export function GrantedConnection({ target, connection, canDisconnect = false }: GrantedConnectionProps) {
  const name = targetName(target.name)
  const isBroken = connection?.status === 'broken'
  return (
    <div class="form-field">
      <span class="form-label">{t('granting.heading')}</span>
      <p class={`target-state ${isBroken ? 'target-bad' : ''}`}>
        {connection && <Icon name={isBroken ? 'warning' : 'check'} />}
        <span>{connection ? t(stateOf(connection), { name }) : t('granting.what', { name })}</span>
      </p>
      <div class="form-actions form-actions-start">
        <GrantButton
          target={target.name}
          label={t(connection ? 'granting.again' : 'granting.do', { name })}
          isPrimary={!connection || isBroken}
        />
        {connection && canDisconnect && <DisconnectButton connection={connection} />}
      </div>
    </div>
  )
}

function stateOf({ status, kind }: Connection) {
  if (status === 'broken') return 'granting.broken'
  return kind === 'oauth' ? 'granting.connected' : 'granting.byToken'
}

function DisconnectButton({ connection }: { connection: Connection }) {
  const { account, remote } = useStore()
  const remove = useMutation({
    mutationFn: () => disconnect(account, connection),
    onSettled: () => remote.invalidate('connections'),
  })
  return (
    <>
      <button
        type="button"
        class="button"
        aria-disabled={remove.isPending}
        onClick={() => !remove.isPending && remove.mutate()}
      >
        {t('granting.disconnect')}
      </button>
      <FormProblem text={remove.error && serverText(remove.error)} />
    </>
  )
}
