// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { type Integration, saveIntegration, type Target } from '../../../data/server/integrations.ts'
import type { NotionDatabase } from '../../../data/server/notion-databases.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { NotionNewDatabase } from './NotionNewDatabase.tsx'
import { NotionTodoDatabases } from './NotionTodoDatabases.tsx'
import { notionProblem } from './notion-texts.ts'

/** The database that to-dos are mirrored to, if they are, with a choice of another. */
export function NotionMirrorTodos({ target, integration }: { target: Target; integration: Integration }) {
  const { account, remote } = useStore()
  const { todo_data_source: saved, ...others } = integration.settings
  const [picked, setPicked] = useState<string | null>(saved?.toLowerCase() ?? null)
  const [made, setMade] = useState<NotionDatabase[]>([])
  const [isMaking, setMaking] = useState(false)
  const save = useMutation({
    mutationFn: () =>
      saveIntegration(account, target.name, {
        settings: { ...others, ...(picked !== null && { todo_data_source: picked }) },
      }),
    onSuccess: () => remote.deliveriesChanged(),
  })
  const submit = (event: Event) => {
    event.preventDefault()
    if (!save.isPending) save.mutate()
  }
  const use = (database: NotionDatabase) => {
    setMade([database, ...made])
    setPicked(database.id)
  }
  const isChanged = picked !== (saved?.toLowerCase() ?? null)
  return (
    <section aria-labelledby="notion-todos">
      <h2 id="notion-todos">{t('notionMirror.todos')}</h2>
      <p>{t('notionMirror.todosWhat')}</p>
      <form class="form" noValidate onSubmit={submit}>
        <NotionTodoDatabases made={made} picked={picked} onPick={setPicked} onMake={() => setMaking(true)} />
        {isChanged && saved && <p class="note">{t('notionMirror.todosStay')}</p>}
        <FormProblem text={save.error && notionProblem(save.error)} />
        <div class="form-actions form-actions-start">
          <button type="submit" class="button" aria-disabled={save.isPending}>
            {t('notionMirror.saveTodos')}
          </button>
          <p role="status">{save.isSuccess && !isChanged && t('profile.saved')}</p>
        </div>
      </form>
      {isMaking && <NotionNewDatabase holds="todos" onMade={use} onClose={() => setMaking(false)} />}
    </section>
  )
}
