// SPDX-License-Identifier: AGPL-3.0-or-later
// Transcribes one page with the service in the settings.
import { readAnswer } from './answer.ts'
import type { Caller } from './call.ts'
import { adaptTo, callOf, failureIn, providers } from './providers.ts'
import { type AiFailure, type AiSettings, noUsage, type PageAnswer, type PageToRead, type Usage } from './types.ts'

/** Rejects only with the signal's reason. `onWait` gets the milliseconds that the service asked to wait. */
export async function readPage(
  caller: Caller,
  settings: AiSettings,
  page: PageToRead,
  signal: AbortSignal,
  onWait: (ms: number) => void,
): Promise<PageAnswer> {
  const provider = providers[settings.kind]
  const trial = provider.ask(settings, page)
  let usage = noUsage
  for (;;) {
    try {
      const body = await caller.send(callOf(provider, settings, trial), signal, onWait)
      usage = sum(usage, provider.usageOf(body))
      trial.succeeded()
      return { text: readAnswer(trial.readReply(body), page), usage }
    } catch (error) {
      if (!adaptTo(trial, error)) return { failure: failureIn(error), usage }
    }
  }
}

/** Checks key, model and address with a minimal request; null if the service answers as it should. */
export async function probe(caller: Caller, settings: AiSettings, signal: AbortSignal): Promise<AiFailure | null> {
  const provider = providers[settings.kind]
  const trial = provider.probe(settings, 'Hello')
  for (;;) {
    try {
      await caller.send(callOf(provider, settings, trial), signal, () => {})
      return null
    } catch (error) {
      if (!adaptTo(trial, error)) return failureIn(error)
    }
  }
}

const sum = (a: Usage, b: Usage): Usage => ({ input: a.input + b.input, output: a.output + b.output })
