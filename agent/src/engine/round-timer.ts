// SPDX-License-Identifier: AGPL-3.0-or-later
// Decides when the next round begins.

/** Debounce after the last hint of a burst, such as one save of several files. */
export const debounceMs = 2_000
/** Limit of the debounce, however long the burst goes on. */
const maxBurstMs = 30_000
const tickMs = 30_000

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
  #look: () => void = () => undefined

  /** `now` returns milliseconds since 1970. */
  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Something may have changed. */
  hint(): void {
    this.#lastHint = this.#now()
    this.#firstHint ??= this.#lastHint
    this.#look()
  }

  /** Starts the next round now, regardless of any wait. */
  startNow(): void {
    this.#isCalled = true
    this.#look()
  }

  /** A round begins; it covers everything hinted at until now. */
  begin(): void {
    this.#firstHint = undefined
    this.#isCalled = false
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
