// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { displayName } from '../../components/controls/display-name.ts'
import { Icon } from '../../components/controls/Icon.tsx'
import { documentsOf } from '../../data/drafts/documents.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import { unsentNoteOf } from '../../data/library/unsent-note.ts'
import { deletedChanged, deleteNotebook, restoreNotebook } from '../../data/resources/deleted-notebooks.ts'
import type { Store } from '../../data/store.ts'
import { useStore } from '../../data/store.ts'
import { formatList, type TextKey, t } from '../../i18n/index.ts'
import { folderHref } from '../search/library-tree.ts'
import { serverText } from '../texts/server-texts.ts'
import { targetName } from '../texts/target-texts.ts'

/** Deletes the server's copy after a confirmation that lists the consequences; can be undone. */
export function DeleteNotebook({ notebook }: { notebook: Notebook }) {
  const { shelf } = useStore()
  const [isAsking, setAsking] = useState(false)
  if (notebook.isOthers || (!shelf.notebooks.value.has(notebook.uuid) && !notebook.isUnsent)) return null
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
  const { facts, here } = notebook
  const remove = useMutation({
    mutationFn: () => removeThere(store, notebook),
    async onSuccess(restore) {
      const undo = async () => {
        await restore()
        await deletedChanged(store.remote)
      }
      store.activity.removed.value = { name: facts.name, isOnServer: !notebook.isUnsent, undo }
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
        {!notebook.isNote && <li>{t('delete.tablet')}</li>}
        {targets.length > 0 && !notebook.isUnsent && <li>{t('delete.targets', { targets: formatList(targets) })}</li>}
        <li>{t(storedText(notebook))}</li>
        {here && <li>{t('delete.here')}</li>}
      </ul>
    </ConfirmDialog>
  )
}

/** Resolves with what restores it. */
async function removeThere(store: Store, notebook: Notebook): Promise<() => Promise<void>> {
  const { remote } = store
  const { uuid, isNote } = notebook
  const unsent = unsentNoteOf(notebook)
  if (unsent) return unsent.discard()
  // What is restored later has the last changes, too.
  if (isNote) await sendChanges(store, uuid)
  await deleteNotebook(remote, uuid)
  return () => restoreNotebook(remote, uuid)
}

async function sendChanges(store: Store, note: string): Promise<void> {
  const documents = documentsOf(store)
  const waiting = documents.outbox.itemsOf(note)
  if (waiting.length > 0) await documents.sendAll(waiting)
}

function storedText({ isNote, isUnsent, isLocal }: Notebook): TextKey {
  if (!isNote) return 'delete.stored'
  if (isLocal) return 'notes.localDeleted'
  return isUnsent ? 'notes.unsentDeleted' : 'notes.deleted'
}
