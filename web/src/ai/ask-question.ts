// SPDX-License-Identifier: AGPL-3.0-or-later
// Asks the service in the settings about documents.
import { readAnswerStream } from './answer-stream.ts'
import type { Caller } from './call.ts'
import { problemIn } from './failure.ts'
import { adaptTo, callOf, failureIn, providers } from './providers.ts'
import type { AiSettings, Question, QuestionAnswer } from './types.ts'

/** Rejects only with the signal's reason. `onText` gets the answer in pieces. */
export async function askQuestion(
  caller: Caller,
  settings: AiSettings,
  question: Question,
  signal: AbortSignal,
  onText: (piece: string) => void,
): Promise<QuestionAnswer> {
  const provider = providers[settings.kind]
  const trial = provider.askQuestion(settings, question)
  let hasText = false
  const take = (piece: string) => {
    hasText = true
    onText(piece)
  }
  for (;;) {
    try {
      const body = await caller.stream(callOf(provider, settings, trial), signal)
      const { end, error, usage } = await readAnswerStream(body, provider.partOf, signal, take)
      // The response itself was a success; the error came in its place.
      const found = error !== undefined && !hasText ? problemIn(Response.json(null), error, settings) : null
      return found ? { failure: found.problem.failure } : { end, ...(usage && { usage }) }
    } catch (error) {
      if (!adaptTo(trial, error)) return { failure: failureIn(error) }
    }
  }
}
