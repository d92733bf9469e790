// SPDX-License-Identifier: AGPL-3.0-or-later
// Limits the length of an answer in the form that the service accepts: OpenAI's newer models refuse `max_tokens`, other
// services know nothing else, and most refuse more than a model can write. What was learnt from refusals is remembered.
// The server does the same (server/src/ocr/service/answer_limit.hpp).
import type { Refusal } from './failure.ts'
import type { AiSettings } from './types.ts'

export type LimitName = 'max_tokens' | 'max_completion_tokens'

export interface AnswerLimit {
  /** The request's member that has the limit; null: no limit is sent. */
  name: LimitName | null
  tokens: number
}

/** Smaller numbers in a refusal can't be a limit that a page could be transcribed within. */
const minCap = 1_000
/** If the account can afford fewer tokens than this, it counts as empty. */
const minAffordable = 8_000
const maxRefusals = 5

/** The limits tried in one call, one after the other. */
export class LimitTrial {
  limit: AnswerLimit
  /** The limit was lowered to what the account can afford, which may change with the next call. */
  isTemporary = false
  #wasRenamed = false
  #refusals = 0

  constructor(first: AnswerLimit) {
    this.limit = first
  }

  /** Chooses the limit for the next try. False if no other limit will help, so the refusal is final. */
  takeRefusal({ reason, error: { searched } }: Refusal): boolean {
    if (++this.#refusals > maxRefusals) return false
    if (reason === 'context_too_small') return this.#leaveOut()
    if (reason === 'limit_refused')
      return this.#lower(capIn(searched, this.limit.tokens)) || this.#rename() || this.#leaveOut()
    const affordable = reason === 'no_credit' ? affordableIn(searched) : null
    this.isTemporary = affordable !== null && affordable >= minAffordable && this.#lower(affordable)
    return this.isTemporary
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

/** What each model accepts, by address and model. Lost when the worker ends. */
const known = new Map<string, AnswerLimit>()

const nameOf = ({ address, model }: AiSettings) => JSON.stringify([address, model])

export function beginTrial(settings: AiSettings, name: LimitName, tokens: number): LimitTrial {
  const learnt = known.get(nameOf(settings))
  return new LimitTrial(learnt ? { ...learnt, tokens: Math.min(learnt.tokens, tokens) } : { name, tokens })
}

/** Call it when the service has answered within this limit. */
export function remember(settings: AiSettings, { limit, isTemporary }: LimitTrial): void {
  if (!isTemporary) known.set(nameOf(settings), limit)
}

/**
 * The largest number below `most` in a sentence such as "This model supports at most 16384 completion tokens, whereas
 * you provided 32000.", ignoring names of models. null for a sentence about the context, which the prompt shares.
 */
function capIn(text: string, max: number): number | null {
  if (text.includes('context')) return null
  const numbers = (text.match(/[\w.-]+/g) ?? [])
    .map((word) => word.replace(/\.+$/, ''))
    .filter((word) => /^\d+$/.test(word))
  const caps = numbers.map(Number).filter((number) => number >= minCap && number < max)
  return caps.length > 0 ? Math.max(...caps) : null
}

/** OpenRouter: "You requested up to 32000 tokens, but can only afford 27342." */
function affordableIn(text: string): number | null {
  const number = /can only afford (\d+)/.exec(text)?.[1]
  return number === undefined ? null : Number(number)
}
