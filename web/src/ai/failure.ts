// SPDX-License-Identifier: AGPL-3.0-or-later
// Why a service did not transcribe a page.
import { judge, readError } from './failure-table.ts'
import type { AiFailure, AiSettings, FailureCode } from './types.ts'

export class AiProblem extends Error {
  override name = 'AiProblem'
  readonly failure: AiFailure
  /** The limit of the answer, or its name, was refused; without it the service may answer. */
  readonly refusesLimit: boolean

  constructor(code: FailureCode, detail = '', refusesLimit = code === 'context-too-small') {
    super(detail || code)
    this.failure = { code, detail }
    this.refusesLimit = refusesLimit
  }
}

/** What the table's reasons are to a person with a key of their own. */
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
}

/** Of an answer that is none of success: what its status, its type and its text say together. */
export function problemOf(status: number, body: unknown, settings: AiSettings): AiProblem {
  const error = readError(body)
  const reason = judge(settings.kind, status, error)
  const code = codes[reason] ?? 'bad-request'
  // Of a key that it refused, a service likes to quote a part.
  return new AiProblem(code, code === 'bad-key' ? '' : shown(error.message, settings), reason === 'limit_refused')
}

const mostShown = 300

/** One short line, without the key. */
function shown(message: string, { key }: AiSettings): string {
  const line = (key ? message.replaceAll(key, '…') : message).replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length > mostShown ? `${letters.slice(0, mostShown).join('')}…` : line
}
