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
