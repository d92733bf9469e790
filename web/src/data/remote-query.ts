// SPDX-License-Identifier: AGPL-3.0-or-later
// What is asked of the server, for the query client.
import { ApiProblem } from '@rmirror/shared/api'
import type { Query, QueryKey } from '@tanstack/preact-query'
import { againMs } from './account.ts'
import { isAway } from './kept-reading.ts'
import type { Piece } from './notion-databases.ts'

/** What useQuery and the client's own methods are given. */
export interface RemoteQuery<T> {
  queryKey: QueryKey
  queryFn: (context: { signal: AbortSignal }) => Promise<T>
  /** False while nobody is signed in, or what is asked for isn't known yet. */
  enabled: boolean
  staleTime?: number | (() => number)
  gcTime?: number
  structuralSharing?: boolean
}

/** The same for useInfiniteQuery: a list that is read a piece at a time. */
export interface RemotePieces<T> {
  queryKey: QueryKey
  queryFn: (context: { signal: AbortSignal; pageParam: string | null }) => Promise<Piece<T>>
  initialPageParam: string | null
  getNextPageParam: (last: Piece<T>) => string | null
  enabled: boolean
  staleTime: number
}

/** After how many milliseconds a query that a screen shows is asked again: false where that would change nothing. */
export function untilAnswered({ state: { error } }: Pick<Query, 'state'>): number | false {
  const isTooOften = error instanceof ApiProblem && error.status === 429
  return (isTooOften || isAway(error)) && againMs
}
