// SPDX-License-Identifier: AGPL-3.0-or-later
// The services by their kind of API, and what calls to any of them share.
import { BadAnswer } from './answer.ts'
import type { Call } from './call.ts'
import { claude } from './claude.ts'
import { AiProblem } from './failure.ts'
import { openAiCompatible } from './openai-compatible.ts'
import type { Provider, Trial } from './provider.ts'
import type { AiFailure, AiSettings } from './types.ts'

export const providers: Record<AiSettings['kind'], Provider> = { claude, 'openai-compatible': openAiCompatible }

/** Whether another request may help after this error; `trial` then has it. */
export const adaptTo = (trial: Trial, error: unknown) => error instanceof AiProblem && trial.adaptTo(error)

export function callOf(provider: Provider, settings: AiSettings, { body }: Trial): Call {
  const { answerMs } = provider
  return { settings, url: provider.urlOf(settings), headers: provider.headersOf(settings), body, answerMs }
}

/** Rethrows what is neither a failure of the service nor of its answer. */
export function failureIn(error: unknown): AiFailure {
  if (error instanceof AiProblem) return error.failure
  if (error instanceof BadAnswer) return { code: 'bad-answer', detail: error.message, place: null }
  throw error
}
