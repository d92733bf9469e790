// SPDX-License-Identifier: AGPL-3.0-or-later
// Who sends an item: the tab in which it is edited, or else the one sender of all tabs. An editor holds the lock of its
// item; the browser releases it when the tab is closed or crashes.

export type Locks = Pick<LockManager, 'request'>

export class DraftLocks {
  readonly #locks: Locks | undefined
  /** Drafts of this tab, with what resolves when they are released. Without the Web Locks API, no others are known. */
  readonly #heldHere = new Map<string, Promise<void>>()

  constructor(locks: Locks | undefined) {
    this.#locks = locks
  }

  /**
   * Resolves with what releases the draft; null if another editor or the sender still has it after `patienceMs`. The
   * sender has an item as long as a request takes.
   */
  async claim(draft: string, patienceMs = 0): Promise<(() => void) | null> {
    const held = this.#heldHere.get(draft)
    if (held && patienceMs > 0) await doneOrElapsed(held, patienceMs)
    if (this.#heldHere.has(draft)) return null
    let noteReleased = () => {}
    this.#heldHere.set(draft, new Promise((resolve) => (noteReleased = resolve)))
    const letGo = () => {
      this.#heldHere.delete(draft)
      noteReleased()
    }
    const release = await this.#lock(draft, patienceMs)
    if (!release) letGo()
    return (
      release &&
      (() => {
        letGo()
        release()
      })
    )
  }

  #lock(draft: string, patienceMs: number): Promise<(() => void) | null> {
    const locks = this.#locks
    if (!locks) return Promise.resolve(() => {})
    const options = patienceMs > 0 ? { signal: AbortSignal.timeout(patienceMs) } : { ifAvailable: true }
    return new Promise((resolve) => {
      locks
        .request(`rmirror.draft.${draft}`, options, (lock) => {
          if (!lock) return resolve(null)
          return new Promise<void>((release) => resolve(release))
        })
        // It isn't released in time.
        .catch(() => resolve(null))
    })
  }
}

/** Resolves when `work` has, and after `ms` at the latest. */
function doneOrElapsed(work: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void work.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
