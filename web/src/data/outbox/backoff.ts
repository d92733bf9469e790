// SPDX-License-Identifier: AGPL-3.0-or-later

const firstMs = 1000
const maxMs = 5 * 60_000

/** Delays between attempts: doubled after each failure, and each shortened at random so that browsers don't return together. */
export class Backoff {
  readonly #random: () => number
  #failures = 0

  /** `random` returns numbers from 0 to 1. */
  constructor(random: () => number = Math.random) {
    this.#random = random
  }

  /** Milliseconds until the next attempt. `atLeast`: what the server asked for. */
  next(atLeast = 0): number {
    const longest = Math.min(firstMs * 2 ** this.#failures, maxMs)
    if (longest < maxMs) this.#failures++
    return Math.max(longest * (0.5 + this.#random() / 2), atLeast)
  }

  reset(): void {
    this.#failures = 0
  }
}
