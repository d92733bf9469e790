// SPDX-License-Identifier: AGPL-3.0-or-later
import { useId } from 'preact/hooks'
import { Icon, type IconName } from '../components/Icon.tsx'
import { type Held, missingFor, type NotionDatabase } from '../data/notion-databases.ts'
import { formatAge, t } from '../i18n/index.ts'
import { conflictText, lackText } from './notion-texts.ts'

interface Pick {
  id: string
  title: string
  /** An emoji, or nothing. */
  icon: string
  last_edited_time: string | null
  /** Why it can't be picked. */
  problem?: string | null
  /** What to know before it is picked. */
  note?: string | null
}

/** A database, for what it is to hold. */
export function pickOf(database: NotionDatabase, holds: Held): Pick {
  const missing = missingFor(holds, database)
  return { ...database, problem: conflictText(missing), note: lackText(missing) }
}

interface NotionPicksProps {
  /** Of the group. */
  name: string
  items: Pick[]
  picked: string | null
  /** Of those without an emoji. */
  usual?: IconName
  onPick: (id: string) => void
}

/** Pages or databases of Notion, of which one is picked. */
export function NotionPicks({ name, items, picked, usual = 'page', onPick }: NotionPicksProps) {
  const id = useId()
  return (
    <ul class="notion-picks">
      {items.map((item) => (
        <li key={item.id}>
          <label>
            <input
              type="radio"
              name={name}
              checked={picked === item.id}
              disabled={Boolean(item.problem)}
              aria-describedby={`${id}-${item.id}`}
              onChange={() => onPick(item.id)}
            />
            {item.icon ? <span aria-hidden="true">{item.icon}</span> : <Icon name={usual} />}
            <span>{item.title || t('notion.untitled')}</span>
          </label>
          <p id={`${id}-${item.id}`} class="quiet">
            {item.problem ??
              item.note ??
              (item.last_edited_time &&
                t('notionMirror.edited', { when: formatAge(Date.parse(item.last_edited_time)) }))}
          </p>
        </li>
      ))}
    </ul>
  )
}

interface List {
  hasNextPage: boolean
  isFetching: boolean
  fetchNextPage: () => Promise<unknown>
}

/** The next piece of the list, where there is one. */
export function MorePicks({ list }: { list: List }) {
  const { hasNextPage, isFetching, fetchNextPage } = list
  if (!hasNextPage) return null
  return (
    <button type="button" class="button" aria-disabled={isFetching} onClick={() => !isFetching && void fetchNextPage()}>
      {t('search.more')}
    </button>
  )
}
