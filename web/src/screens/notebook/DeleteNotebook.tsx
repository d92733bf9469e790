// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { displayName } from '../../components/controls/display-name.ts'
import { Icon } from '../../components/controls/Icon.tsx'
import type { Notebook } from '../../data/library/notebook.ts'
import { deletedChanged, deleteNotebook, restoreNotebook } from '../../data/resources/deleted-notebooks.ts'
import type { Store } from '../../data/store.ts'
import { useStore } from '../../data/store.ts'
import { formatList, t } from '../../i18n/index.ts'
import { folderHref } from '../search/library-tree.ts'
import { serverText } from '../texts/server-texts.ts'
import { targetName } from '../texts/target-texts.ts'

/** Deletes the server's copy after a confirmation that lists the consequences; can be undone. */
export function DeleteNotebook({ notebook }: { notebook: Notebook }) {
  const { shelf } = useStore()
  const [isAsking, setAsking] = useState(false)
  if (!shelf.notebooks.value.has(notebook.uuid)) return null
  return (
    <>
      <button type="button" class="button button-remove" onClick={() => setAsking(true)}>
        <Icon name="trash" />
        <span>{t('delete.action')}</span>
      </button>
      {isAsking && <ConfirmDelete notebook={notebook} onClose={() => setAsking(false)} />}
    </>
  )
}

function ConfirmDelete({ notebook, onClose }: { notebook: Notebook; onClose: () => void }) {
  const store = useStore()
  const [, navigate] = useLocation()
  const { data: integrations = [] } = useQuery(store.remote.integrations())
  const { uuid, facts, here } = notebook
  const remove = useMutation({
    mutationFn: () => deleteNotebook(store.remote, uuid),
    async onSuccess() {
      store.activity.removed.value = { name: facts.name, isOnServer: true, undo: () => undo(store, uuid) }
      onClose()
      if (!here) navigate(folderHref(facts.parent))
      await deletedChanged(store.remote)
    },
  })
  const targets = integrations.map(({ target_name }) => targetName(target_name))
  return (
    <ConfirmDialog
      title={t('delete.question', { name: displayName(facts.name) })}
      verb={t('delete.do')}
      isDanger
      isBusy={remove.isPending}
      problem={remove.error && serverText(remove.error)}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <ul class="delete-means">
        <li>{t('delete.tablet')}</li>
        {targets.length > 0 && <li>{t('delete.targets', { targets: formatList(targets) })}</li>}
        <li>{t('delete.stored')}</li>
        {here && <li>{t('delete.here')}</li>}
      </ul>
    </ConfirmDialog>
  )
}

async function undo({ remote }: Store, uuid: string): Promise<void> {
  await restoreNotebook(remote, uuid)
  await deletedChanged(remote)
}
