// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { displayName } from '../../components/controls/display-name.ts'
import { countItems, itemsText } from '../../components/library/items-text.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import { moveMany } from '../../data/people/moves.ts'
import { canWriteAs } from '../../data/people/rights.ts'
import { createWorkspace, type Workspace, workspaceList } from '../../data/people/workspaces.ts'
import { useStore } from '../../data/store.ts'
import { formatList, t } from '../../i18n/index.ts'
import { peopleProblem } from './people-problems.ts'
import { type Target, TargetWorkspace } from './TargetWorkspace.tsx'

export interface MoveNotebooksProps {
  notebooks: readonly Notebook[]
  /** How many of the selected ones can't be moved by this person. */
  left?: number
  /** `kept`: those that couldn't be moved. */
  onMoved?: (kept: readonly Notebook[]) => void
  onClose: () => void
}

/** Asks for the workspace, and says what goes along and what stays. One undo moves all of them back. */
export function MoveNotebooks({ notebooks: asked, left = 0, onMoved, onClose }: MoveNotebooksProps) {
  const { activity, remote } = useStore()
  const query = useQuery(workspaceList(remote))
  const done = useSignal(0)
  // A snapshot, because the list of the library shrinks while notebooks are moved.
  const meant = useSignal(asked)
  const target = useSignal<Target | null>(null)
  const isMissing = useSignal(false)
  const notebooks = meant.value
  const move = useMutation({
    mutationFn: async (to: Target) => {
      const workspace = to.kind === 'new' ? await createWorkspace(remote, to.name.trim()) : to.workspace
      // A further try is for the same one.
      target.value = { kind: 'known', workspace }
      return { workspace, ...(await moveMany(notebooks, workspace.id, remote, (count) => (done.value = count))) }
    },
    onSuccess({ workspace, moved, kept, undo }) {
      const [first] = moved
      const to = workspace.is_own ? null : workspace.name
      if (first) activity.moved.value = { name: first.name, ...countItems(moved), to, undo }
      const stayed = kept.map(({ notebook }) => notebook)
      onMoved?.(stayed)
      meant.value = stayed
      if (kept.length === 0) onClose()
    },
  })
  const confirm = () => {
    const to = target.value
    isMissing.value = to === null || (to.kind === 'new' && to.name.trim() === '')
    if (!to || isMissing.value) return
    done.value = 0
    move.mutate(to)
  }
  const kept = move.data?.kept ?? []
  const problem = isMissing.value
    ? t(target.value ? 'workspaces.nameMissing' : 'move.missing')
    : move.error
      ? peopleProblem(move.error)
      : kept.length > 0
        ? keptText(kept)
        : null
  return (
    <ConfirmDialog
      title={t('move.title', { items: titleOf(notebooks) })}
      verb={t('move.do')}
      isBusy={move.isPending}
      problem={problem}
      onConfirm={confirm}
      onClose={onClose}
    >
      {left > 0 && <p class="quiet">{t('move.left', { count: left })}</p>}
      <TargetWorkspace
        workspaces={targetsFor(notebooks, query.data ?? [], remote.user.value)}
        target={target.value}
        problem={query.error && !query.data ? peopleProblem(query.error) : null}
        onTarget={(chosen) => {
          isMissing.value = false
          target.value = chosen
        }}
      />
      <ul class="delete-means">
        <li>{t('move.along')}</li>
        <li>{t('move.seen')}</li>
        <li>{t('move.stays')}</li>
      </ul>
      {move.isPending && (
        <progress class="delete-progress" aria-label={t('move.progress')} max={notebooks.length} value={done.value} />
      )}
    </ConfirmDialog>
  )
}

/** Where the person may write, apart from the one that all of them are in. */
function targetsFor(notebooks: readonly Notebook[], all: readonly Workspace[], user: string | null): Workspace[] {
  const from = new Set(notebooks.map(({ workspace }) => workspace ?? user))
  return all.filter(({ id, role }) => canWriteAs(role) && !(from.size === 1 && from.has(id)))
}

function titleOf(notebooks: readonly Notebook[]): string {
  const [first] = notebooks
  if (notebooks.length === 1 && first) return t('export.quoted', { name: displayName(first.name) })
  return itemsText(countItems(notebooks))
}

function keptText(kept: { notebook: Notebook; why: unknown }[]): string {
  const names = formatList(
    kept.slice(0, 3).map(({ notebook }) => t('export.quoted', { name: displayName(notebook.name) })),
  )
  const items = itemsText(countItems(kept.map(({ notebook }) => notebook)))
  return `${t('move.kept', { count: kept.length, items, names })} ${peopleProblem(kept[0]?.why)}`
}
