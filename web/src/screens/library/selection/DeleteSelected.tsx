// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { ConfirmDialog } from '../../../components/controls/ConfirmDialog.tsx'
import { displayName } from '../../../components/controls/display-name.ts'
import { countItems, itemsText } from '../../../components/library/items-text.ts'
import { type Deletion, deleteMany } from '../../../data/library/many-deletions.ts'
import type { Notebook } from '../../../data/library/notebook.ts'
import { useStore } from '../../../data/store.ts'
import { formatList, t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'
import { targetName } from '../../texts/target-texts.ts'

export interface DeleteSelectedProps {
  notebooks: readonly Notebook[]
  /** `kept`: the notebooks that couldn't be deleted. */
  onDeleted: (kept: readonly Notebook[]) => void
  onClose: () => void
}

/** Deletes several notebooks after a confirmation that lists the consequences; one undo restores them all. */
export function DeleteSelected({ notebooks: asked, onDeleted, onClose }: DeleteSelectedProps) {
  const store = useStore()
  const done = useSignal(0)
  // A snapshot, because the list of the library shrinks while notebooks are deleted.
  const meant = useSignal(asked)
  const notebooks = meant.value
  const remove = useMutation({
    mutationFn: () => deleteMany(notebooks, store, (count) => (done.value = count)),
    onSuccess({ deleted, kept, undo }) {
      const [first] = deleted
      const isOnServer = deleted.some(({ there, isUnsent }) => there && !isUnsent)
      if (first) store.activity.removed.value = { name: first.name, ...countItems(deleted), isOnServer, undo }
      const left = kept.map(({ notebook }) => notebook)
      onDeleted(left)
      meant.value = left
      if (kept.length === 0) onClose()
    },
  })
  const kept = remove.data?.kept ?? []
  const problem = remove.error ? serverText(remove.error) : kept.length > 0 ? keptText(kept) : null
  return (
    <ConfirmDialog
      title={t('deleteSelected.question', { items: itemsText(countItems(notebooks)) })}
      verb={t('delete.do')}
      isDanger
      isBusy={remove.isPending}
      problem={problem}
      onConfirm={() => {
        done.value = 0
        remove.mutate()
      }}
      onClose={onClose}
    >
      <WhatFollows notebooks={notebooks} />
      {remove.isPending && (
        <progress
          class="delete-progress"
          aria-label={t('deleteSelected.progress')}
          max={notebooks.length}
          value={done.value}
        />
      )}
    </ConfirmDialog>
  )
}

function WhatFollows({ notebooks }: Pick<DeleteSelectedProps, 'notebooks'>) {
  const { remote } = useStore()
  const { data: integrations = [] } = useQuery(remote.integrations())
  const targets = integrations.map(({ target_name }) => targetName(target_name))
  const there = notebooks.filter(({ there, isUnsent }) => there && !isUnsent).length
  const isOnTablet = notebooks.some(({ there, isNote }) => there && !isNote)
  const here = notebooks.filter((notebook) => notebook.here).length
  return (
    <ul class="delete-means">
      {there > 0 && there < notebooks.length && <li>{t('deleteSelected.onServer', { count: there })}</li>}
      {isOnTablet && <li>{t('deleteSelected.tablet')}</li>}
      {there > 0 && targets.length > 0 && <li>{t('deleteSelected.targets', { targets: formatList(targets) })}</li>}
      {there > 0 && <li>{t('deleteSelected.stored')}</li>}
      {here > 0 && <li>{t('deleteSelected.here', { count: here })}</li>}
    </ul>
  )
}

function keptText(kept: Deletion['kept']): string {
  const [first] = kept
  const names = formatList(
    kept.slice(0, 3).map(({ notebook }) => t('export.quoted', { name: displayName(notebook.name) })),
  )
  const items = itemsText(countItems(kept.map(({ notebook }) => notebook)))
  return `${t('deleteSelected.kept', { count: kept.length, items, names })} ${serverText(first?.why)}`
}
