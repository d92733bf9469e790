// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { ConfirmDialog } from '../../../components/controls/ConfirmDialog.tsx'
import {
  addProperties,
  type Held,
  missingFor,
  type NotionDatabase,
  noteChanged,
} from '../../../data/server/notion-databases.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { notionProblem, propertiesText } from './notion-texts.ts'

interface NotionAddPropertiesProps {
  database: NotionDatabase
  holds: Held
  /** Called once the database has the properties. */
  onDone: () => void
  onClose: () => void
}

/** Asks for confirmation before missing properties are added to a database of the user's. */
export function NotionAddProperties({ database, holds, onDone, onClose }: NotionAddPropertiesProps) {
  const { account, remote } = useStore()
  const missing = missingFor(holds, database)
  const add = useMutation({
    mutationFn: () => addProperties(account, database, holds),
    onSuccess: (complete) => {
      noteChanged(remote, complete)
      onDone()
      onClose()
    },
  })
  const name = database.title || t('notion.untitled')
  return (
    <ConfirmDialog
      title={t('notionMirror.addQuestion', { count: missing.length, name })}
      verb={t('notionMirror.addDo')}
      isBusy={add.isPending}
      problem={add.error && notionProblem(add.error)}
      onConfirm={() => add.mutate()}
      onClose={onClose}
    >
      <p>{t('notionMirror.addWhat', { properties: propertiesText(missing) })}</p>
    </ConfirmDialog>
  )
}
