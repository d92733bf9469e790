// SPDX-License-Identifier: AGPL-3.0-or-later
// Leaving a workspace and, for owners, handing it over and deleting it.
import { useSignal } from '@preact/signals'
import { useMutation } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { handOver, type Member, removeMember } from '../../data/people/members.ts'
import { deleteWorkspace, type Workspace } from '../../data/people/workspaces.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { memberName } from './member-name.ts'
import { peopleProblem } from './people-problems.ts'

interface LeaveSectionProps {
  workspace: Workspace
  members: readonly Member[]
}

export function LeaveSection({ workspace, members }: LeaveSectionProps) {
  const you = members.find(({ is_you }) => is_you)
  const others = members.filter(({ is_you }) => !is_you)
  const isOwner = workspace.role === 'owner'
  const isLastOwner = isOwner && members.filter(({ role }) => role === 'owner').length === 1
  return (
    <section aria-labelledby="workspace-leave">
      <h2 id="workspace-leave">{t(isOwner ? 'leave.titleOwner' : 'leave.title')}</h2>
      {isOwner && others.length > 0 && <HandOver workspace={workspace} others={others} />}
      {you && !isLastOwner && <Leave workspace={workspace} you={you} />}
      {isLastOwner && <p class="quiet">{t(others.length > 0 ? 'leave.lastOwner' : 'leave.alone')}</p>}
      {isOwner && <Delete workspace={workspace} />}
    </section>
  )
}

function HandOver({ workspace, others }: { workspace: Workspace; others: readonly Member[] }) {
  const { remote } = useStore()
  const id = useId()
  const chosen = useSignal(others[0]?.user_id ?? '')
  const to = others.find(({ user_id }) => user_id === chosen.value) ?? others[0]
  const hand = useMutation({ mutationFn: (person: string) => handOver(remote, workspace.id, person) })
  if (!to) return null
  return (
    <div class="form">
      <div class="form-field">
        <label for={id}>{t('handOver.to')}</label>
        <div class="form-input">
          <select id={id} value={to.user_id} onChange={({ currentTarget }) => (chosen.value = currentTarget.value)}>
            {others.map((member) => (
              <option key={member.user_id} value={member.user_id}>
                {memberName(member)}
              </option>
            ))}
          </select>
        </div>
        <p class="quiet">{t('handOver.what')}</p>
      </div>
      <Asking
        action={t('handOver.action')}
        question={t('handOver.question', { workspace: workspace.name, name: memberName(to) })}
        verb={t('handOver.do')}
        isBusy={hand.isPending}
        problem={hand.error && peopleProblem(hand.error)}
        onConfirm={() => hand.mutate(to.user_id)}
      >
        <p>{t('handOver.means', { name: memberName(to) })}</p>
      </Asking>
    </div>
  )
}

function Leave({ workspace, you }: { workspace: Workspace; you: Member }) {
  const { remote } = useStore()
  const [, navigate] = useLocation()
  const leave = useMutation({
    mutationFn: () => removeMember(remote, workspace.id, you.user_id),
    onSuccess: () => navigate('/'),
  })
  return (
    <Asking
      action={t('leave.action')}
      question={t('leave.question', { workspace: workspace.name })}
      verb={t('leave.do')}
      isDanger
      isBusy={leave.isPending}
      problem={leave.error && peopleProblem(leave.error)}
      onConfirm={() => leave.mutate()}
    >
      <ul class="delete-means">
        {you.notebooks > 0 && <li>{t('leave.notebooks', { count: you.notebooks })}</li>}
        <li>{t('leave.others')}</li>
        <li>{t('leave.again')}</li>
      </ul>
    </Asking>
  )
}

function Delete({ workspace }: { workspace: Workspace }) {
  const { remote } = useStore()
  const [, navigate] = useLocation()
  const remove = useMutation({
    mutationFn: () => deleteWorkspace(remote, workspace.id),
    onSuccess: () => navigate('/'),
  })
  return (
    <Asking
      action={t('workspaces.delete')}
      question={t('workspaces.deleteQuestion', { workspace: workspace.name })}
      verb={t('workspaces.deleteDo')}
      isDanger
      isBusy={remove.isPending}
      problem={remove.error && peopleProblem(remove.error)}
      onConfirm={() => remove.mutate()}
    >
      <ul class="delete-means">
        <li>{t('workspaces.deleteNotebooks')}</li>
        <li>{t('workspaces.deleteMembers')}</li>
        <li>{t('workspaces.deleteForGood')}</li>
      </ul>
    </Asking>
  )
}

interface AskingProps {
  /** The button that asks. */
  action: string
  question: string
  verb: string
  isDanger?: boolean
  isBusy: boolean
  problem: string | null
  onConfirm: () => void
  children: ComponentChildren
}

/** A button that asks for confirmation. */
function Asking({ action, question, isDanger = false, children, ...asked }: AskingProps) {
  const isAsking = useSignal(false)
  return (
    <>
      <button
        type="button"
        class={`button section-action ${isDanger ? 'button-remove' : ''}`}
        onClick={() => (isAsking.value = true)}
      >
        {action}
      </button>
      {isAsking.value && (
        <ConfirmDialog title={question} isDanger={isDanger} onClose={() => (isAsking.value = false)} {...asked}>
          {children}
        </ConfirmDialog>
      )}
    </>
  )
}
