// SPDX-License-Identifier: AGPL-3.0-or-later
// Why a service didn't transcribe a page.
import { type ErrorAnswer, judge, placeOf, readError, statusOf } from './failure-table.ts'
import type { AiFailure, AiSettings, FailureCode } from './types.ts'

/** A refusal with the table's reason; another request may be accepted. */
export interface Refusal {
  reason: string
  error: ErrorAnswer
}

export class AiProblem extends Error {
  override name = 'AiProblem'
  readonly failure: AiFailure
  readonly refusal: Refusal | null

  constructor(failure: AiFailure, refusal: Refusal | null = null) {
    super(failure.detail || failure.code)
    this.failure = failure
    this.refusal = refusal
  }

  static of(code: FailureCode): AiProblem {
    return new AiProblem({ code, detail: '', place: null })
  }
}

/** Maps reasons of the table to what they mean for a user with their own key. */
const codes: Record<string, FailureCode> = {
  bad_key: 'bad-key',
  no_credit: 'no-credit',
  usage_limit: 'usage-limit',
  not_allowed: 'not-allowed',
  browsers_refused: 'browsers-refused',
  no_such_model: 'no-such-model',
  not_found: 'no-such-model',
  forbidden: 'forbidden',
  too_large: 'too-large',
  refused: 'refused',
  context_too_small: 'context-too-small',
  rate_limited: 'rate-limited',
  overloaded: 'overloaded',
  server_fault: 'overloaded',
  bad_request: 'bad-request',
}

/** Judges an answer by its status, its error types and its text together; null if it isn't an error. */
export function problemIn(
  response: Response,
  body: unknown,
  settings: AiSettings,
): { problem: AiProblem; status: number } | null {
  const error = readError(body)
  if (response.ok && !error.isError) return null
  const reason = judge(settings.kind, response.status, error)
  const code = codes[reason] ?? 'unknown'
  // Services like to quote a part of a key that they refuse.
  const detail = code === 'bad-key' ? '' : shown(error.message, settings)
  const problem = new AiProblem({ code, detail, place: placeOf(settings.kind, reason) }, { reason, error })
  return { problem, status: statusOf(response.status, error) }
}

const maxShown = 300

/** Shortens a message to one line, without the key. */
function shown(message: string, { key }: AiSettings): string {
  const line = (key ? message.replaceAll(key, '…') : message).replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length > maxShown ? `${letters.slice(0, maxShown).join('')}…` : line
}
