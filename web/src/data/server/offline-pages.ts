// SPDX-License-Identifier: AGPL-3.0-or-later
// Falls back to cached answers (offline-cache.ts) while the server is unreachable.
import { signal } from '@preact/signals'
import { ApiProblem, NotOurServer, NotReached } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import type { OfflineCache } from './offline-cache.ts'

/** A query's key without the user. */
type About = readonly (string | null)[]

/** What users read. Current states, such as the quota, aren't cached. */
const cachedKinds = new Set<string | null | undefined>([
  ...['tree', 'pages', 'page', 'cover', 'pictures', 'todos'],
  ...['workspace list', 'workspace', 'workspace tree', 'workspace of'],
])

export class OfflinePages {
  /** Some shown answers came from the cache. */
  readonly isServingCached = signal(false)
  readonly #account: Pick<Account, 'state'>
  readonly #kept: OfflineCache
  readonly #whenReached: () => void
  /** Keys of answers from the cache, which may be outdated. */
  readonly #old = new Set<string>()

  /** `whenReached` is called when the server answers again, to refetch outdated answers. */
  constructor(account: Pick<Account, 'state'>, kept: OfflineCache, whenReached: () => void) {
    this.#account = account
    this.#kept = kept
    this.#whenReached = whenReached
  }

  keeps([kind]: About): boolean {
    return cachedKinds.has(kind)
  }

  isStale(about: About): boolean {
    return this.#old.has(JSON.stringify(about))
  }

  /**
   * The answer of `ask`, or the cached one if the server is unreachable. Rejects with the error of `ask` if nothing is
   * cached.
   */
  async answer<T>(user: string, about: About, ask: () => Promise<T>): Promise<T> {
    const key = JSON.stringify(about)
    try {
      if (this.#account.state.peek().kind !== 'signed-in') throw new NotReached(location.origin, null)
      const answer = await ask()
      void this.#kept.put(user, key, answer)
      this.#old.delete(key)
      this.reached()
      return answer
    } catch (error) {
      // What is no longer shared, or was deleted, isn't readable offline either.
      if (error instanceof ApiProblem && error.status === 404) void this.#kept.put(user, key, undefined)
      if (!isServerUnreachable(error)) throw error
      const answer = await this.#kept.get(user, key)
      if (answer === undefined) throw error
      this.#old.add(key)
      this.isServingCached.value = true
      return answer as T
    }
  }

  /** Call it whenever the server has answered. */
  reached(): void {
    if (!this.isServingCached.peek()) return
    this.isServingCached.value = false
    this.#whenReached()
    this.#old.clear()
  }

  /** Keeps what this browser knows beside the server's answers, until the user signs out. */
  keep(user: string, about: About, value: unknown): Promise<void> {
    return this.#kept.put(user, JSON.stringify(about), value)
  }

  /** undefined: nothing was kept. */
  kept(user: string, about: About): Promise<unknown> {
    return this.#kept.get(user, JSON.stringify(about))
  }

  owner(): Promise<string | null> {
    return this.#kept.owner()
  }

  begin(user: string): void {
    void this.#kept.begin(user)
  }

  forget(): void {
    this.#old.clear()
    this.isServingCached.value = false
    void this.#kept.forget()
  }
}

/** No answer, an answer by another server, or a server error (5xx). */
export function isServerUnreachable(error: unknown): boolean {
  const isUnwell = error instanceof ApiProblem && error.status >= 500
  return isUnwell || error instanceof NotReached || error instanceof NotOurServer
}
