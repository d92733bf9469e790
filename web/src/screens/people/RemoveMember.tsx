// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { type Member, removeMember } from '../../data/people/members.ts'
import type { Workspace } from '../../data/people/workspaces.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { memberName } from './member-name.ts'
import { peopleProblem } from './people-problems.ts'

interface RemoveMemberProps {
  workspace: Workspace
  member: Member
  onClose: () => void
  onRemoved: (member: Member) => void
}

/** Asks before a member is removed, and says what follows. */
export function RemoveMember({ workspace, member, onClose, onRemoved }: RemoveMemberProps) {
  const { remote } = useStore()
  const { user_id, notebooks } = member
  const remove = useMutation({
    mutationFn: () => removeMember(remote, workspace.id, user_id),
    onSuccess: () => onRemoved(member),
  })
  return (
    <ConfirmDialog
      title={t('members.removeQuestion', { name: memberName(member) })}
      verb={t('members.remove')}
      isDanger
      isBusy={remove.isPending}
      problem={remove.error && peopleProblem(remove.error)}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <ul class="delete-means">
        <li>{t('members.removeMeans', { workspace: workspace.name })}</li>
        {notebooks > 0 && <li>{t('members.removeNotebooks', { count: notebooks })}</li>}
        <li>{t('members.removeAgain')}</li>
      </ul>
    </ConfirmDialog>
  )
}
