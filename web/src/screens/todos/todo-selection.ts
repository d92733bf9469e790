// SPDX-License-Identifier: AGPL-3.0-or-later
// Which to-dos are selected, to be marked as done together.
import { type ReadonlySignal, signal } from '@preact/signals'

export class TodoSelection {
  /** Ids of the selected to-dos; null outside selection mode. */
  readonly #ids = signal<ReadonlySet<string> | null>(null)
  /** Id of the to-do that was toggled last, where a range starts. */
  #anchor: string | null = null

  get ids(): ReadonlySignal<ReadonlySet<string> | null> {
    return this.#ids
  }

  begin(): void {
    this.#ids.value = new Set()
    this.#anchor = null
  }

  end(): void {
    this.#ids.value = null
  }

  all(ids: Iterable<string>): void {
    this.#ids.value = new Set(ids)
  }

  /** With `isRange`, all from the last toggled to-do to this one get its new state; `order`: as displayed. */
  toggle(id: string, isRange: boolean, order: readonly string[]): void {
    const next = new Set(this.#ids.value)
    const isOn = !next.has(id)
    for (const each of isRange ? rangeOf(order, this.#anchor, id) : [id]) {
      if (isOn) next.add(each)
      else next.delete(each)
    }
    this.#anchor = id
    this.#ids.value = next
  }
}

function rangeOf(order: readonly string[], from: string | null, to: string): readonly string[] {
  const [a, b] = [from === null ? -1 : order.indexOf(from), order.indexOf(to)]
  return a < 0 ? [to] : order.slice(Math.min(a, b), Math.max(a, b) + 1)
}
