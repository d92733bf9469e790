// SPDX-License-Identifier: AGPL-3.0-or-later
// Options of queries to the server, for the query client.
import { ApiProblem } from '@rmirror/shared/api'
import { type Query, QueryClient, type QueryKey } from '@tanstack/preact-query'
import { type Account, againMs } from '../account/account.ts'
import { isAway } from './offline-pages.ts'

/** The options that useQuery and the client's methods take. */
export interface RemoteQuery<T> {
  queryKey: QueryKey
  queryFn: (context: { signal: AbortSignal }) => Promise<T>
  /** False while no user is signed in, or while a part of the key is unknown. */
  enabled: boolean
  staleTime?: number | (() => number)
  gcTime?: number
  structuralSharing?: boolean
}

/** One page of results of a list. */
export interface Piece<T> {
  items: T[]
  /** Cursor of the next results; null at the end. */
  next: string | null
}

/** The same for useInfiniteQuery: a list that is fetched in pieces. */
export interface RemotePieces<T> {
  queryKey: QueryKey
  queryFn: (context: { signal: AbortSignal; pageParam: string | null }) => Promise<Piece<T>>
  initialPageParam: string | null
  getNextPageParam: (last: Piece<T>) => string | null
  enabled: boolean
  staleTime: number
}

/** How long a list or picture is kept after it has left the screen. */
const keptMs = 5 * 60_000

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The API client retries by itself, and the change feed reports changes.
      queries: {
        retry: false,
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: keptMs,
        refetchOnWindowFocus: false,
        // On reconnect, fetch what could not be fetched. While shown, repeat what got no answer.
        refetchOnReconnect: true,
        refetchInterval: untilAnswered,
      },
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  })
}

/** Makes queries of the signed-in user; `about` begins with the kind of the answer. */
export interface Queries {
  readonly account: Account
  readonly client: QueryClient
  query<T>(about: (string | null)[], ask: RemoteQuery<T>['queryFn']): RemoteQuery<T>
  pieces<T>(about: string[], ask: (cursor: string | null, signal: AbortSignal) => Promise<Piece<T>>): RemotePieces<T>
  invalidate(...about: string[]): Promise<void>
}

/** The interval, in milliseconds, at which a shown query that failed is repeated; false if repeating is pointless. */
export function untilAnswered({ state: { error } }: Pick<Query, 'state'>): number | false {
  const isTooOften = error instanceof ApiProblem && error.status === 429
  return (isTooOften || isAway(error)) && againMs
}
