// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PageDetail } from '@rmirror/shared/api'
import { NotesSection } from '../../components/notes/NotesSection.tsx'
import { useRights } from '../../data/people/rights.ts'
import { t } from '../../i18n/index.ts'
import { RemoteLinks } from '../deliveries/RemoteLinks.tsx'
import { useRemoteLinks } from '../deliveries/remote-links.ts'
import { TickableTodo } from '../todos/TickableTodo.tsx'

/** The page's to-dos, handwritten or typed. */
export function PageTodos({ page: { notebook_uuid, page_uuid, todos } }: { page: PageDetail }) {
  const { isOthers } = useRights()
  const exportPathsOf = useRemoteLinks(isOthers ? null : { notebook_uuid, page_uuid })
  return (
    <NotesSection title={t('todos.title')}>
      <ul class="todo-list">
        {todos.map((todo) => (
          <TickableTodo key={todo.id} todo={todo}>
            <RemoteLinks places={exportPathsOf(todo.id)} />
          </TickableTodo>
        ))}
      </ul>
    </NotesSection>
  )
}
