// SPDX-License-Identifier: AGPL-3.0-or-later
// One page, asked of whoever the settings name.
import { BadAnswer, readAnswer } from './answer.ts'
import type { Caller } from './call.ts'
import { claude } from './claude.ts'
import { AiProblem } from './failure.ts'
import { openAiCompatible } from './openai-compatible.ts'
import type { Provider } from './provider.ts'
import { type AiFailure, type AiSettings, noUsage, type PageAnswer, type PageToRead, type Usage } from './types.ts'

const providers: Record<AiSettings['kind'], Provider> = { claude, 'openai-compatible': openAiCompatible }

/** Rejects with the signal's reason only. `onWait`: the service asked to wait so long. */
export async function readPage(
  caller: Caller,
  settings: AiSettings,
  page: PageToRead,
  signal: AbortSignal,
  onWait: (ms: number) => void,
): Promise<PageAnswer> {
  const provider = providers[settings.kind]
  let usage = noUsage
  let failure: AiFailure = { code: 'truncated', detail: '' }
  for (const request of provider.requests(settings, page)) {
    try {
      const body = await caller.send(callOf(provider, settings, request), signal, onWait)
      usage = sum(usage, provider.usageOf(body))
      return { text: readAnswer(provider.readReply(body), page), usage }
    } catch (error) {
      failure = failureIn(error)
      if (failure.code !== 'truncated' && !refusesLimit(error)) break
    }
  }
  return { failure, usage }
}

/** null: it answers as it should. */
export async function probe(caller: Caller, settings: AiSettings, signal: AbortSignal): Promise<AiFailure | null> {
  const provider = providers[settings.kind]
  let failure: AiFailure | null = null
  for (const request of provider.probes(settings, 'Hello')) {
    try {
      await caller.send(callOf(provider, settings, request), signal, () => {})
      return null
    } catch (error) {
      failure = failureIn(error)
      if (!refusesLimit(error)) break
    }
  }
  return failure
}

const refusesLimit = (error: unknown) => error instanceof AiProblem && error.refusesLimit

function callOf(provider: Provider, settings: AiSettings, body: object) {
  const { answerMs } = provider
  return { settings, url: provider.urlOf(settings), headers: provider.headersOf(settings), body, answerMs }
}

function failureIn(error: unknown): AiFailure {
  if (error instanceof AiProblem) return error.failure
  if (error instanceof BadAnswer) return { code: 'bad-answer', detail: error.message }
  throw error
}

const sum = (a: Usage, b: Usage): Usage => ({ input: a.input + b.input, output: a.output + b.output })
