// SPDX-License-Identifier: AGPL-3.0-or-later
// The emulator's time: that of this machine, and as much later as a test makes it.

export class Clock {
  #ahead = 0

  /** Milliseconds of the Unix epoch. */
  now = () => Date.now() + this.#ahead

  /** @param {number} ms */
  advance(ms) {
    if (!(ms >= 0)) throw new Error('Time goes forward')
    this.#ahead += ms
  }
}
