// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import {
  type AdminInvitation,
  createInvitation,
  invitationsOf,
  revokeInvitation,
} from '../../data/operator/invitations.ts'
import { useStore } from '../../data/store.ts'
import { formatAge, formatShortDay, type TextKey, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { InvitationLinks } from './InvitationLinks.tsx'
import { OperatorFrame } from './OperatorFrame.tsx'
import { OperatorList } from './OperatorList.tsx'
import { type Column, OperatorTable } from './OperatorTable.tsx'

export function InvitationsScreen() {
  return (
    <OperatorFrame path="/admin/invitations">
      <Invitations />
    </OperatorFrame>
  )
}

const stateTexts: Record<AdminInvitation['state'], TextKey> = {
  open: 'operator.invitationOpen',
  used: 'operator.invitationUsed',
  revoked: 'operator.invitationRevoked',
  expired: 'operator.invitationExpired',
}

function Invitations() {
  const { remote } = useStore()
  const create = useMutation({ mutationFn: () => createInvitation(remote) })
  const revoke = useMutation({ mutationFn: (id: string) => revokeInvitation(remote, id) })
  const problem = create.error ?? revoke.error
  return (
    <>
      <p class="quiet">{t('operator.invitationsMean')}</p>
      <button
        type="button"
        class="button button-primary section-action"
        aria-disabled={create.isPending}
        onClick={() => !create.isPending && create.mutate()}
      >
        {t('operator.createInvitation')}
      </button>
      {create.data && <InvitationLinks links={[create.data]} onDone={() => create.reset()} />}
      <FormProblem text={problem && serverText(problem)} />
      <OperatorList query={invitationsOf(remote)} none={t('operator.noInvitations')}>
        {(invitations) => (
          <OperatorTable
            caption={t('operator.invitations')}
            columns={columns((id) => revoke.mutate(id))}
            rows={invitations}
            keyOf={({ id }) => id}
          />
        )}
      </OperatorList>
    </>
  )
}

function columns(onRevoke: (id: string) => void): Column<AdminInvitation>[] {
  return [
    {
      label: t('operator.for'),
      isHeader: true,
      cell: ({ email }) => email ?? t('operator.anyone'),
    },
    { label: t('operator.made'), cell: ({ created_at }) => formatAge(Date.parse(created_at)) },
    { label: t('operator.validUntil'), cell: ({ expires_at }) => formatShortDay(Date.parse(expires_at)) },
    { label: t('operator.state'), cell: ({ state }) => t(stateTexts[state]) },
    {
      label: t('operator.actions'),
      cell: ({ id, state, email }) =>
        state === 'open' && (
          <button
            type="button"
            class="button button-small button-remove"
            aria-label={t('operator.revokeNamed', { name: email ?? t('operator.anyone') })}
            onClick={() => onRevoke(id)}
          >
            {t('operator.revoke')}
          </button>
        ),
    },
  ]
}
