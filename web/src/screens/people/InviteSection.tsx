// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useRef } from 'preact/hooks'
import { AccessItem } from '../../components/account/AccessItem.tsx'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { GeneratedSecret } from '../../components/forms/GeneratedSecret.tsx'
import { invitationLink } from '../../data/people/invitation-link.ts'
import { type Invitation, invitationsOf, invite, revokeInvitation } from '../../data/people/invitations.ts'
import type { Role, Workspace } from '../../data/people/workspaces.ts'
import { useStore } from '../../data/store.ts'
import { formatDate, formatDay, t } from '../../i18n/index.ts'
import { RoleField } from './MemberSection.tsx'
import { peopleProblem } from './people-problems.ts'
import { roleName } from './role-texts.ts'

/** Makes links that invite one person each, and lists the open ones. */
export function InviteSection({ workspace }: { workspace: Workspace }) {
  const { remote } = useStore()
  const { data: open, error, refetch } = useQuery(invitationsOf(remote, workspace.id))
  const heading = useRef<HTMLHeadingElement>(null)
  const role = useSignal<Role>('member')
  const said = useSignal('')
  const make = useMutation({ mutationFn: () => invite(remote, workspace.id, role.value) })
  const revoked = () => {
    // Move the focus away from the button, which disappears.
    heading.current?.focus()
    said.value = t('invite.revoked')
  }
  const made = make.data
  return (
    <section aria-labelledby="workspace-invite">
      <h2 ref={heading} tabIndex={-1} id="workspace-invite">
        {t('invite.title')}
      </h2>
      <p class="quiet">{t('invite.what')}</p>
      {made ? (
        <GeneratedSecret
          label={t('invite.made', { role: roleName(made.role) })}
          value={invitationLink(made.token)}
          hint={t('invite.until', { day: formatDay(Date.parse(made.expires_at)) })}
          onDone={() => {
            make.reset()
            heading.current?.focus()
          }}
        />
      ) : (
        <form
          class="form invite-form"
          onSubmit={(event) => {
            event.preventDefault()
            said.value = ''
            if (!make.isPending) make.mutate()
          }}
        >
          <RoleField label={t('invite.role')} isLabelled role={role.value} onRole={(wanted) => (role.value = wanted)} />
          <button type="submit" class="button button-primary" aria-disabled={make.isPending}>
            {t('invite.do')}
          </button>
        </form>
      )}
      <FormProblem text={make.error && peopleProblem(make.error)} />
      <h3>{t('invite.open')}</h3>
      {!open && <LoadingOrError problem={error && peopleProblem(error)} onRetry={() => void refetch()} />}
      {open?.length === 0 && <p class="quiet">{t('invite.none')}</p>}
      {open && open.length > 0 && (
        <ul class="devices" aria-label={t('invite.open')}>
          {open.map((invitation) => (
            <OpenInvitation key={invitation.id} workspace={workspace} invitation={invitation} onRevoked={revoked} />
          ))}
        </ul>
      )}
      <p role="status" class="quiet">
        {said.value}
      </p>
    </section>
  )
}

interface OpenInvitationProps {
  workspace: Workspace
  invitation: Invitation
  onRevoked: () => void
}

function OpenInvitation({
  workspace,
  invitation: { id, role, created_at, expires_at },
  onRevoked,
}: OpenInvitationProps) {
  const { remote } = useStore()
  const revoke = useMutation({
    mutationFn: () => revokeInvitation(remote, workspace.id, id),
    onSuccess: onRevoked,
  })
  const made = formatDate(Date.parse(created_at))
  return (
    <AccessItem
      icon="key"
      name={roleName(role)}
      action={t('invite.revoke')}
      label={t('invite.revokeNamed', { made })}
      isBusy={revoke.isPending}
      problem={revoke.error && peopleProblem(revoke.error)}
      onAct={() => revoke.mutate()}
    >
      {t('invite.madeOn', { made })}
      {' · '}
      {t('invite.until', { day: formatDay(Date.parse(expires_at)) })}
    </AccessItem>
  )
}
