// SPDX-License-Identifier: AGPL-3.0-or-later
/** Something that is done once for all that ask for it within a while, at the end of that while. */
export class Soon {
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
