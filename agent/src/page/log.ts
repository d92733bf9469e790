// SPDX-License-Identifier: AGPL-3.0-or-later
// The last sentences of a run, for its page.
import type { LogLine } from '@rmirror/shared/local-page'
import type { Event } from '../engine/events.ts'
import { sentenceOf } from '../engine/sentences.ts'
import { visibleLine } from '../visible.ts'

const maxLines = 300

export class Log {
  readonly lines: LogLine[] = []
  /** Number of events by kind. */
  readonly counts: Record<string, number> = {}
  /** Called after each event. */
  onNews: () => void = () => undefined
  #last = 0

  hear(event: Event): void {
    this.#note(event)
    this.onNews()
  }

  #note(event: Event): void {
    this.counts[event.kind] = (this.counts[event.kind] ?? 0) + 1
    const sentence = sentenceOf(event)
    if (!sentence || sentence.isDetail) return
    this.lines.push({
      id: ++this.#last,
      at: new Date().toISOString(),
      text: visibleLine(sentence.text),
      is_trouble: sentence.isTrouble === true,
    })
    if (this.lines.length > maxLines) this.lines.shift()
  }
}
