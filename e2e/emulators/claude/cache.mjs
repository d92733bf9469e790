// SPDX-License-Identifier: AGPL-3.0-or-later
// Prompt caching: what was said up to a breakpoint is kept for a while, and read again at a lower price by
// requests with the same beginning.
import { createHash } from 'node:crypto'
import { Refusal } from './checks.mjs'
import { sumOf } from './tokens.mjs'

const maxBreakpoints = 4
const maxKept = 10_000
const lifetimesMs = { '5m': 5 * 60_000, '1h': 60 * 60_000 }

/** @typedef {import('./tokens.mjs').Part} Part */

/**
 * @param {Part[]} parts
 * @param {{ttl?: '5m' | '1h'} | null | undefined} automatic the request's own cache_control: caches up to its end
 */
export function breakpointsOf(parts, automatic) {
  const last = parts.length - 1
  const breakpoints = parts.flatMap(({ cache, path }, index) =>
    cache ? [{ index, path, ttl: cache.ttl ?? '5m' }] : [],
  )
  if (automatic && breakpoints.at(-1)?.index !== last)
    breakpoints.push({ index: last, path: 'cache_control', ttl: automatic.ttl ?? '5m' })
  if (breakpoints.length > maxBreakpoints)
    throw new Refusal(
      21,
      `A maximum of ${maxBreakpoints} blocks with cache_control may be provided. Found ${breakpoints.length}.`,
    )
  const short = breakpoints.findIndex(({ ttl }) => ttl === '5m')
  const long = breakpoints.findLastIndex(({ ttl }) => ttl === '1h')
  if (short >= 0 && long > short)
    throw new Refusal(
      21,
      `${breakpoints[long]?.path}.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block.`,
    )
  return breakpoints
}

/** How many parts before a breakpoint are looked at for what earlier requests had cached. */
const lookBack = 20

export class PromptCache {
  /** When each prefix ends to be kept, by its hash. @type {Map<string, number>} */
  #kept = new Map()

  /**
   * What of the prompt is read from the cache, what is written to it, what is neither.
   * @param {string} key whose cache
   * @param {import('./models.mjs').Model} model
   * @param {Part[]} parts
   * @param {ReturnType<typeof breakpointsOf>} breakpoints
   */
  account(key, model, parts, breakpoints) {
    const written = { '5m': 0, '1h': 0 }
    const prefixes = breakpoints.length > 0 ? prefixesOf(JSON.stringify([key, model.id]), parts) : []
    const read = this.#longestKept(prefixes, breakpoints)
    let known = read
    for (const { index, ttl } of breakpoints) {
      const prefix = prefixes[index]
      if (!prefix || prefix.tokens < model.minCacheTokens) continue
      this.#keep(prefix.hash, ttl)
      if (prefix.tokens <= known) continue
      written[ttl] += prefix.tokens - known
      known = prefix.tokens
    }
    return { input: sumOf(parts) - known, read, written }
  }

  /** Tokens. @param {ReturnType<typeof prefixesOf>} prefixes @param {ReturnType<typeof breakpointsOf>} breakpoints */
  #longestKept(prefixes, breakpoints) {
    for (const { index } of breakpoints.toReversed()) {
      const found = prefixes
        .slice(Math.max(0, index - lookBack), index + 1)
        .findLast(({ hash }) => (this.#kept.get(hash) ?? 0) > Date.now())
      if (found) return found.tokens
    }
    return 0
  }

  /** @param {string} hash @param {'5m' | '1h'} ttl */
  #keep(hash, ttl) {
    if (this.#kept.size >= maxKept) this.#kept.clear()
    this.#kept.set(hash, Date.now() + lifetimesMs[ttl])
  }
}

/** Each part with all before it. @param {string} whose @param {Part[]} parts */
function prefixesOf(whose, parts) {
  let [hash, tokens] = [whose, 0]
  return parts.map((part) => {
    hash = createHash('sha256')
      .update(JSON.stringify([hash, part.material]))
      .digest('hex')
    tokens += part.tokens
    return { hash, tokens }
  })
}
