// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is signed in. The access token lives in this tab's memory; the cookie that renews it is out of any script's reach.
// A guest's browser asks the server nothing: only where somebody signed in before is the cookie tried.
import { computed, effect, signal } from '@preact/signals'
import {
  type Api,
  ApiProblem,
  answerTo,
  type components,
  createApi,
  NotOurServer,
  NotReached,
  usualPatience,
} from '@rmirror/shared/api'

export type User = components['schemas']['Account']
type SignedIn = components['responses']['SignedIn']['content']['application/json']

export type AccountState =
  | { kind: 'guest' }
  /** The cookie is being tried. */
  | { kind: 'opening' }
  | { kind: 'signed-in'; user: User }
  /** Somebody signed in here, but the server does not answer. It is asked again and again. */
  | { kind: 'unreachable' }

/**
 * Says that somebody is signed in in this browser, nothing about whom; or that somebody signed out whom the server did not
 * hear. Tabs learn of each other's signing in and out by it.
 */
const hintKey = 'rmirror.account'
type Hint = 'in' | 'leaving'
const lockName = 'rmirror.refresh'

const whileSomebodyLooks = { ...usualPatience, tries: 3 }

/** A token that was given out so lately cannot have run out. */
const freshMs = 5_000

/** A server that did not answer is tried again after this. */
export const againMs = 15_000

type Locks = Pick<LockManager, 'request'>

export class Account {
  readonly state = signal<AccountState>({ kind: 'guest' })
  readonly user = computed(() => (this.state.value.kind === 'signed-in' ? this.state.value.user : null))
  /** The same as long as the same person is signed in, whatever they change about their account. */
  readonly userId = computed(() => this.user.value?.id ?? null)
  /** The server ended the sign-in, not the person. */
  readonly ended = signal(false)
  /** Asks in the name of whoever is signed in. */
  readonly api: Api
  /** The same for what goes on by itself: it bears half a minute without a server. */
  readonly patientApi: Api
  readonly #strangersApi: Api
  readonly #locks: Locks | undefined
  /** Without locks at least those of this tab take turns. */
  #line: Promise<unknown> = Promise.resolve()
  #token: string | undefined
  #renewing: Promise<void> | null = null
  #renewedAt = Number.NEGATIVE_INFINITY

  /** `server` is the page's own in browsers; `locks` are absent where the page's origin is not secure. */
  constructor(server = '', locks: Locks | undefined = globalThis.navigator?.locks) {
    const token = () => this.#token
    const renew = async () => {
      // Of several requests with a token that ran out, the last is refused when the first has renewed it already.
      if (performance.now() - this.#renewedAt > freshMs) await this.#renew()
      return this.#token
    }
    this.api = createApi({ server, token, renew, patience: whileSomebodyLooks })
    this.patientApi = createApi({ server, token, renew })
    this.#strangersApi = createApi({ server })
    this.#locks = locks
  }

  /** Finds out whether somebody is still signed in. */
  async open(): Promise<void> {
    window.addEventListener('storage', ({ key, newValue }) => {
      if (key === hintKey || key === null) this.#follow(newValue)
    })
    window.addEventListener('online', () => {
      if (this.state.value.kind === 'unreachable') void this.#reopen()
    })
    effect(() => {
      if (this.state.value.kind !== 'unreachable') return
      const trying = setInterval(() => void this.#renew(), againMs)
      return () => clearInterval(trying)
    })
    const hint = readHint()
    if (hint === 'in') await this.#reopen()
    else if (hint !== null) await this.#leave().catch(ignoreServersFault)
  }

  /** `invitation`: the code, where the server wants one. */
  async signUp(email: string, password: string, invitation?: string): Promise<void> {
    const body = { email, password, ...(invitation && { invitation }) }
    await this.#enter(() => answerTo(this.#strangersApi.POST('/api/v1/auth/signup', { body })))
  }

  async signIn(email: string, password: string): Promise<void> {
    const body = { email, password }
    await this.#enter(() => answerTo(this.#strangersApi.POST('/api/v1/auth/login', { body })))
  }

  /** The account was changed here. */
  learn(user: User): void {
    if (this.userId.value === user.id) this.state.value = { kind: 'signed-in', user }
  }

  /** Here at once, whatever the server says: who leaves must not stay signed in because the network is gone. */
  async signOut(): Promise<void> {
    this.ended.value = false
    this.#forget()
    writeHint('leaving')
    await this.#leave()
  }

  /** Behind a renewal that is on its way, whose cookie would otherwise come after this. */
  async #leave(): Promise<void> {
    await this.#alone(() => answerTo(this.#strangersApi.POST('/api/v1/auth/logout')))
    if (this.state.value.kind === 'guest') removeHint()
  }

  async #enter(ask: () => Promise<SignedIn>): Promise<void> {
    this.#take(await this.#alone(ask))
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

  /** Once at a time, in all tabs: the cookie is good for one exchange. */
  #renew(): Promise<void> {
    this.#renewing ??= this.#alone(() => this.#exchange()).finally(() => {
      this.#renewing = null
    })
    return this.#renewing
  }

  /** The state tells how it went. */
  async #exchange(): Promise<void> {
    try {
      const signedIn = await answerTo(this.#strangersApi.POST('/api/v1/auth/refresh'))
      this.#renewedAt = performance.now()
      // Signed out, here or in another tab, while this waited: the cookie goes with that.
      if (this.state.value.kind !== 'guest') this.#take(signedIn)
    } catch (error) {
      if (!isServersFault(error)) throw error
      this.#token = undefined
      if (error instanceof ApiProblem && error.status === 401) {
        this.ended.value = true
        this.#forget()
        removeHint()
      } else if (this.state.value.kind === 'opening') this.state.value = { kind: 'unreachable' }
    }
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#locks) return (await this.#locks.request(lockName, () => work())) as T
    const turn = this.#line.then(work)
    this.#line = turn.catch(() => {})
    return turn
  }

  #take({ access_token, user }: SignedIn): void {
    this.#token = access_token
    // Renewed: whoever watches the user need not begin anew.
    if (JSON.stringify(this.user.value) !== JSON.stringify(user)) this.state.value = { kind: 'signed-in', user }
    // Afterwards: in between it would look as if the person had signed out.
    this.ended.value = false
  }

  #forget(): void {
    this.#token = undefined
    this.state.value = { kind: 'guest' }
  }
}

/** Refused, not answered, or answered by somebody else: what a person is told of; anything else is a fault of ours. */
export function isServersFault(error: unknown): error is ApiProblem | NotReached | NotOurServer {
  return error instanceof ApiProblem || error instanceof NotReached || error instanceof NotOurServer
}

export function ignoreServersFault(error: unknown): void {
  if (!isServersFault(error)) throw error
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
    // Storage is forbidden or full: the sign-in lasts as long as the tab.
    return undefined
  }
}
