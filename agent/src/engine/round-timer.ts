// SPDX-License-Identifier: AGPL-3.0-or-later
// Decides when the next round begins.

/** Debounce after the last hint of a burst, such as one save of several files. */
export const debounceMs = 2_000
/** Limit of the debounce, however long the burst goes on. */
const maxBurstMs = 30_000
const tickMs = 30_000
/** After a burst of more files, a whole round is as quick as looking at each. */
const maxNamed = 200

export interface Due {
  /** Milliseconds since 1970. */
  at: number
  /** Hints can't start the round earlier than this. */
  notBefore: number
  stop: AbortSignal
}

export class RoundTimer {
  readonly #now: () => number
  #firstHint: number | undefined
  #lastHint = 0
  #isCalled = false
  /** Undefined after a hint that named none. */
  #changed: Set<string> | undefined = new Set()
  #look: () => void = () => undefined

  /** `now` returns milliseconds since 1970. */
  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Something may have changed: the files at `paths`, or any if it is undefined. */
  hint(paths?: readonly string[]): void {
    if (paths === undefined || (this.#changed?.size ?? 0) + paths.length > maxNamed) this.#changed = undefined
    for (const path of paths ?? []) this.#changed?.add(path)
    this.#lastHint = this.#now()
    this.#firstHint ??= this.#lastHint
    this.#look()
  }

  /** Something may have changed since the last round began. */
  get isHinted(): boolean {
    return this.#firstHint !== undefined
  }

  /** Starts the next round now, regardless of any wait. */
  startNow(): void {
    this.#isCalled = true
    this.#look()
  }

  /**
   * A round begins; it covers everything hinted at until now. Returns the files that hints named since the last round;
   * none if others may have changed, too.
   */
  begin(): string[] {
    const changed = [...(this.#changed ?? [])]
    this.#changed = new Set()
    this.#firstHint = undefined
    this.#isCalled = false
    return changed
  }

  /** Resolves when the next round is due, or `stop` is aborted. */
  next({ at, notBefore, stop }: Due): Promise<void> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined
      let seen = this.#now()
      const end = () => {
        clearTimeout(timer)
        stop.removeEventListener('abort', end)
        this.#look = () => undefined
        resolve()
      }
      const look = () => {
        clearTimeout(timer)
        const now = this.#now()
        // Timers stop while a machine sleeps, its clock doesn't. If the clock was set back, the alarm rings rather than
        // waits.
        const slept = now - seen > 2 * tickMs || now < seen - tickMs
        seen = now
        const dueAt = Math.min(at, Math.max(this.#hintedAt(), notBefore))
        if (this.#isCalled || slept || stop.aborted || now >= dueAt) end()
        else timer = setTimeout(look, Math.min(dueAt - now, tickMs))
      }
      stop.addEventListener('abort', end, { once: true })
      this.#look = look
      look()
    })
  }

  #hintedAt(): number {
    if (this.#firstHint === undefined) return Number.POSITIVE_INFINITY
    return Math.min(this.#lastHint + debounceMs, this.#firstHint + maxBurstMs)
  }
}
