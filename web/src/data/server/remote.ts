// SPDX-License-Identifier: AGPL-3.0-or-later
// The server's data of the signed-in user, as queries: each is fetched once, stale data stays while a newer answer
// loads, and the change feed marks queries as stale. Kept in memory; what users read is also cached for offline use
// (offline-pages.ts).
import { computed, effect, signal } from '@preact/signals'
import {
  answerTo,
  type Change,
  fetchPage,
  fetchTranscriptions,
  fetchTree,
  type InkHashes,
  noTranscriptions,
  type PageDetail,
  type PagePlace,
  type PageWithImages,
  type ServerPage,
  type ServerPages,
  type Transcriptions,
  type Tree,
} from '@rmirror/shared/api'
import type { Query, QueryKey } from '@tanstack/preact-query'
import type { Account } from '../account/account.ts'
import { type Device, fetchDevices, fetchWaitingDevice, type WaitingDevice } from '../account/devices.ts'
import { fetchNotifications, type Notification, type Notifications, withRead } from '../account/notifications.ts'
import { fetchQuota, type Quota } from '../account/quota.ts'
import { fetchSessions, type Session } from '../account/sessions.ts'
import { fetchWaysIn, type WaysIn } from '../account/sign-up.ts'
import { fetchStoredPages, type StoredPages } from '../account/stored-pages.ts'
import { followChanges } from './change-feed.ts'
import { DebouncedByKind } from './debounced.ts'
import {
  type DeliveryProgress,
  fetchIntegrations,
  fetchProgress,
  fetchRecords,
  fetchTargets,
  type Integration,
  type RecordFilter,
  type Records,
  type Target,
} from './integrations.ts'
import { fetchNotionConnectOptions, fetchWorkspaces, type NotionConnectOptions, type Workspace } from './notion.ts'
import { fetchDatabases, type NotionDatabase } from './notion-databases.ts'
import type { OfflineCache } from './offline-cache.ts'
import { OfflinePages } from './offline-pages.ts'
import { limitPictureMemory } from './picture-memory-limit.ts'
import { fetchPictures, type SyncedPicture } from './pictures.ts'
import { isStale, staleQueriesOf } from './remote-changes.ts'
import { makeQueryClient, type PagedQuery, type RemoteQuery, type ResultPage, SignedOut } from './remote-query.ts'
import { fetchTodos, type ListedTodo, type Todo } from './todos.ts'

export class Remote implements ServerPages {
  readonly client = makeQueryClient()
  readonly account: Account
  /** Whose data this is. Changes only once the previous user's data is gone. */
  readonly user = signal<string | null>(null)
  /** Increases when pages or names changed on the server, so that a search may have other results. */
  readonly pageChanges = signal(0)
  /** null if nothing is stored between visits. */
  readonly offlinePages: OfflinePages | null
  /** Aborts requests made for the previous user. */
  #until = new AbortController()
  readonly #stopFollowingAccount: () => void
  /** Changes come one per item; these are handled at most once per interval. `progress` refetches the whole tree. */
  readonly #debounced = new DebouncedByKind({
    deliveries: [500, () => void this.deliveriesChanged()],
    firstSteps: [2000, () => void this.invalidate('first steps')],
    search: [2000, () => void this.pageChanges.value++],
    progress: [10_000, () => void this.invalidate('tree')],
  })

  constructor(account: Account, kept: OfflineCache | null = null) {
    this.account = account
    this.offlinePages = kept && new OfflinePages(account, kept, () => this.#refetchStale())
    this.client.mount()
    limitPictureMemory(this.client)
    const standing = computed(() => account.userId.value ?? account.state.value.kind)
    let before: string | undefined
    this.#stopFollowingAccount = effect(() => {
      const now = standing.value
      if (now === 'guest' && before !== undefined) this.offlinePages?.forget()
      before = now
      this.#changeTo(account.userId.peek(), now)
    })
  }

  /** Ends all requests and stops following the account and the server. The Remote can't be used afterwards. */
  close(): void {
    this.#stopFollowingAccount()
    this.#forget()
    this.user.value = null
    this.client.unmount()
  }

  #changeTo(user: string | null, standing: string): void {
    const isReading = this.user.peek() !== null
    // A user who reads cached data goes on reading while the session is restored, and after that succeeds.
    if (isReading && standing === 'opening') return
    if (isReading && user === this.user.peek()) void this.client.invalidateQueries()
    else this.#forget()
    this.user.value = user
    if (user === null) {
      if (standing === 'unreachable') void this.#readOffline()
      return
    }
    this.offlinePages?.begin(user)
    void this.#follow(user)
  }

  async #readOffline(): Promise<void> {
    const owner = (await this.offlinePages?.owner()) ?? null
    if (this.account.state.peek().kind === 'unreachable') this.user.value = owner
  }

  #refetchStale(): void {
    const isStale = ({ queryKey: [, ...about] }: Query) => this.offlinePages?.isStale(about as string[]) ?? false
    void this.client.invalidateQueries({ predicate: isStale })
  }

  tree(): RemoteQuery<Tree> {
    const ask = ({ signal }: { signal: AbortSignal }) => {
      const known = this.client.getQueryData<Tree>(this.keyOf('tree'))
      return fetchTree(this.account.api, signal, known)
    }
    // `fetchTree` returns the known object if nothing changed.
    return { ...this.query(['tree'], ask), structuralSharing: false }
  }

  /** The pages of a notebook, in order. Their `notebook_uuid` is the one asked for, as in `fetchPage`. */
  pages(notebook: string | null): RemoteQuery<ServerPage[]> {
    return this.query(['pages', notebook], async ({ signal }) => {
      const params = { path: { notebook_uuid: notebook ?? '' } }
      // The browser's HTTP cache would outlive the visit.
      const question = { params, signal, cache: 'no-store' } as const
      const { pages } = await answerTo(this.account.api.GET('/api/v1/notebooks/{notebook_uuid}', question))
      return pages.map((page) => ({ ...page, notebook_uuid: notebook ?? '' }))
    })
  }

  /** null: the server does not know this page. */
  pageAt(place: PagePlace | null): RemoteQuery<PageDetail | null> {
    const { notebook_uuid, page_uuid } = place ?? { notebook_uuid: null, page_uuid: null }
    return this.query(['page', notebook_uuid, page_uuid], async ({ signal }) =>
      place ? fetchPage(this.account.api, place, signal) : null,
    )
  }

  /** The key includes the page's images, so that new ones are fetched only if the page lists others. */
  picturesOf(page: PageWithImages | null): RemoteQuery<SyncedPicture[]> {
    const { notebook_uuid = null, page_uuid = null, ink_hash, is_image_current, images } = page ?? {}
    const { display_hash, is_display_current } = page ?? {}
    const look = page && JSON.stringify([ink_hash, is_image_current, images, display_hash, is_display_current])
    return this.query(['pictures', notebook_uuid, page_uuid, look], async ({ signal }) =>
      page ? fetchPictures(this.account, page, signal) : [],
    )
  }

  /** The change feed doesn't report it: refetched on mount. */
  quota(): RemoteQuery<Quota> {
    return { ...this.query(['quota'], ({ signal }) => fetchQuota(this.account, signal)), staleTime: 0 }
  }

  /** Takes over a quota that came with another answer. */
  setQuota(quota: Quota): void {
    if (this.user.peek() !== null) this.client.setQueryData(this.keyOf('quota'), quota)
  }

  /** Refetches the quota after it has changed by an unknown amount. */
  quotaChanged(): void {
    void this.invalidate('quota')
  }

  todos(state: 'open' | 'completed'): RemoteQuery<ListedTodo[]> {
    return this.query(['todos', state], ({ signal }) => fetchTodos(this.account, state, signal))
  }

  /** `count`: the number of newest notifications. */
  notifications(count: number): RemoteQuery<Notifications> {
    return this.query(['notifications', String(count)], ({ signal }) => fetchNotifications(this.account, count, signal))
  }

  /** The available targets; constant while the server runs. */
  targets(): RemoteQuery<Target[]> {
    return this.query(['targets'], ({ signal }) => fetchTargets(this.account, signal))
  }

  /** The integrations that are set up. */
  integrations(): RemoteQuery<Integration[]> {
    return this.query(['integrations'], ({ signal }) => fetchIntegrations(this.account, signal))
  }

  /** The change feed doesn't report it: the screen polls it. */
  progress(target: string): RemoteQuery<DeliveryProgress> {
    return this.query(['progress', target], ({ signal }) => fetchProgress(this.account, target, signal))
  }

  /** `max`: the number of newest records. */
  records(filter: RecordFilter, max: number): RemoteQuery<Records> {
    const about = ['records', JSON.stringify(filter), String(max)]
    return this.query(about, ({ signal }) => fetchRecords(this.account, filter, max, signal))
  }

  /** The connected Notion workspaces. The change feed doesn't report them: refetched on mount. */
  workspaces(): RemoteQuery<Workspace[]> {
    return { ...this.query(['workspaces'], ({ signal }) => fetchWorkspaces(this.account, signal)), staleTime: 0 }
  }

  /** Constant while the server runs. */
  notionConnectOptions(): RemoteQuery<NotionConnectOptions> {
    return this.query(['notion ways'], ({ signal }) => fetchNotionConnectOptions(this.account, signal))
  }

  /** Databases of the oldest workspace, as Notion lists them; refetched on mount. */
  notionDatabases(): PagedQuery<NotionDatabase> {
    return this.pagedQuery(['notion databases'], (cursor, signal) => fetchDatabases(this.account, cursor, signal))
  }

  /** The change feed doesn't report them: refetched on mount. */
  devices(): RemoteQuery<Device[]> {
    return { ...this.query(['devices'], ({ signal }) => fetchDevices(this.account, signal)), staleTime: 0 }
  }

  /** The change feed doesn't report it: refetched on mount. */
  storedPages(): RemoteQuery<StoredPages> {
    return { ...this.query(['stored-pages'], ({ signal }) => fetchStoredPages(this.account, signal)), staleTime: 0 }
  }

  async storedPagesChanged(): Promise<void> {
    await this.invalidate('stored-pages')
  }

  /** This browser's session first. The change feed doesn't report them: refetched on mount. */
  sessions(): RemoteQuery<Session[]> {
    return { ...this.query(['sessions'], ({ signal }) => fetchSessions(this.account, signal)), staleTime: 0 }
  }

  /** For guests, so it's enabled without a user. */
  waysIn(): RemoteQuery<WaysIn> {
    const ask = ({ signal }: { signal: AbortSignal }) => fetchWaysIn(this.account, signal)
    return { queryKey: this.keyOf('ways in'), queryFn: ask, enabled: true, staleTime: 0, gcTime: 0 }
  }

  /** The device that shows this code. Rejects with an ApiProblem of status 404 if there is none. */
  waitingDevice(code: string | null): RemoteQuery<WaitingDevice> {
    const ask = ({ signal }: { signal: AbortSignal }) => fetchWaitingDevice(this.account, code ?? '', signal)
    return { ...this.query(['waiting device', code], ask), staleTime: 0, gcTime: 0 }
  }

  pagesOf(notebook: string): Promise<ServerPage[]> {
    return this.#answerTo(this.pages(notebook))
  }

  page(place: PagePlace): Promise<PageDetail | null> {
    return this.#answerTo(this.pageAt(place))
  }

  async pictures(place: PagePlace): Promise<SyncedPicture[]> {
    const page = await this.page(place)
    return page ? this.#answerTo(this.picturesOf(page)) : []
  }

  /**
   * Transcriptions of those pages of the notebook whose ink is the same here as on the server, and which of them are
   * still waiting.
   */
  async readPages(notebook: string, here: InkHashes, signal: AbortSignal): Promise<Transcriptions> {
    if (this.user.peek() === null) return noTranscriptions
    const { items } = await this.#answerTo(this.tree())
    const isKnown = items.some(({ notebook_uuid }) => notebook_uuid === notebook)
    return isKnown ? fetchTranscriptions(this, notebook, here, signal) : noTranscriptions
  }

  /** Refreshes a page after a change that was made here and sent to the server. */
  async pageChanged(place: PagePlace): Promise<void> {
    await Promise.all([
      this.invalidate('page', place.notebook_uuid, place.page_uuid),
      this.invalidate('pages', place.notebook_uuid),
      this.invalidate('cover', place.notebook_uuid),
    ])
  }

  /**
   * Updates these to-dos in all cached lists and pages: the server has accepted the change, but its feed hasn't
   * reported it yet.
   */
  todosChanged(ids: ReadonlySet<string>, is_completed: boolean): void {
    const noted = <T extends Todo>(todo: T): T => (ids.has(todo.id) ? { ...todo, is_completed } : todo)
    this.client.setQueriesData<ListedTodo[]>({ queryKey: this.keyOf('todos') }, (todos) => todos?.map(noted))
    this.client.setQueriesData<PageDetail | null>(
      { queryKey: this.keyOf('page') },
      (page) => page && { ...page, todos: page.todos.map(noted) },
    )
  }

  /** Marks notifications as read in the cache. The server has stored it, and notifies other browsers. */
  notificationsRead(isMeant: (notification: Notification) => boolean): void {
    this.client.setQueriesData<Notifications>(
      { queryKey: this.keyOf('notifications') },
      (known) => known && withRead(known, isMeant),
    )
  }

  /** Refreshes integrations and their records, after one was changed here or delivered something. */
  async deliveriesChanged(): Promise<void> {
    await Promise.all(['integrations', 'records', 'deleted notebooks'].map((what) => this.invalidate(what)))
  }

  /** Removes a revoked device from the cache, because the change feed doesn't report devices. */
  deviceRevoked({ id }: Pick<Device, 'id'>): void {
    this.client.setQueryData<Device[]>(this.keyOf('devices'), (devices) => devices?.filter((each) => each.id !== id))
  }

  /** Keeps only the sessions in the cache for which `stays` is true; the others were signed out. */
  sessionsLeft(stays: (session: Session) => boolean): void {
    this.client.setQueryData<Session[]>(this.keyOf('sessions'), (sessions) => sessions?.filter(stays))
  }

  /** A new password signs out other browsers, and may revoke devices. */
  async passwordChanged(): Promise<void> {
    await Promise.all([this.invalidate('sessions'), this.invalidate('devices')])
  }

  /** Marks queries whose keys begin with these parts as stale; those on the screen are refetched. */
  invalidate(...about: string[]): Promise<void> {
    return this.client.invalidateQueries({ queryKey: this.keyOf(...about) })
  }

  keyOf(...about: (string | null)[]): QueryKey {
    return [this.user.value, ...about]
  }

  /** Like `query`, for a list that the server returns in pieces; refetched on mount. */
  pagedQuery<T>(
    about: string[],
    ask: (cursor: string | null, signal: AbortSignal) => Promise<ResultPage<T>>,
  ): PagedQuery<T> {
    return {
      queryKey: this.keyOf(...about),
      queryFn: ({ signal, pageParam }) => ask(pageParam, signal),
      initialPageParam: null,
      getNextPageParam: ({ next }) => next,
      enabled: this.user.value !== null,
      staleTime: 0,
    }
  }

  /**
   * Options of a query by the signed-in user; disabled without one, or while a part of `about` is null. Kinds that
   * users read fall back to the offline cache.
   */
  query<T>(about: (string | null)[], ask: RemoteQuery<T>['queryFn']): RemoteQuery<T> {
    const user = this.user.value
    const enabled = user !== null && !about.includes(null)
    const asked = { queryKey: this.keyOf(...about), queryFn: ask, enabled }
    const { offlinePages } = this
    if (!enabled || !offlinePages?.keeps(about)) return asked
    const staleTime = () => (offlinePages.isStale(about) ? 0 : Number.POSITIVE_INFINITY)
    return { ...asked, staleTime, queryFn: (context) => offlinePages.answer(user, about, () => ask(context)) }
  }

  async #answerTo<T>(query: RemoteQuery<T>): Promise<T> {
    if (!query.enabled) throw new SignedOut()
    const { signal } = this.#until
    try {
      return await this.client.fetchQuery(query)
    } catch (error) {
      if (signal.aborted) throw new SignedOut('The user signed out', { cause: error })
      throw error
    }
  }

  async #follow(user: string): Promise<void> {
    const { signal } = this.#until
    const api = this.account.patientApi
    const load = async () => (await this.client.fetchQuery({ ...this.tree(), staleTime: 0 })).cursor
    const onChanges = (news: Change[]) => this.#hear(user, news)
    const isStale = ({ queryKey: [, what] }: Query) => what !== 'tree' && what !== 'pictures'
    const onCursorExpired = () => void this.client.invalidateQueries({ predicate: isStale })
    await followChanges({ api, signal, load, onChanges, onCursorExpired })
  }

  #hear(user: string, news: Change[]): void {
    const touched = staleQueriesOf(news, user, this.client.getQueryData<Tree>([user, 'tree']))
    this.offlinePages?.reached()
    void this.client.invalidateQueries({ predicate: (query) => isStale(query, touched) })
    this.#debounced.ask(touched)
  }

  #forget(): void {
    this.#debounced.cancel()
    this.#until.abort()
    this.#until = new AbortController()
    void this.client.cancelQueries()
    this.client.clear()
  }
}
