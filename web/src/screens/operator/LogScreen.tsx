// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { type AdminAct, actsOf, undoAct } from '../../data/operator/acts.ts'
import { useStore } from '../../data/store.ts'
import { formatAge, formatDate, t } from '../../i18n/index.ts'
import { OperatorFrame } from './OperatorFrame.tsx'
import { OperatorList } from './OperatorList.tsx'
import { type Column, OperatorTable } from './OperatorTable.tsx'
import { actProblem, actText, changesOf } from './operator-texts.ts'

export function LogScreen() {
  return (
    <OperatorFrame path="/admin/log">
      <Log />
    </OperatorFrame>
  )
}

function Log() {
  const { account, remote } = useStore()
  const undo = useMutation({
    async mutationFn({ id }: AdminAct) {
      await undoAct(remote, id)
    },
  })
  return (
    <>
      <p class="quiet">{t('operator.logMeans')}</p>
      <p role="status" class="quiet">
        {undo.isSuccess && t('operator.undone', { act: actText(undo.variables) })}
      </p>
      <FormProblem text={undo.error && actProblem(undo.error)} />
      <OperatorList query={actsOf(remote)} none={t('operator.noActs')}>
        {(acts) => (
          <OperatorTable
            caption={t('operator.log')}
            columns={columns(account.user.value?.email ?? null, (act) => !undo.isPending && undo.mutate(act))}
            rows={acts}
            keyOf={({ id }) => id}
          />
        )}
      </OperatorList>
    </>
  )
}

function columns(own: string | null, onUndo: (act: AdminAct) => void): Column<AdminAct>[] {
  return [
    {
      label: t('operator.what'),
      isHeader: true,
      cell: (act) => (
        <>
          {actText(act)}
          {changesOf(act).map((change) => (
            <span key={change} class="operator-change">
              {change}
            </span>
          ))}
        </>
      ),
    },
    { label: t('operator.whom'), cell: ({ person, waiting }) => person ?? waiting ?? '–' },
    { label: t('operator.who'), cell: (act) => whoText(act, own) },
    {
      label: t('operator.when'),
      cell: ({ created_at }) => (
        <time dateTime={created_at} title={formatDate(Date.parse(created_at))}>
          {formatAge(Date.parse(created_at))}
        </time>
      ),
    },
    { label: t('operator.actions'), cell: (act) => <Undo act={act} onUndo={onUndo} /> },
  ]
}

function whoText({ is_by_command, admin }: AdminAct, own: string | null): string {
  if (is_by_command) return t('operator.commandLine')
  if (admin === null) return t('operator.formerAccount')
  return admin === own ? t('operator.you') : admin
}

function Undo({ act, onUndo }: { act: AdminAct; onUndo: (act: AdminAct) => void }) {
  if (act.undone_by !== null) return <>{t('operator.wasUndone')}</>
  if (!act.can_undo) return null
  const about = act.person ?? act.waiting ?? ''
  return (
    <button
      type="button"
      class="button button-small"
      aria-label={t('operator.undoNamed', { act: actText(act), name: about })}
      onClick={() => onUndo(act)}
    >
      {t('operator.undo')}
    </button>
  )
}
