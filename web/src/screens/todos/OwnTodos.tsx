// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { displayName } from '../../components/controls/display-name.ts'
import { findOwnTodos, type OwnTodo } from '../../data/own-key/own-todos.ts'
import { useStore } from '../../data/store.ts'
import { guestNotes } from '../../data/workspace/guest-notes.ts'
import { t } from '../../i18n/index.ts'

/** To-dos in texts that are in this browser alone; renders nothing if there are none. */
export function OwnTodos() {
  const todos = useOwnTodos()
  if (todos.length === 0) return null
  return (
    <section class="own-todos" aria-labelledby="own-todos">
      <h2 id="own-todos" class="todo-group-name">
        {t('ownTodos.title')}
      </h2>
      <ul class="todo-list" aria-labelledby="own-todos">
        {todos.map(({ text, notebook_uuid, name, page }, position) => (
          <li key={position} class="todo own-todo">
            <span>{text}</span>
            {page === null ? (
              <Link class="todo-place" href={`/notebooks/${notebook_uuid}`}>
                {displayName(name || t('notes.untitled'))}
              </Link>
            ) : (
              <Link class="todo-place" href={`/notebooks/${notebook_uuid}/pages/${page}`}>
                {displayName(name)}, {t('page.number', { number: page })}
              </Link>
            )}
          </li>
        ))}
      </ul>
      <p class="quiet">{t('ownTodos.hint')}</p>
    </section>
  )
}

function useOwnTodos(): OwnTodo[] {
  const { library, pageTexts, ownKeyTranscription, shelf } = useStore()
  const corrected = pageTexts.corrected.value
  const [todos, setTodos] = useState<OwnTodo[]>([])
  const [notebooks, texts, synced] = [library.notebooks.value, ownKeyTranscription.texts.value, shelf.notebooks.value]
  const notes = guestNotes.value
  useEffect(() => {
    const looking = new AbortController()
    const isSynced = (uuid: string) => synced.has(uuid)
    findOwnTodos({ library, own: pageTexts, notes, isSynced }, looking.signal).then(setTodos, () => {})
    return () => looking.abort()
  }, [notebooks, texts, corrected, notes, synced])
  return todos
}
