// SPDX-License-Identifier: AGPL-3.0-or-later
/** Calls `perform` once for all `ask()` calls within `ms` milliseconds of the first, at the end of that time. */
export class Debounced {
  readonly #ms: number
  readonly #perform: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(ms: number, perform: () => void) {
    this.#ms = ms
    this.#perform = perform
  }

  ask(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#perform()
    }, this.#ms)
  }

  cancel(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}

/** Debounces several kinds of calls, each by its own interval in milliseconds. */
export class DebouncedByKind<K extends string> {
  readonly #kinds: [K, Debounced][]

  constructor(kinds: Record<K, [ms: number, perform: () => void]>) {
    const entries = Object.entries(kinds) as [K, [number, () => void]][]
    this.#kinds = entries.map(([kind, given]) => [kind, new Debounced(...given)])
  }

  /** Asks for the kinds that are true in `wanted`. */
  ask(wanted: Record<K, boolean>): void {
    for (const [kind, debounced] of this.#kinds) if (wanted[kind]) debounced.ask()
  }

  cancel(): void {
    for (const [, debounced] of this.#kinds) debounced.cancel()
  }
}
