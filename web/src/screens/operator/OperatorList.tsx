// SPDX-License-Identifier: AGPL-3.0-or-later
import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import type { PagedQuery } from '../../data/server/remote-query.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

interface OperatorListProps<Item> {
  query: PagedQuery<Item>
  /** Shown for an empty list. */
  none: string
  children: (items: Item[]) => ComponentChildren
}

/** A list that is fetched in pieces: while it loads, if that fails, if it is empty, and a button for the next piece. */
export function OperatorList<Item>({ query, none, children }: OperatorListProps<Item>) {
  const list = useInfiniteQuery(query)
  const items = list.data?.pages.flatMap((page) => page.items)
  if (!items) {
    return <LoadingOrError problem={list.error && serverText(list.error)} onRetry={() => void list.refetch()} />
  }
  return (
    <>
      {items.length === 0 ? <p class="nothing">{none}</p> : children(items)}
      <More list={list} />
    </>
  )
}

function More({ list }: { list: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'fetchNextPage'> }) {
  if (!list.hasNextPage) return null
  return (
    <button type="button" class="button section-action" onClick={() => void list.fetchNextPage()}>
      {t('operator.more')}
    </button>
  )
}
