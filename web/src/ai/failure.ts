// SPDX-License-Identifier: AGPL-3.0-or-later
// Why a service did not transcribe a page.
import { fieldsOf, textAt } from './fields.ts'
import type { AiFailure, AiSettings, FailureCode } from './types.ts'

export class AiProblem extends Error {
  override name = 'AiProblem'
  readonly failure: AiFailure

  constructor(code: FailureCode, detail = '') {
    super(detail || code)
    this.failure = { code, detail }
  }
}

const byStatus: Record<number, FailureCode> = {
  400: 'bad-request',
  401: 'bad-key',
  402: 'no-credit',
  403: 'forbidden',
  404: 'no-such-model',
  405: 'no-such-model',
  408: 'overloaded',
  409: 'overloaded',
  413: 'too-large',
  422: 'bad-request',
  429: 'rate-limited',
}

/** Claude's and OpenAI's names for an account that has nothing left to spend. */
const spent = new Set(['enforced_spend_limit_reached', 'contract_spend_limit_reached', 'insufficient_quota'])

/** Of an answer that is none of success. */
export function problemOf(status: number, body: unknown, settings: AiSettings): AiProblem {
  const error = fieldsOf(fieldsOf(body).error)
  const code = textAt(fieldsOf(error.details), 'error_code') || textAt(error, 'code')
  if (status === 429 && spent.has(code)) return new AiProblem('no-credit')
  const known = byStatus[status] ?? (status >= 500 ? 'overloaded' : 'bad-request')
  // Of a key that it refused, a service likes to quote a part.
  return new AiProblem(known, known === 'bad-key' ? '' : shown(textAt(error, 'message'), settings))
}

const mostShown = 300

/** One short line, without the key. */
function shown(message: string, { key }: AiSettings): string {
  const line = (key ? message.replaceAll(key, '…') : message).replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length > mostShown ? `${letters.slice(0, mostShown).join('')}…` : line
}
