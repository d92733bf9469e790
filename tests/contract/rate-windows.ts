// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Answer } from './answers.ts'

/** The minutes in which a server counts requests: what was counted across the end of one proves nothing. */
export class RateWindows {
  #firstEnds = Number.POSITIVE_INFINITY

  async ask(request: () => Promise<Answer>): Promise<Answer> {
    const sentAt = Date.now()
    const answer = await request()
    // The server rounds up.
    const seconds = Number(answer.headers.get('ratelimit-reset')) - 1
    this.#firstEnds = Math.min(this.#firstEnds, sentAt + 1000 * seconds)
    return answer
  }

  /** False if all requests were certainly counted before any of their minutes ended. */
  mayHaveEnded(): boolean {
    return Date.now() >= this.#firstEnds
  }
}
