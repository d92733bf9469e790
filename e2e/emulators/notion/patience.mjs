// SPDX-License-Identifier: AGPL-3.0-or-later
// Who was told to come back later, and who does not wait so long.

/** A timer of the client may be this much ahead of ours. */
const slackMs = 20
/** What nobody is expected to wait for. */
const mostSeconds = 86_400
/** Calls that were on their way when an answer told to wait may still arrive for so long. */
const overtakingMs = 100

export class Patience {
  overtaking_ms = overtakingMs
  /** @type {Map<string, {told: number, until: number}>} */
  #waiting = new Map()

  /** @param {import('./clock.mjs').Clock} clock */
  constructor(clock) {
    this.clock = clock
  }

  /** @param {string} key of whom this befalls @param {number} seconds Infinity: for good */
  sendAway(key, seconds) {
    if (seconds > mostSeconds && seconds !== Number.POSITIVE_INFINITY) return
    const told = this.clock.now()
    const until = Math.max(this.#waiting.get(key)?.until ?? 0, told + seconds * 1000)
    this.#waiting.set(key, { told: this.#waiting.get(key)?.told ?? told, until })
  }

  /** How many milliseconds too early a call is here. @param {string[]} keys of all that it may have been told as */
  comesEarly(keys) {
    const now = this.clock.now()
    const early = keys.map((key) => {
      const waiting = this.#waiting.get(key)
      if (!waiting) return 0
      if (waiting.until <= now) this.#waiting.delete(key)
      return now - waiting.told <= this.overtaking_ms ? 0 : waiting.until - now
    })
    const most = Math.max(0, ...early)
    return most > slackMs ? most : 0
  }

  clear() {
    this.#waiting.clear()
    this.overtaking_ms = overtakingMs
  }
}

/** The seconds that a Retry-After means; nothing for what is not one. @param {string} value @param {number} now */
export function secondsOf(value, now) {
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value)
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000)
}
