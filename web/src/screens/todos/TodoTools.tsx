// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { type Preferences, prefer, preferences } from '../../data/library/preferences.ts'
import { type Todo, tickTodos } from '../../data/server/todos.ts'
import { useStore } from '../../data/store.ts'
import { type TextKey, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import type { TodoSelection } from './todo-selection.ts'

interface TodoToolsProps {
  todos: readonly Todo[]
  selection: TodoSelection
  onDone: ((todos: readonly Todo[]) => void) | undefined
}

/** Grouping of the list or, in selection mode, the actions for the selected to-dos. */
export function TodoTools({ todos, selection, onDone }: TodoToolsProps) {
  if (selection.ids.value) return <SelectionBar todos={todos} selection={selection} onDone={onDone} />
  return (
    <div class="todo-tools">
      <GroupButtons />
      <button type="button" class="button" onClick={() => selection.begin()}>
        {t('select.start')}
      </button>
    </div>
  )
}

const groupTexts: Record<Preferences['todosBy'], TextKey> = { notebook: 'todos.byNotebook', date: 'todos.byDate' }

function GroupButtons() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and these are buttons.
    <div role="group" class="view-buttons" aria-label={t('todos.group')}>
      {(Object.keys(groupTexts) as Preferences['todosBy'][]).map((todosBy) => (
        <button
          key={todosBy}
          type="button"
          class="button"
          aria-pressed={preferences.value.todosBy === todosBy}
          onClick={() => prefer({ todosBy })}
        >
          {t(groupTexts[todosBy])}
        </button>
      ))}
    </div>
  )
}

function SelectionBar({ todos, selection, onDone }: TodoToolsProps) {
  const { account, remote } = useStore()
  const selected = selection.ids.value
  // Selected to-dos may have been completed elsewhere by now.
  const chosen = todos.filter(({ id }) => selected?.has(id))
  const mark = useMutation({
    mutationFn: async () => {
      const done: Todo[] = []
      try {
        await tickTodos(account, chosen, true, (changed) => {
          done.push(...chosen.filter(({ id }) => changed.has(id)))
          remote.todosChanged(changed, true)
        })
      } finally {
        // Also after a failure, so that what was saved before it can be undone.
        if (done.length > 0) onDone?.(done)
      }
    },
    onSuccess: () => selection.end(),
  })
  return (
    <section class="selection-bar todo-bar" aria-label={t('select.label')}>
      <p role="status">{t('todos.selected', { count: chosen.length })}</p>
      <button type="button" class="button" onClick={() => selection.all(todos.map(({ id }) => id))}>
        {t('select.all')}
      </button>
      <button
        type="button"
        class="button button-primary"
        aria-disabled={chosen.length === 0 || mark.isPending}
        onClick={() => chosen.length > 0 && !mark.isPending && mark.mutate()}
      >
        <Icon name="check" />
        <span>{t('todos.mark', { count: chosen.length })}</span>
      </button>
      <button type="button" class="button button-icon" aria-label={t('select.end')} onClick={() => selection.end()}>
        <Icon name="close" />
      </button>
      <FormProblem text={mark.error && serverText(mark.error)} />
    </section>
  )
}
