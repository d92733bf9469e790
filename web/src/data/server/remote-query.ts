// SPDX-License-Identifier: AGPL-3.0-or-later
// Options of queries to the server, for the query client.
import { ApiProblem } from '@rmirror/shared/api'
import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  type Query,
  QueryClient,
  type QueryKey,
} from '@tanstack/preact-query'
import { type Account, retryIntervalMs } from '../account/account.ts'
import { isServerUnreachable } from './offline-pages.ts'

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

/** Rejection of a query whose user signed out. */
export class SignedOut extends Error {
  override name = 'SignedOut'
}

/** One page of results of a list. */
export interface ResultPage<T> {
  items: T[]
  /** Cursor of the next results; null at the end. */
  next: string | null
}

/** The same for useInfiniteQuery: a list that is fetched in pieces. */
export interface PagedQuery<T> {
  queryKey: QueryKey
  queryFn: (context: { signal: AbortSignal; pageParam: string | null }) => Promise<ResultPage<T>>
  initialPageParam: string | null
  getNextPageParam: (last: ResultPage<T>) => string | null
  enabled: boolean
  staleTime: number
}

/** How long a list or picture is kept after it has left the screen. */
const keptMs = 5 * 60_000

class Client extends QueryClient {
  /**
   * The library doesn't restart a fetch while the query has no data, so its answer may be from before the change. It's
   * fetched once more then, which the returned promise doesn't wait for.
   */
  override invalidateQueries<K extends QueryKey>(
    filters?: InvalidateQueryFilters<K>,
    options?: InvalidateOptions,
  ): Promise<void> {
    const inFlight = this.getQueryCache().findAll({ ...filters, fetchStatus: 'fetching' })
    const begunBefore = inFlight.filter(({ state }) => state.data === undefined)
    const refetched = super.invalidateQueries(filters, options)
    for (const query of begunBefore) {
      const again = () => {
        // After several changes, the first of these calls fetches it for all of them.
        if (query.state.fetchStatus === 'idle') void super.invalidateQueries({ predicate: (each) => each === query })
      }
      query.promise?.then(again, () => {})
    }
    return refetched
  }
}

export function makeQueryClient(): QueryClient {
  return new Client({
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
        refetchInterval: retryIntervalOf,
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
  pagedQuery<T>(
    about: string[],
    ask: (cursor: string | null, signal: AbortSignal) => Promise<ResultPage<T>>,
  ): PagedQuery<T>
  invalidate(...about: string[]): Promise<void>
}

/** The interval, in milliseconds, at which a shown query that failed is repeated; false if repeating is pointless. */
function retryIntervalOf({ state: { error } }: Pick<Query, 'state'>): number | false {
  const isTooOften = error instanceof ApiProblem && error.status === 429
  return (isTooOften || isServerUnreachable(error)) && retryIntervalMs
}
