// SPDX-License-Identifier: AGPL-3.0-or-later
// Records what a watched source reports, in order.
import { EventEmitter, once } from 'node:events'

export class RecordedReports {
  readonly all: string[] = []
  /** Files that hints named. */
  readonly named = new Set<string>()
  readonly #news = new EventEmitter()
  #readTo = 0

  ready = () => this.#hear('ready')
  hint = (paths: readonly string[] = []) => {
    for (const path of paths) this.named.add(path)
    this.#hear('hint')
  }
  polls = ({ seconds, reason, advice }: { seconds: number; reason: string; advice?: string }) =>
    this.#hear(`every ${seconds} s: ${reason}${advice ? `; ${advice}` : ''}`)

  /**
   * Resolves with the next report that begins with `words`, after those already awaited. Hints may come more than once.
   */
  async next(words: string): Promise<string> {
    for (;;) {
      const found = this.all.slice(this.#readTo).findIndex((each) => each.startsWith(words))
      if (found >= 0) {
        this.#readTo += found + 1
        return this.all[this.#readTo - 1] ?? ''
      }
      await once(this.#news, 'told')
    }
  }

  /** Everything reported so far counts as awaited. */
  forget(): void {
    this.#readTo = this.all.length
  }

  #hear(what: string): void {
    this.all.push(what)
    this.#news.emit('told')
  }
}
