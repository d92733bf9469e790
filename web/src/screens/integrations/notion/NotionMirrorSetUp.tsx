// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { type Choice, saveIntegration, type Target } from '../../../data/server/integrations.ts'
import type { Held, NotionDatabase } from '../../../data/server/notion-databases.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { isNothing, PickedChoice } from '../PickedChoice.tsx'
import { PreviewOf } from '../PreviewOf.tsx'
import { NotionDatabases } from './NotionDatabases.tsx'
import { defaultFlags, flagSettings, NotionFlagFields } from './NotionMirrorFlag.tsx'
import { NotionNewDatabase } from './NotionNewDatabase.tsx'
import { NotionTodoDatabases } from './NotionTodoDatabases.tsx'
import { notionProblem } from './notion-texts.ts'

/** Set-up of the mirror: its database, which is picked or created, and what is delivered there. */
export function NotionMirrorSetUp({ target }: { target: Target }) {
  const { account, remote } = useStore()
  // Databases that were just created here: Notion's search lists them only after a while.
  const [made, setMade] = useState<NotionDatabase[]>([])
  const [picked, setPicked] = useState<string | null>(null)
  const [todos, setTodos] = useState<string | null>(null)
  const [flags, setFlags] = useState(defaultFlags(target))
  const [choice, setChoice] = useState<Choice | null>(null)
  const [isTried, setTried] = useState(false)
  const [making, setMaking] = useState<Held | null>(null)
  const settings = { ...flagSettings(flags), ...(todos !== null && { todo_data_source: todos }) }
  const start = useMutation({
    mutationFn: (data_source: string) =>
      saveIntegration(account, target.name, {
        settings: { data_source, ...settings },
        ...{ choice, is_enabled: true },
      }),
    onSuccess: async () => {
      await remote.deliveriesChanged()
      // The form has unmounted, and lost the focus.
      document.getElementById('notion-mirror')?.focus()
    },
  })
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (picked !== null && !isNothing(choice) && !start.isPending) start.mutate(picked)
  }
  const use = (database: NotionDatabase) => {
    setMade([database, ...made])
    if (making === 'todos') setTodos(database.id)
    else setPicked(database.id)
  }
  return (
    <>
      <p>{t('notionMirror.what')}</p>
      <form class="form" noValidate onSubmit={submit}>
        <NotionDatabases
          made={made}
          picked={picked}
          problem={isTried && picked === null ? t('notionMirror.pickFirst') : null}
          onPick={setPicked}
          onMake={() => setMaking('notebooks')}
        />
        <NotionTodoDatabases made={made} picked={todos} onPick={setTodos} onMake={() => setMaking('todos')} isBeside />
        <PickedChoice
          choice={choice}
          problem={isTried && isNothing(choice) ? t('choice.nothing') : null}
          onChange={setChoice}
        />
        <NotionFlagFields target={target} set={flags} onChange={setFlags} />
        <PreviewOf target={target} choice={choice} settings={settings} />
        <FormProblem text={start.error && notionProblem(start.error)} />
        <div class="form-actions form-actions-start">
          <button type="submit" class="button button-primary" aria-disabled={start.isPending}>
            {t('notionMirror.start')}
          </button>
        </div>
      </form>
      {making && <NotionNewDatabase holds={making} onMade={use} onClose={() => setMaking(null)} />}
    </>
  )
}
