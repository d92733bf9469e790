// SPDX-License-Identifier: AGPL-3.0-or-later
// The sign-in of this browser. The access token is kept in this tab's memory; the cookie that renews it can't be read
// by scripts. A guest's browser sends no request: the cookie is tried only if a user signed in here before.
import { computed, effect, signal } from '@preact/signals'
import {
  type Api,
  ApiProblem,
  answerTo,
  type components,
  createApi,
  defaultRetryPolicy,
  NotOurServer,
  NotReached,
} from '@rmirror/shared/api'

export type User = components['schemas']['Account']
type ProviderReturn = components['schemas']['ReturnFromProvider']
type SignedIn = components['responses']['SignedIn']['content']['application/json']

export type AccountState =
  | { kind: 'guest' }
  /** A renewal with the cookie is in progress. */
  | { kind: 'opening' }
  | { kind: 'signed-in'; user: User }
  /** A user signed in here before, but the server doesn't answer. The renewal is retried every `retryIntervalMs`. */
  | { kind: 'unreachable' }

/** What a deleted account leaves to its user. */
export interface Deleted {
  /** Tells when everything is gone. */
  receipt: string
  /** At how many integrations everything is removed first. */
  removingAtTargets: number
}

/**
 * localStorage key of a flag shared by all tabs. "in": a user is signed in (it doesn't say who). "leaving": a user
 * signed out, but the server hasn't confirmed it yet. Tabs learn of each other's sign-in and sign-out through its
 * storage events.
 */
const hintKey = 'rmirror.account'
type Hint = 'in' | 'leaving'
const lockName = 'rmirror.refresh'

const interactivePatience: typeof defaultRetryPolicy = { ...defaultRetryPolicy, maxAttempts: 3 }

/** A token issued less than this ago, in milliseconds, can't have expired. */
const freshMs = 5_000

/** Milliseconds between renewals while the server doesn't answer. */
export const retryIntervalMs = 15_000

type Locks = Pick<LockManager, 'request'>

export class Account {
  readonly state = signal<AccountState>({ kind: 'guest' })
  readonly user = computed(() => (this.state.value.kind === 'signed-in' ? this.state.value.user : null))
  /** Unchanged as long as the same user is signed in, whatever they change about their account. */
  readonly userId = computed(() => this.user.value?.id ?? null)
  /** The server ended the session; the user didn't sign out. */
  readonly ended = signal(false)
  /** Sends requests as the signed-in user; 3 tries, because a user is waiting. */
  readonly api: Api
  /** The same for background work: retries for about half a minute while the server is unreachable. */
  readonly patientApi: Api
  /** The same for answers that are read while they arrive; nothing is retried. */
  readonly streamingApi: Api
  readonly #anonymousApi: Api
  /** For requests that are good once. */
  readonly #onceApi: Api
  readonly #locks: Locks | undefined
  /** Without the Web Locks API, serializes at least the requests of this tab. */
  #queue: Promise<unknown> = Promise.resolve()
  #token: string | undefined
  #renewing: Promise<void> | null = null
  #renewedAt = Number.NEGATIVE_INFINITY
  readonly #closed = new AbortController()

  /** For requests to this server that the API client can't send. */
  get token(): string | undefined {
    return this.#token
  }

  /** `server` is empty in browsers: the page's own origin. `locks` is undefined if that origin isn't secure. */
  constructor(server = '', locks: Locks | undefined = globalThis.navigator?.locks) {
    const token = () => this.#token
    const renew = async () => {
      // Several requests may fail with the same expired token. Those that fail after the first one has renewed it reuse
      // the new token.
      if (performance.now() - this.#renewedAt > freshMs) await this.#renew()
      return this.#token
    }
    this.api = createApi({ server, token, renew, retryPolicy: interactivePatience })
    this.patientApi = createApi({ server, token, renew })
    this.streamingApi = createApi({ server, token, renew, isStreaming: true })
    this.#anonymousApi = createApi({ server })
    this.#onceApi = createApi({ server, retryPolicy: { ...defaultRetryPolicy, maxAttempts: 1 } })
    this.#locks = locks
  }

  /**
   * Restores the session of an earlier visit, if there is one, or completes a sign-out that the server hasn't
   * confirmed.
   */
  async open(): Promise<void> {
    const { signal } = this.#closed
    const follow = ({ key, newValue }: StorageEvent) => {
      if (key === hintKey || key === null) this.#follow(newValue)
    }
    const retry = () => {
      if (this.state.value.kind === 'unreachable') void this.#reopen()
    }
    window.addEventListener('storage', follow, { signal })
    window.addEventListener('online', retry, { signal })
    effect(() => {
      if (this.state.value.kind !== 'unreachable') return
      const trying = setInterval(() => void this.#renew(), retryIntervalMs)
      return () => clearInterval(trying)
    })
    const hint = readHint()
    if (hint === 'in') await this.#reopen()
    else if (hint !== null) await this.#leave().catch(ignoreServerFailure)
  }

  /** Shows a guest and stops following other tabs. The session stays, for the next visit. */
  close(): void {
    this.#closed.abort()
    this.ended.value = false
    if (this.state.peek().kind !== 'guest') this.#forget()
  }

  /** `invitation`: the code, on servers that require one. */
  async signUp(email: string, password: string, invitation?: string): Promise<void> {
    const body = { email, password, ...(invitation && { invitation }) }
    await this.#enter(() => answerTo(this.#anonymousApi.POST('/api/v1/auth/signup', { body })))
  }

  async signIn(email: string, password: string): Promise<void> {
    const body = { email, password }
    await this.#enter(() => answerTo(this.#anonymousApi.POST('/api/v1/auth/login', { body })))
  }

  /** Finishes signing in at a service, with what it added to the address it led back to. */
  async signInBy(provider: string, returned: ProviderReturn): Promise<void> {
    const question = { params: { path: { provider } }, body: returned }
    await this.#enter(() => answerTo(this.#onceApi.POST('/api/v1/auth/providers/{provider}/callback', question)))
  }

  /** Takes over an account that was changed in this tab; ignored if it isn't the signed-in user's. */
  applyUpdate(user: User): void {
    if (this.userId.value === user.id) this.state.value = { kind: 'signed-in', user }
  }

  /**
   * Signs out in this browser immediately, then on the server: a user must not stay signed in because the network is
   * down. Rejects if the server didn't confirm; `open` tries again at the next visit.
   */
  async signOut(): Promise<void> {
    this.ended.value = false
    this.#forget()
    writeHint('leaving')
    await this.#leave()
  }

  /**
   * Deletes the account, which can't be undone. `targets`: what becomes of what was created at the integrations. This
   * browser is then signed out, without another request.
   */
  async deleteAccount(targets: 'keep' | 'remove' | undefined): Promise<Deleted> {
    const body = { confirmation: 'delete my account' as const, ...(targets && { targets }) }
    const { receipt, removing_at_targets } = await answerTo(this.api.DELETE('/api/v1/me', { body }))
    this.ended.value = false
    this.#forget()
    removeHint()
    return { receipt, removingAtTargets: removing_at_targets }
  }

  /** Waits for a renewal in flight: its cookie would otherwise arrive after the logout. */
  async #leave(): Promise<void> {
    await this.#withLock(() => answerTo(this.#anonymousApi.POST('/api/v1/auth/logout')))
    if (this.state.value.kind === 'guest') removeHint()
  }

  async #enter(ask: () => Promise<SignedIn>): Promise<void> {
    this.#take(await this.#withLock(ask))
    writeHint('in')
  }

  async #reopen(): Promise<void> {
    this.state.value = { kind: 'opening' }
    await this.#renew()
  }

  #follow(hint: string | null): void {
    if (hint !== 'in') this.#forget()
    else if (this.state.value.kind !== 'signed-in') void this.#reopen()
  }

  /** One renewal at a time in all tabs, because the cookie is good for one exchange. */
  #renew(): Promise<void> {
    this.#renewing ??= this.#withLock(() => this.#exchange()).finally(() => {
      this.#renewing = null
    })
    return this.#renewing
  }

  /** The outcome is in `state`; rejects only for bugs. */
  async #exchange(): Promise<void> {
    try {
      const signedIn = await answerTo(this.#anonymousApi.POST('/api/v1/auth/refresh'))
      this.#renewedAt = performance.now()
      // A sign-out, here or in another tab, while this waited: discard the token. That sign-out also invalidates the
      // cookie.
      if (this.state.value.kind !== 'guest') this.#take(signedIn)
    } catch (error) {
      if (!isServerFailure(error)) throw error
      this.#token = undefined
      if (error instanceof ApiProblem && error.status === 401) {
        this.ended.value = true
        this.#forget()
        removeHint()
      } else if (this.state.value.kind === 'opening') this.state.value = { kind: 'unreachable' }
    }
  }

  async #withLock<T>(work: () => Promise<T>): Promise<T> {
    if (this.#locks) return (await this.#locks.request(lockName, () => work())) as T
    const turn = this.#queue.then(work)
    this.#queue = turn.catch(() => {})
    return turn
  }

  #take({ access_token, user }: SignedIn): void {
    this.#token = access_token
    // After a mere renewal, keep the state object, so that effects that read the user don't run again.
    if (JSON.stringify(this.user.value) !== JSON.stringify(user)) this.state.value = { kind: 'signed-in', user }
    // After the state is set: a guest without `ended` would look like a user who signed out.
    this.ended.value = false
  }

  #forget(): void {
    this.#token = undefined
    this.state.value = { kind: 'guest' }
  }
}

/**
 * An error response, no response, or a response by another server: failures to show to the user. Anything else is a bug
 * in the dashboard.
 */
export function isServerFailure(error: unknown): error is ApiProblem | NotReached | NotOurServer {
  return error instanceof ApiProblem || error instanceof NotReached || error instanceof NotOurServer
}

/** For catch handlers: ignores failures of the server or the network, and rethrows bugs. */
export function ignoreServerFailure(error: unknown): void {
  if (!isServerFailure(error)) throw error
}

function readHint(): string | null {
  return withStorage((storage) => storage.getItem(hintKey)) ?? null
}

function writeHint(hint: Hint): void {
  withStorage((storage) => storage.setItem(hintKey, hint))
}

function removeHint(): void {
  withStorage((storage) => storage.removeItem(hintKey))
}

function withStorage<T>(work: (storage: Storage) => T): T | undefined {
  try {
    return work(localStorage)
  } catch {
    // Storage is forbidden or full: the sign-in lasts only as long as the tab.
    return undefined
  }
}
