// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useMutation } from '@tanstack/preact-query'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import {
  type InvitationLink,
  inviteWaiting,
  removeWaiting,
  type WaitingPerson,
  waitlistOf,
} from '../../data/operator/invitations.ts'
import { useStore } from '../../data/store.ts'
import { formatAge, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { InvitationLinks } from './InvitationLinks.tsx'
import { OperatorFrame } from './OperatorFrame.tsx'
import { OperatorList } from './OperatorList.tsx'
import { type Column, OperatorTable } from './OperatorTable.tsx'

export function WaitlistScreen() {
  return (
    <OperatorFrame path="/admin/waitlist">
      <Waitlist />
    </OperatorFrame>
  )
}

/** The server makes at most this many invitations at a time. */
const maxTogether = 200

function Waitlist() {
  const { remote } = useStore()
  const chosen = useSignal<ReadonlySet<string>>(new Set())
  const removing = useSignal<WaitingPerson | null>(null)
  const invite = useMutation<InvitationLink[], Error, string[]>({
    mutationFn: (ids) => inviteWaiting(remote, ids),
    onSuccess() {
      chosen.value = new Set()
    },
  })
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(chosen.value)
    if (isChosen) next.add(id)
    else next.delete(id)
    chosen.value = next
  }
  const chooseAll = (people: WaitingPerson[]) => {
    const waiting = people.filter(({ state }) => state === 'waiting').slice(0, maxTogether)
    chosen.value = new Set(chosen.value.size === waiting.length ? [] : waiting.map(({ id }) => id))
  }
  const count = chosen.value.size
  return (
    <>
      <p class="quiet">{t('operator.waitlistMeans')}</p>
      {invite.data && <InvitationLinks links={invite.data} onDone={() => invite.reset()} />}
      <FormProblem text={invite.error && serverText(invite.error)} />
      <OperatorList query={waitlistOf(remote)} none={t('operator.nobodyWaits')}>
        {(people) => (
          <>
            <div class="operator-actions">
              <button type="button" class="button" onClick={() => chooseAll(people)}>
                {t('operator.chooseAll')}
              </button>
              <button
                type="button"
                class="button button-primary"
                aria-disabled={count === 0 || invite.isPending}
                onClick={() => count > 0 && !invite.isPending && invite.mutate([...chosen.value].slice(0, maxTogether))}
              >
                {t('operator.approve', { count })}
              </button>
            </div>
            <OperatorTable
              caption={t('operator.waitlist')}
              columns={columns(chosen.value, choose, (person) => (removing.value = person))}
              rows={people}
              keyOf={({ id }) => id}
            />
          </>
        )}
      </OperatorList>
      {removing.value && <RemoveWaiting person={removing.value} onClose={() => (removing.value = null)} />}
    </>
  )
}

function columns(
  chosen: ReadonlySet<string>,
  onChoose: (id: string, isChosen: boolean) => void,
  onRemove: (person: WaitingPerson) => void,
): Column<WaitingPerson>[] {
  return [
    {
      label: t('operator.person'),
      isHeader: true,
      cell: ({ id, email, state }) => (
        <label class="operator-check">
          <input
            type="checkbox"
            checked={chosen.has(id)}
            disabled={state === 'invited'}
            onChange={(event) => onChoose(id, event.currentTarget.checked)}
          />
          {email}
        </label>
      ),
    },
    { label: t('operator.asked'), cell: ({ created_at }) => formatAge(Date.parse(created_at)) },
    {
      label: t('operator.state'),
      cell: ({ state, invited_at }) =>
        state === 'invited' && invited_at !== null
          ? t('operator.invitedWhen', { when: formatAge(Date.parse(invited_at)) })
          : t('operator.waits'),
    },
    {
      label: t('operator.actions'),
      cell: (person) => (
        <button
          type="button"
          class="button button-small button-remove"
          aria-label={t('operator.removeNamed', { name: person.email })}
          onClick={() => onRemove(person)}
        >
          {t('operator.remove')}
        </button>
      ),
    },
  ]
}

function RemoveWaiting({ person: { id, email }, onClose }: { person: WaitingPerson; onClose: () => void }) {
  const { remote } = useStore()
  const remove = useMutation({ mutationFn: () => removeWaiting(remote, id), onSuccess: onClose })
  return (
    <ConfirmDialog
      title={t('operator.removeNamed', { name: email })}
      verb={t('operator.remove')}
      isDanger
      isBusy={remove.isPending}
      problem={remove.error && serverText(remove.error)}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t('operator.removeMeans')}</p>
    </ConfirmDialog>
  )
}
