// SPDX-License-Identifier: AGPL-3.0-or-later
// The part of the Web Locks API that the dashboard uses, which Node lacks: exclusive locks that the tabs of a browser
// share.
import type { Locks } from '../data/outbox/draft-locks.ts'

type Work = (lock: { name: string } | null) => unknown

export class WebLocks {
  readonly #held = new Map<string, Promise<unknown>>()

  get locks(): Locks {
    return { request: (...asked: unknown[]) => this.#request(...asked) } as Locks
  }

  /** As the browser does when a tab is closed. */
  releaseAll(): void {
    this.#held.clear()
  }

  async #request(...[name, ...rest]: unknown[]): Promise<unknown> {
    const work = rest.at(-1) as Work
    const key = String(name)
    const { ifAvailable = false } = rest.length > 1 ? (rest[0] as LockOptions) : {}
    for (let holder = this.#held.get(key); holder; holder = this.#held.get(key)) {
      if (ifAvailable) return work(null)
      await holder
    }
    const done = Promise.resolve(work({ name: key }))
    const held = done.catch(() => {})
    this.#held.set(key, held)
    void held.then(() => this.#held.get(key) === held && this.#held.delete(key))
    return done
  }
}
