// SPDX-License-Identifier: AGPL-3.0-or-later
// How long an answer may be, in a way that the service takes: OpenAI's newer models refuse `max_tokens`, others know
// nothing else, and most refuse more than a model can write. What was refused is remembered. The server does the same
// (server/src/ocr/answer_limit.hpp).
import type { Refusal } from './failure.ts'
import type { AiSettings } from './types.ts'

export type LimitName = 'max_tokens' | 'max_completion_tokens'

export interface AnswerLimit {
  /** The member of a request; null: the limit is left out. */
  name: LimitName | null
  tokens: number
}

/** Numbers below this are no limit that a page could be transcribed within. */
const leastCap = 1_000
/** With money for fewer tokens than this the account counts as empty. */
const leastAffordable = 8_000
const mostRefusals = 5

/** The limits of one call, one after another. */
export class LimitTrial {
  limit: AnswerLimit
  /** The account has money for fewer tokens only, which may change with the next call. */
  isForThisCall = false
  #wasRenamed = false
  #refusals = 0

  constructor(first: AnswerLimit) {
    this.limit = first
  }

  /** False when another limit won't help: then the refusal stands. */
  takeRefusal({ reason, error: { searched } }: Refusal): boolean {
    if (++this.#refusals > mostRefusals) return false
    if (reason === 'context_too_small') return this.#leaveOut()
    if (reason === 'limit_refused')
      return this.#lower(capIn(searched, this.limit.tokens)) || this.#rename() || this.#leaveOut()
    const affordable = reason === 'no_credit' ? affordableIn(searched) : null
    this.isForThisCall = affordable !== null && affordable >= leastAffordable && this.#lower(affordable)
    return this.isForThisCall
  }

  #leaveOut(): boolean {
    const wasThere = this.limit.name !== null
    this.limit = { ...this.limit, name: null }
    return wasThere
  }

  #lower(tokens: number | null): boolean {
    if (tokens === null || this.limit.name === null || tokens >= this.limit.tokens) return false
    this.limit = { ...this.limit, tokens }
    return true
  }

  #rename(): boolean {
    if (this.#wasRenamed || this.limit.name === null) return false
    this.#wasRenamed = true
    const name = this.limit.name === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
    this.limit = { ...this.limit, name }
    return true
  }
}

/** What each model takes; a worker that starts again learns it again. */
const known = new Map<string, AnswerLimit>()

const nameOf = ({ address, model }: AiSettings) => JSON.stringify([address, model])

export function beginTrial(settings: AiSettings, name: LimitName, tokens: number): LimitTrial {
  const learnt = known.get(nameOf(settings))
  return new LimitTrial(learnt ? { ...learnt, tokens: Math.min(learnt.tokens, tokens) } : { name, tokens })
}

/** The service answered within this limit. */
export function remember(settings: AiSettings, { limit, isForThisCall }: LimitTrial): void {
  if (!isForThisCall) known.set(nameOf(settings), limit)
}

/**
 * The largest number below `most` in a sentence such as "This model supports at most 16384 completion tokens, whereas you
 * provided 32000.", names of models left out; null for one about the context, which the prompt shares.
 */
function capIn(text: string, most: number): number | null {
  if (text.includes('context')) return null
  const numbers = (text.match(/[\w.-]+/g) ?? [])
    .map((word) => word.replace(/\.+$/, ''))
    .filter((word) => /^\d+$/.test(word))
  const caps = numbers.map(Number).filter((number) => number >= leastCap && number < most)
  return caps.length > 0 ? Math.max(...caps) : null
}

/** OpenRouter: "You requested up to 32000 tokens, but can only afford 27342." */
function affordableIn(text: string): number | null {
  const number = /can only afford (\d+)/.exec(text)?.[1]
  return number === undefined ? null : Number(number)
}
