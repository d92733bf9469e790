// SPDX-License-Identifier: AGPL-3.0-or-later
// Who was told to come back later, and who does not wait so long.

/** A timer of the client may be this much ahead of ours. */
const slackMs = 20
/** Clients need not wait longer than this. */
const maxSeconds = 86_400
/** Calls that were on their way when an answer told to wait may still arrive for so long. */
const overtakingMs = 100

export class Cooldowns {
  overtaking_ms = overtakingMs
  /** @type {Map<string, {since: number, until: number}>} */
  #cooldowns = new Map()

  /** @param {import('./clock.mjs').Clock} clock */
  constructor(clock) {
    this.clock = clock
  }

  /** @param {string} key of whom this befalls @param {number} seconds Infinity: for good */
  start(key, seconds) {
    if (seconds > maxSeconds && seconds !== Number.POSITIVE_INFINITY) return
    const now = this.clock.now()
    const { since, until } = this.#cooldowns.get(key) ?? { since: now, until: 0 }
    this.#cooldowns.set(key, { since, until: Math.max(until, now + seconds * 1000) })
  }

  /** How many milliseconds too early a call is here. @param {string[]} keys of all that it may have been told as */
  earlyBy(keys) {
    const now = this.clock.now()
    const early = keys.map((key) => {
      const cooldown = this.#cooldowns.get(key)
      if (!cooldown) return 0
      if (cooldown.until <= now) this.#cooldowns.delete(key)
      return now - cooldown.since <= this.overtaking_ms ? 0 : cooldown.until - now
    })
    const max = Math.max(0, ...early)
    return max > slackMs ? max : 0
  }

  clear() {
    this.#cooldowns.clear()
    this.overtaking_ms = overtakingMs
  }
}

/** The seconds that a Retry-After means; nothing for what is not one. @param {string} value @param {number} now */
export function secondsOf(value, now) {
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value)
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000)
}
