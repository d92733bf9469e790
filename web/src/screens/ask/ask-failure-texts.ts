// SPDX-License-Identifier: AGPL-3.0-or-later
// How an answer ended, in sentences that say what helps.
import { ApiProblem } from '@rmirror/shared/api'
import type { FailureCode } from '../../ai/types.ts'
import type { AskOutcome } from '../../data/ask/ask-run.ts'
import type { ShownSettings } from '../../data/own-key/own-key-transcription.ts'
import { formatClock, formatDay, formatSoon, type TextKey, t } from '../../i18n/index.ts'
import { aiFailureText } from '../own-key/ai-failure-texts.ts'
import { serverText } from '../texts/server-texts.ts'

export interface AskFacts {
  /** Of the own key; null if there is none. */
  chosen: ShownSettings | null
  /** When the token quota is reset, as milliseconds since 1970; null if unknown. */
  resetsAt: number | null
  model: string
  /** Whether part of the answer has arrived. */
  hasText: boolean
}

const ends = {
  'cut-off': 'ask.cutOff',
  refused: 'ask.refused',
  stopped: 'ask.stopped',
  'too-long': 'ask.tooLong',
} as const

/** null: the answer is complete. */
export function outcomeText(outcome: AskOutcome, facts: AskFacts): string | null {
  if ('failure' in outcome) return ownKeyText(outcome.failure, facts)
  if ('problem' in outcome) return problemText(outcome.problem, facts)
  const { end } = outcome
  if (end === 'complete') return facts.hasText ? null : t('ask.empty')
  if (end === 'broken') return t(facts.hasText ? 'ask.broken' : 'ask.noAnswer')
  return t(ends[end])
}

/** Of these, the sentences about transcription would be wrong. */
const questionTexts: Partial<Record<FailureCode, TextKey>> = {
  'no-credit': 'ask.noCredit',
  'usage-limit': 'ask.usageLimit',
  'bad-request': 'ask.badRequest',
  'too-large': 'ask.tooMuchFor',
  'context-too-small': 'ask.tooMuchFor',
  'bad-answer': 'ask.noAnswer',
  offline: 'ask.offline',
}

function ownKeyText(failure: Extract<AskOutcome, { failure: object }>['failure'], { chosen }: AskFacts): string {
  const { code, detail } = failure
  const settings = chosen ?? { address: 'https://api.anthropic.com', host: 'Anthropic', model: '' }
  const own = questionTexts[code]
  // What is sent is as long as a service says, so its own sentence tells best what is wrong.
  if (own) return [t(own, { host: settings.host }), detail && t('aiFailure.says', { detail })].filter(Boolean).join(' ')
  return aiFailureText(failure, settings)
}

/** Errors of Claude have a type of their own in place of the server's problem details. */
function claudeTypeOf({ members }: ApiProblem): string {
  const error = members.error as { type?: unknown } | undefined
  return typeof error?.type === 'string' ? error.type : ''
}

function claudeMessageOf({ members }: ApiProblem): string {
  const error = members.error as { message?: unknown } | undefined
  return typeof error?.message === 'string' ? error.message : ''
}

function problemText(problem: unknown, { resetsAt, model, hasText }: AskFacts): string {
  if (!(problem instanceof ApiProblem)) return navigator.onLine ? serverText(problem) : t('ask.offline')
  const { status, retryAfterMs } = problem
  if (status === 402)
    return resetsAt === null ? t('ask.quotaUsedUp') : t('ask.quotaUsedUpUntil', { day: formatDay(resetsAt) })
  if (status === 403) return t('ask.modelNotAllowed', { model })
  if (status === 404) return t('ask.gone')
  if (status === 413 || /prompt is too long/i.test(claudeMessageOf(problem))) return t('ask.tooMuch')
  if (status === 429) return limitText(problem, retryAfterMs)
  if (status === 529 || claudeTypeOf(problem) === 'overloaded_error')
    return t(hasText ? 'ask.broken' : 'ask.overloaded')
  return claudeMessageOf(problem) ? t('ask.serverSays', { detail: claudeMessageOf(problem) }) : serverText(problem)
}

const hourMs = 3_600_000

function limitText(problem: ApiProblem, retryAfterMs: number | undefined): string {
  if (retryAfterMs === undefined) return t('ask.tooOften')
  const at = Date.now() + retryAfterMs
  // In hours, only the clock says anything.
  const when = retryAfterMs < hourMs ? formatSoon(at) : formatClock(at)
  const isSpent = /spending limit/i.test(problem.message)
  return t(isSpent ? 'ask.spendingLimit' : 'ask.tooOftenUntil', { when })
}
