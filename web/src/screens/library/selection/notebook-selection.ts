// SPDX-License-Identifier: AGPL-3.0-or-later
// Which notebooks of the library are selected.
import { signal } from '@preact/signals'
import { boxName, type ItemSelection } from '../../../components/controls/LinkOrCheckbox.tsx'

export class NotebookSelection {
  /** Uuids of the selected notebooks; null outside selection mode. */
  readonly chosen = signal<ReadonlySet<string> | null>(null)
  #last: string | null = null

  start(): void {
    this.set([])
  }

  end(): void {
    this.#last = null
    this.chosen.value = null
  }

  set(uuids: Iterable<string>): void {
    this.#last = null
    this.chosen.value = new Set(uuids)
  }

  /** undefined outside selection mode. */
  choiceOf(uuid: string): ItemSelection | undefined {
    const chosen = this.chosen.value
    if (!chosen) return undefined
    const onSelect: ItemSelection['onSelect'] = (wanted, isRange) => this.#select(uuid, wanted, isRange)
    return { selected: chosen.has(uuid), uuid, onSelect }
  }

  #select(uuid: string, wanted: boolean, isRange: boolean): void {
    const next = new Set(this.chosen.value)
    for (const each of isRange ? this.#upTo(uuid) : [uuid]) {
      if (wanted) next.add(each)
      else next.delete(each)
    }
    this.#last = uuid
    this.chosen.value = next
  }

  /** From the last clicked notebook to this one, in the order of the page, which differs between views. */
  #upTo(uuid: string): string[] {
    const boxes = document.querySelectorAll<HTMLInputElement>(`input[name="${boxName}"]`)
    const seen = [...boxes].map(({ value }) => value)
    const [from, to] = [seen.indexOf(this.#last ?? uuid), seen.indexOf(uuid)]
    if (from < 0 || to < 0) return [uuid]
    return seen.slice(Math.min(from, to), Math.max(from, to) + 1)
  }
}
