// SPDX-License-Identifier: AGPL-3.0-or-later
// Backoff after failures: 2 seconds to 15 minutes, doubling, with jitter.

export const firstWaitMs = 2_000
export const maxWaitMs = 15 * 60_000

export class Backoff {
  #failures = 0
  readonly #random: () => number

  /** `random` returns numbers from 0 to 1. */
  constructor(random: () => number = Math.random) {
    this.#random = random
  }

  succeeded(): void {
    this.#failures = 0
  }

  /** Returns the wait in milliseconds. `askedMs` is the wait that the server asked for; it is never shortened. */
  failed(askedMs = 0): number {
    const max = Math.min(firstWaitMs * 2 ** this.#failures, maxWaitMs)
    this.#failures++
    return Math.max(askedMs, max * (0.5 + this.#random() / 2))
  }
}
