// SPDX-License-Identifier: AGPL-3.0-or-later
// What was opened from the server before, in place of an answer while the server can't be reached.
import { signal } from '@preact/signals'
import { ApiProblem, NotOurServer, NotReached } from '@rmirror/shared/api'
import type { Account } from './account.ts'
import type { KeptAnswers } from './kept-answers.ts'

/** What a query asks for, as its key says behind whose it is. */
type About = readonly (string | null)[]

/** What people read. How something stands at this moment is not among it. */
const keptKinds = new Set<string | null | undefined>(['tree', 'pages', 'page', 'cover', 'pictures', 'todos'])

export class KeptReading {
  /** Some answers that were given are of before. */
  readonly isUsed = signal(false)
  readonly #account: Pick<Account, 'state'>
  readonly #kept: KeptAnswers
  readonly #whenReached: () => void
  /** The keys of answers that may have changed since. */
  readonly #old = new Set<string>()

  /** `whenReached`: the server answers again, so that old answers can be asked for anew. */
  constructor(account: Pick<Account, 'state'>, kept: KeptAnswers, whenReached: () => void) {
    this.#account = account
    this.#kept = kept
    this.#whenReached = whenReached
  }

  keeps([kind]: About): boolean {
    return keptKinds.has(kind)
  }

  isOld(about: About): boolean {
    return this.#old.has(JSON.stringify(about))
  }

  /** Rejects as `ask` does where nothing was kept. */
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
      if (!isAway(error)) throw error
      const answer = await this.#kept.get(user, key)
      if (answer === undefined) throw error
      this.#old.add(key)
      this.isUsed.value = true
      return answer as T
    }
  }

  /** The server answered something. */
  reached(): void {
    if (!this.isUsed.peek()) return
    this.isUsed.value = false
    this.#whenReached()
    this.#old.clear()
  }

  owner(): Promise<string | null> {
    return this.#kept.owner()
  }

  begin(user: string): void {
    void this.#kept.begin(user)
  }

  forget(): void {
    this.#old.clear()
    this.isUsed.value = false
    void this.#kept.forget()
  }
}

/** Nobody answered, somebody else did, or the server is not itself. */
export function isAway(error: unknown): boolean {
  const isUnwell = error instanceof ApiProblem && error.status >= 500
  return isUnwell || error instanceof NotReached || error instanceof NotOurServer
}
