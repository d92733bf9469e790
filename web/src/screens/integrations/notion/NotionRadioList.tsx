// SPDX-License-Identifier: AGPL-3.0-or-later
import { useId } from 'preact/hooks'
import { Icon, type IconName } from '../../../components/controls/Icon.tsx'
import { type Held, missingFor, type NotionDatabase } from '../../../data/server/notion-databases.ts'
import { formatAge, t } from '../../../i18n/index.ts'
import { conflictText, lackText } from './notion-texts.ts'

interface Pick {
  id: string
  title: string
  /** An emoji, or empty. */
  icon: string
  last_edited_time: string | null
  /** Why it can't be picked; null or undefined: it can. */
  problem?: string | null
  /** What to know before picking it. */
  note?: string | null
}

/** A database as an item of the list, checked for what it is to hold. */
export function pickOf(database: NotionDatabase, holds: Held): Pick {
  const missing = missingFor(holds, database)
  return { ...database, problem: conflictText(missing), note: lackText(missing) }
}

interface NotionPicksProps {
  /** Name of the radio group. */
  name: string
  items: Pick[]
  picked: string | null
  /** Icon of items without an emoji. */
  defaultIcon?: IconName
  onPick: (id: string) => void
}

/** Notion pages or databases, to pick one. */
export function NotionRadioList({ name, items, picked, defaultIcon = 'page', onPick }: NotionPicksProps) {
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
            {item.icon ? <span aria-hidden="true">{item.icon}</span> : <Icon name={defaultIcon} />}
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

/** Button that loads the next part of the list; renders nothing at its end. */
export function MorePicks({ list }: { list: List }) {
  const { hasNextPage, isFetching, fetchNextPage } = list
  if (!hasNextPage) return null
  return (
    <button type="button" class="button" aria-disabled={isFetching} onClick={() => !isFetching && void fetchNextPage()}>
      {t('search.more')}
    </button>
  )
}
