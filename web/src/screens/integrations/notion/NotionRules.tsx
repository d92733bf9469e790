// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Integration, Target } from '../../../data/server/integrations.ts'
import { distinct, missingFor, type NotionDatabase } from '../../../data/server/notion-databases.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { RulesSection } from '../RulesSection.tsx'
import type { ListedPlaces } from '../rules/places.ts'
import { NotionAddProperties } from './NotionAddProperties.tsx'
import { conflictText, notionProblem } from './notion-texts.ts'

/** Rules for notebooks in Notion. Each can choose a database, which gets the properties that it lacks. */
export function NotionRules({ target, integration }: { target: Target; integration: Integration }) {
  const [lacking, setLacking] = useState<{ database: NotionDatabase; use: () => void } | null>(null)
  const { databases, ...places } = usePlacesInNotion()
  const prepare = (id: string, use: () => void) => {
    const database = databases.find((each) => each.id === id)
    if (database && missingFor('notebooks', database).length > 0) setLacking({ database, use })
    else use()
  }
  return (
    <>
      <RulesSection target={target} integration={integration} listed={{ ...places, prepare }} />
      {lacking && (
        <NotionAddProperties
          database={lacking.database}
          holds="notebooks"
          onDone={lacking.use}
          onClose={() => setLacking(null)}
        />
      )}
    </>
  )
}

/** Without databases whose properties stand in the way. */
function usePlacesInNotion(): ListedPlaces & { databases: NotionDatabase[] } {
  const { remote } = useStore()
  const [isAsked, setAsked] = useState(false)
  const { data, error, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery(remote.notionDatabases())
  const listed = distinct(data?.pages.flatMap(({ items }) => items) ?? [])
  const databases = listed.filter((each) => conflictText(missingFor('notebooks', each)) === null)
  const options = databases.map(({ id, title }) => ({ value: id, label: title || t('notion.untitled') }))
  const list = () => {
    if (isFetching) return
    setAsked(true)
    // One more piece of the list, or once it is whole all of it again.
    void (hasNextPage ? fetchNextPage() : refetch())
  }
  const said = error ? notionProblem(error) : t('options.listed', { count: options.length })
  return {
    ...{ label: t('notionMirror.database'), databases, options, isBusy: isFetching, list },
    said: isAsked && !isFetching ? { text: said, detail: null } : null,
    textOf: (place) => options.find(({ value }) => value === place)?.label ?? t('options.chosen'),
  }
}
