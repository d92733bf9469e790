// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useMutation } from '@tanstack/preact-query'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { changeRole, type Member } from '../../data/people/members.ts'
import { type Role, roles, type Workspace } from '../../data/people/workspaces.ts'
import { useStore } from '../../data/store.ts'
import { formatShortDay, t } from '../../i18n/index.ts'
import { memberName } from './member-name.ts'
import { peopleProblem } from './people-problems.ts'
import { RemoveMember } from './RemoveMember.tsx'
import { roleName, roleRights } from './role-texts.ts'

interface MemberSectionProps {
  workspace: Workspace
  members: readonly Member[]
}

/** The members with their roles; owners can change roles and remove members. */
export function MemberSection({ workspace, members }: MemberSectionProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const said = useSignal('')
  const removing = useSignal<Member | null>(null)
  const removed = useSignal(0)
  // Once the dialog is closed: the button that opened it disappears.
  useLayoutEffect(() => {
    if (removed.value > 0) heading.current?.focus()
  }, [removed.value])
  const owners = members.filter(({ role }) => role === 'owner').length
  return (
    <section aria-labelledby="workspace-members">
      <h2 ref={heading} tabIndex={-1} id="workspace-members">
        {t('members.title')}
      </h2>
      <ul class="role-list">
        {roles.map((role) => (
          <li key={role}>
            <strong>{roleName(role)}</strong> {roleRights(role)}
          </li>
        ))}
      </ul>
      <ul class="devices members" aria-label={t('members.title')}>
        {members.map((member) => (
          <MemberItem
            key={member.user_id}
            member={member}
            workspace={workspace}
            isLastOwner={member.role === 'owner' && owners === 1}
            onSaid={(words) => (said.value = words)}
            onRemove={() => (removing.value = member)}
          />
        ))}
      </ul>
      <p role="status" class="quiet">
        {said.value}
      </p>
      {removing.value && (
        <RemoveMember
          workspace={workspace}
          member={removing.value}
          onClose={() => (removing.value = null)}
          onRemoved={(member) => {
            said.value = t('members.removed', { name: memberName(member) })
            removed.value++
            removing.value = null
          }}
        />
      )}
    </section>
  )
}

interface MemberItemProps {
  member: Member
  workspace: Workspace
  isLastOwner: boolean
  onSaid: (words: string) => void
  onRemove: () => void
}

function MemberItem({ member, workspace, isLastOwner, onSaid, onRemove }: MemberItemProps) {
  const { remote } = useStore()
  const { user_id, is_you, role, notebooks, joined_at } = member
  const name = memberName(member)
  const change = useMutation({
    mutationFn: (wanted: Role) => changeRole(remote, workspace.id, user_id, wanted),
    onSuccess: (_, wanted) => onSaid(t('members.changed', { name, role: roleName(wanted) })),
  })
  const isOwner = workspace.role === 'owner'
  return (
    <li>
      <Icon name="user" />
      <div>
        <strong>
          <bdi>{name}</bdi>
          {is_you && ` (${t('members.you')})`}
        </strong>
        <span class="quiet">
          {member.full_name && member.email && `${member.email} · `}
          {t('members.since', { day: formatShortDay(Date.parse(joined_at)) })}
          {notebooks > 0 && ` · ${t('members.notebooks', { count: notebooks })}`}
        </span>
        {isOwner && isLastOwner && <span class="quiet">{t('members.lastOwner')}</span>}
        <FormProblem text={change.error && peopleProblem(change.error)} />
      </div>
      <div class="member-actions">
        {isOwner && !isLastOwner ? (
          <RoleField
            label={t('members.roleOf', { name })}
            role={change.isPending ? change.variables : role}
            onRole={(wanted) => !change.isPending && change.mutate(wanted)}
          />
        ) : (
          <span>{roleName(role)}</span>
        )}
        {isOwner && !is_you && (
          <button
            type="button"
            class="button button-small button-remove"
            aria-label={t('members.removeNamed', { name })}
            onClick={onRemove}
          >
            {t('members.remove')}
          </button>
        )}
      </div>
    </li>
  )
}

interface RoleFieldProps {
  label: string
  /** Shows the label above the field. */
  isLabelled?: boolean
  role: Role
  onRole: (role: Role) => void
}

export function RoleField({ label, isLabelled = false, role, onRole }: RoleFieldProps) {
  const id = useId()
  return (
    <div class="form-field">
      <label for={id} class={isLabelled ? undefined : 'visually-hidden'}>
        {label}
      </label>
      <div class="form-input">
        <select
          id={id}
          value={role}
          onChange={({ currentTarget }) => {
            const wanted = roles.find((each) => each === currentTarget.value)
            if (wanted) onRole(wanted)
          }}
        >
          {roles.map((each) => (
            <option key={each} value={each} selected={each === role}>
              {roleName(each)}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}
