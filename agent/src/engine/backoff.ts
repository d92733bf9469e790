// SPDX-License-Identifier: AGPL-3.0-or-later
// How long to wait after a failure: from 2 seconds to 15 minutes, twice as long each time, never all at one moment.

export const firstWaitMs = 2_000
export const longestWaitMs = 15 * 60_000

export class Backoff {
  #failures = 0
  readonly #random: () => number

  /** `random` gives numbers from 0 to 1. */
  constructor(random: () => number = Math.random) {
    this.#random = random
  }

  succeeded(): void {
    this.#failures = 0
  }

  /** `askedMs`: what the server asked for, which is never cut short. */
  failed(askedMs = 0): number {
    const most = Math.min(firstWaitMs * 2 ** this.#failures, longestWaitMs)
    this.#failures++
    return Math.max(askedMs, most * (0.5 + this.#random() / 2))
  }
}
