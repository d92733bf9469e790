// SPDX-License-Identifier: AGPL-3.0-or-later
// Uncertain lines of a page that a person has compared with the handwriting and left as they are.
import { signal } from '@preact/signals'

/** Where this browser keeps them; signing out empties it. */
export interface AcceptedLinesStore {
  read: () => Promise<unknown>
  write: (texts: readonly string[]) => void
}

export class AcceptedLines {
  /** By their words: a line that is transcribed differently later is uncertain again. */
  readonly texts = signal<ReadonlySet<string>>(new Set())
  readonly #store: AcceptedLinesStore

  constructor(store: AcceptedLinesStore) {
    this.#store = store
    void store.read().then((texts) => {
      if (Array.isArray(texts)) this.texts.value = new Set([...texts, ...this.texts.peek()])
    })
  }

  accept(text: string): void {
    this.texts.value = new Set([...this.texts.peek(), text])
    this.#store.write([...this.texts.peek()])
  }
}
