// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server knows of whoever is signed in, as queries: each fact is asked for once, what was there stays while a
// newer answer comes, and what changes on the server is asked for again. In memory, and what people read is kept.
import { computed, effect, signal } from '@preact/signals'
import {
  answerTo,
  type Change,
  fetchPage,
  fetchTree,
  type InkHashes,
  noPagesRead,
  type PageDetail,
  type PagePlace,
  type PagesAtServer,
  type PageWithImages,
  type ReadPages,
  readPages,
  type ServerPage,
  type Tree,
} from '@rmirror/shared/api'
import { type Query, QueryClient, type QueryKey } from '@tanstack/preact-query'
import type { Account } from './account.ts'
import { type Device, fetchDevices, fetchWaitingDevice, type WaitingDevice } from './devices.ts'
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
import type { KeptAnswers } from './kept-answers.ts'
import { KeptReading } from './kept-reading.ts'
import { hearNews } from './news.ts'
import { fetchNotifications, type Notification, type Notifications, withRead } from './notifications.ts'
import { fetchNotionWays, fetchWorkspaces, type NotionWays, type Workspace } from './notion.ts'
import { fetchDatabases, type NotionDatabase, type Piece } from './notion-databases.ts'
import { boundPictures } from './picture-bound.ts'
import { fetchPictures, type SyncedPicture } from './pictures.ts'
import { fetchQuota, type Quota } from './quota.ts'
import { isTouched, touchedBy } from './remote-changes.ts'
import { type RemotePieces, type RemoteQuery, untilAnswered } from './remote-query.ts'
import { fetchSessions, type Session } from './sessions.ts'
import { fetchSignUpMode, type SignUpMode } from './sign-up.ts'
import { Soon } from './soon.ts'
import { fetchStoredPages, type StoredPages } from './stored-pages.ts'
import { fetchTodos, type ListedTodo, type Todo } from './todos.ts'

/** Why a query has no answer: whoever it was for signed out. */
export class SignedOut extends Error {
  override name = 'SignedOut'
}

/** A list, or a picture, that no screen shows is kept for so long. */
const keptMs = 5 * 60_000

/**
 * A change comes with each item: who shows how all of it stands asks no more often than this. How far notebooks are comes
 * with the whole tree.
 */
const soonMs = { deliveries: 500, firstSteps: 2000, progress: 10_000 }

export class Remote implements PagesAtServer {
  readonly client = new QueryClient({
    defaultOptions: {
      // The client of the API asks again by itself, and changes are told.
      queries: {
        retry: false,
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: keptMs,
        refetchOnWindowFocus: false,
        // What could not be asked for is, and what got no answer is asked again while it is shown.
        refetchOnReconnect: true,
        refetchInterval: untilAnswered,
      },
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  })
  readonly account: Account
  /** Whose facts these are; changes once nothing of the one before is left. */
  readonly user = signal<string | null>(null)
  /** Absent where nothing is kept between visits. */
  readonly kept: KeptReading | null
  /** Ends what was asked for whoever was signed in before. */
  #until = new AbortController()
  readonly #deliveries = new Soon(soonMs.deliveries, () => void this.deliveriesChanged())
  readonly #steps = new Soon(soonMs.firstSteps, () => void this.invalidate('first steps'))
  readonly #progress = new Soon(soonMs.progress, () => void this.invalidate('tree'))

  constructor(account: Account, kept: KeptAnswers | null = null) {
    this.account = account
    this.kept = kept && new KeptReading(account, kept, () => this.#askOldAnew())
    this.client.mount()
    boundPictures(this.client)
    const standing = computed(() => account.userId.value ?? account.state.value.kind)
    let before: string | undefined
    effect(() => {
      const now = standing.value
      if (now === 'guest' && before !== undefined) this.kept?.forget()
      before = now
      this.#changeTo(account.userId.peek(), now)
    })
  }

  #changeTo(user: string | null, standing: string): void {
    const isReading = this.user.peek() !== null
    // Who reads what was kept reads on while the server is asked again, and once it answers.
    if (isReading && standing === 'opening') return
    if (isReading && user === this.user.peek()) void this.client.invalidateQueries()
    else this.#forget()
    this.user.value = user
    if (user === null) {
      if (standing === 'unreachable') void this.#readKept()
      return
    }
    this.kept?.begin(user)
    void this.#follow(user)
  }

  async #readKept(): Promise<void> {
    const owner = (await this.kept?.owner()) ?? null
    if (this.account.state.peek().kind === 'unreachable') this.user.value = owner
  }

  #askOldAnew(): void {
    const isOld = ({ queryKey: [, ...about] }: Query) => this.kept?.isOld(about as string[]) ?? false
    void this.client.invalidateQueries({ predicate: isOld })
  }

  tree(): RemoteQuery<Tree> {
    const ask = ({ signal }: { signal: AbortSignal }) => {
      const known = this.client.getQueryData<Tree>(this.keyOf('tree'))
      return fetchTree(this.account.api, signal, known)
    }
    // An unchanged tree is the same object already.
    return { ...this.query(['tree'], ask), structuralSharing: false }
  }

  /** Of a notebook, in their order. */
  pages(notebook: string | null): RemoteQuery<ServerPage[]> {
    return this.query(['pages', notebook], async ({ signal }) => {
      const params = { path: { notebook_uuid: notebook ?? '' } }
      // The browser's own store of answers would outlive the visit.
      const question = { params, signal, cache: 'no-store' } as const
      return (await answerTo(this.account.api.GET('/api/v1/notebooks/{notebook_uuid}', question))).pages
    })
  }

  /** null: the server does not know this page. */
  pageAt(place: PagePlace | null): RemoteQuery<PageDetail | null> {
    const { notebook_uuid, page_uuid } = place ?? { notebook_uuid: null, page_uuid: null }
    return this.query(['page', notebook_uuid, page_uuid], async ({ signal }) =>
      place ? fetchPage(this.account.api, place, signal) : null,
    )
  }

  /** Others are asked for only when the page says that there are others. */
  picturesOf(page: PageWithImages | null): RemoteQuery<SyncedPicture[]> {
    const { notebook_uuid = null, page_uuid = null, ink_hash, is_image_current, images } = page ?? {}
    const { display_hash, is_display_current } = page ?? {}
    const look = page && JSON.stringify([ink_hash, is_image_current, images, display_hash, is_display_current])
    return this.query(['pictures', notebook_uuid, page_uuid, look], async ({ signal }) =>
      page ? fetchPictures(this.account, page, signal) : [],
    )
  }

  /** Not told when it changes: whoever shows it asks. */
  quota(): RemoteQuery<Quota> {
    return { ...this.query(['quota'], ({ signal }) => fetchQuota(this.account, signal)), staleTime: 0 }
  }

  /** The server tells it in its answers to other questions too. */
  learnQuota(quota: Quota): void {
    if (this.user.peek() !== null) this.client.setQueryData(this.keyOf('quota'), quota)
  }

  /** By something that does not tell how. */
  quotaChanged(): void {
    void this.invalidate('quota')
  }

  todos(state: 'open' | 'completed'): RemoteQuery<ListedTodo[]> {
    return this.query(['todos', state], ({ signal }) => fetchTodos(this.account, state, signal))
  }

  /** `count`: how many of the newest. */
  notifications(count: number): RemoteQuery<Notifications> {
    return this.query(['notifications', String(count)], ({ signal }) => fetchNotifications(this.account, count, signal))
  }

  /** The services that can get notes; the same as long as the server runs. */
  targets(): RemoteQuery<Target[]> {
    return this.query(['targets'], ({ signal }) => fetchTargets(this.account, signal))
  }

  /** Those that are set up. */
  integrations(): RemoteQuery<Integration[]> {
    return this.query(['integrations'], ({ signal }) => fetchIntegrations(this.account, signal))
  }

  /** Not told when it changes: whoever shows it asks now and then. */
  progress(target: string): RemoteQuery<DeliveryProgress> {
    return this.query(['progress', target], ({ signal }) => fetchProgress(this.account, target, signal))
  }

  /** `most`: how many of the newest. */
  records(filter: RecordFilter, most: number): RemoteQuery<Records> {
    const about = ['records', JSON.stringify(filter), String(most)]
    return this.query(about, ({ signal }) => fetchRecords(this.account, filter, most, signal))
  }

  /** The Notion workspaces that are connected. Not told when they change. */
  workspaces(): RemoteQuery<Workspace[]> {
    return { ...this.query(['workspaces'], ({ signal }) => fetchWorkspaces(this.account, signal)), staleTime: 0 }
  }

  /** The same as long as the server runs. */
  notionWays(): RemoteQuery<NotionWays> {
    return this.query(['notion ways'], ({ signal }) => fetchNotionWays(this.account, signal))
  }

  /** Of the oldest workspace, as Notion tells them; anew for whoever comes again. */
  notionDatabases(): RemotePieces<NotionDatabase> {
    return this.pieces(['notion databases'], (cursor, signal) => fetchDatabases(this.account, cursor, signal))
  }

  /** Not told when they change. */
  devices(): RemoteQuery<Device[]> {
    return { ...this.query(['devices'], ({ signal }) => fetchDevices(this.account, signal)), staleTime: 0 }
  }

  /** Not told when it changes: whoever shows it asks. */
  storedPages(): RemoteQuery<StoredPages> {
    return { ...this.query(['stored-pages'], ({ signal }) => fetchStoredPages(this.account, signal)), staleTime: 0 }
  }

  async storedPagesChanged(): Promise<void> {
    await this.invalidate('stored-pages')
  }

  /** This browser's first. Not told when they change. */
  sessions(): RemoteQuery<Session[]> {
    return { ...this.query(['sessions'], ({ signal }) => fetchSessions(this.account, signal)), staleTime: 0 }
  }

  /** For guests. */
  signUpMode(): RemoteQuery<SignUpMode> {
    const ask = ({ signal }: { signal: AbortSignal }) => fetchSignUpMode(this.account, signal)
    return { queryKey: this.keyOf('sign-up mode'), queryFn: ask, enabled: true, staleTime: 0, gcTime: 0 }
  }

  /** The device that shows this code; an ApiProblem of status 404 when there is none. */
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

  /** What was read on those of the notebook's pages that look here as they did then, and which of them wait. */
  async readPages(notebook: string, here: InkHashes, signal: AbortSignal): Promise<ReadPages> {
    if (this.user.peek() === null) return noPagesRead
    const { items } = await this.#answerTo(this.tree())
    const isKnown = items.some(({ notebook_uuid }) => notebook_uuid === notebook)
    return isKnown ? readPages(this, notebook, here, signal) : noPagesRead
  }

  /** For what happened here and is known to the server: whoever shows the page asks for it again. */
  async pageChanged(place: PagePlace): Promise<void> {
    await Promise.all([
      this.invalidate('page', place.notebook_uuid, place.page_uuid),
      this.invalidate('pages', place.notebook_uuid),
      this.invalidate('cover', place.notebook_uuid),
    ])
  }

  /** The server has noted it of these to-dos: it is so in every list, before the server tells of it. */
  todosChanged(ids: ReadonlySet<string>, is_completed: boolean): void {
    const noted = <T extends Todo>(todo: T): T => (ids.has(todo.id) ? { ...todo, is_completed } : todo)
    this.client.setQueriesData<ListedTodo[]>({ queryKey: this.keyOf('todos') }, (todos) => todos?.map(noted))
    this.client.setQueriesData<PageDetail | null>(
      { queryKey: this.keyOf('page') },
      (page) => page && { ...page, todos: page.todos.map(noted) },
    )
  }

  /** The server has noted it, and tells other browsers. */
  notificationsRead(isMeant: (notification: Notification) => boolean): void {
    this.client.setQueriesData<Notifications>(
      { queryKey: this.keyOf('notifications') },
      (known) => known && withRead(known, isMeant),
    )
  }

  /** An integration was changed here, or what it delivered: whoever shows it asks for it again. */
  async deliveriesChanged(): Promise<void> {
    await Promise.all(['integrations', 'records', 'deleted notebooks'].map((what) => this.invalidate(what)))
  }

  /** Noted by the server, which does not tell of it. */
  deviceRevoked({ id }: Pick<Device, 'id'>): void {
    this.client.setQueryData<Device[]>(this.keyOf('devices'), (devices) => devices?.filter((each) => each.id !== id))
  }

  /** The same of browsers: those that stay are signed in. */
  sessionsLeft(stays: (session: Session) => boolean): void {
    this.client.setQueryData<Session[]>(this.keyOf('sessions'), (sessions) => sessions?.filter(stays))
  }

  /** With a new password other browsers are signed out, and devices may be revoked. */
  async passwordChanged(): Promise<void> {
    await Promise.all([this.invalidate('sessions'), this.invalidate('devices')])
  }

  /** Whoever shows what these keys begin with asks for it again. */
  invalidate(...about: string[]): Promise<void> {
    return this.client.invalidateQueries({ queryKey: this.keyOf(...about) })
  }

  keyOf(...about: (string | null)[]): QueryKey {
    return [this.user.value, ...about]
  }

  pieces<T>(about: string[], ask: (cursor: string | null, signal: AbortSignal) => Promise<Piece<T>>): RemotePieces<T> {
    return {
      queryKey: this.keyOf(...about),
      queryFn: ({ signal, pageParam }) => ask(pageParam, signal),
      initialPageParam: null,
      getNextPageParam: ({ next }) => next,
      enabled: this.user.value !== null,
      staleTime: 0,
    }
  }

  query<T>(about: (string | null)[], ask: RemoteQuery<T>['queryFn']): RemoteQuery<T> {
    const user = this.user.value
    const enabled = user !== null && !about.includes(null)
    const asked = { queryKey: this.keyOf(...about), queryFn: ask, enabled }
    const { kept } = this
    if (!enabled || !kept?.keeps(about)) return asked
    const staleTime = () => (kept.isOld(about) ? 0 : Number.POSITIVE_INFINITY)
    return { ...asked, staleTime, queryFn: (context) => kept.answer(user, about, () => ask(context)) }
  }

  async #answerTo<T>(query: RemoteQuery<T>): Promise<T> {
    if (!query.enabled) throw new SignedOut()
    const { signal } = this.#until
    try {
      return await this.client.fetchQuery(query)
    } catch (error) {
      if (signal.aborted) throw new SignedOut('Whoever asked signed out', { cause: error })
      throw error
    }
  }

  async #follow(user: string): Promise<void> {
    const { signal } = this.#until
    const api = this.account.patientApi
    const load = async () => (await this.client.fetchQuery({ ...this.tree(), staleTime: 0 })).cursor
    const hear = (news: Change[]) => this.#hear(user, news)
    const isOld = ({ queryKey: [, what] }: Query) => what !== 'tree' && what !== 'pictures'
    const forgotten = () => void this.client.invalidateQueries({ predicate: isOld })
    await hearNews({ api, signal, load, hear, forgotten })
  }

  #hear(user: string, news: Change[]): void {
    const touched = touchedBy(news, user, this.client.getQueryData<Tree>([user, 'tree']))
    this.kept?.reached()
    void this.client.invalidateQueries({ predicate: (query) => isTouched(query, touched) })
    if (touched.deliveries) this.#deliveries.ask()
    if (touched.progress) this.#progress.ask()
    if (touched.firstSteps) this.#steps.ask()
  }

  #forget(): void {
    this.#deliveries.cancel()
    this.#progress.cancel()
    this.#steps.cancel()
    this.#until.abort()
    this.#until = new AbortController()
    void this.client.cancelQueries()
    this.client.clear()
  }
}
