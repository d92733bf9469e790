// SPDX-License-Identifier: AGPL-3.0-or-later
// One call to a service, retried where that may help, and no sooner than the service asks.
import { retryAfterMs, wait } from '@rmirror/shared/api'
import { BadAnswer } from './answer.ts'
import { AiProblem, problemIn } from './failure.ts'
import { parsed } from './failure-table.ts'
import type { AiSettings } from './types.ts'

export interface Call {
  settings: AiSettings
  url: string
  headers: Record<string, string>
  body: object
  /** Timeout for one answer, in milliseconds. */
  answerMs: number
}

export interface RetryPolicy {
  maxAttempts: number
  /** Wait before the second try, in milliseconds; doubles with each further try. */
  firstWaitMs: number
  /** If the service asks to wait longer than this, in milliseconds, the call fails. */
  maxWaitMs: number
}

const defaultRetryPolicy: RetryPolicy = { maxAttempts: 5, firstWaitMs: 2_000, maxWaitMs: 120_000 }

/** Waiting doesn't refill an account. */
const spent = new Set<string>(['no-credit', 'usage-limit'])

const maxAnswerBytes = 10_000_000

/** Statuses worth a retry, as in Anthropic's client library. */
const isPassing = (status: number) => status === 408 || status === 409 || status === 429 || status >= 500

export class Caller {
  readonly #retryPolicy: RetryPolicy
  readonly #fetch: typeof fetch
  /** The earliest time of the next request, in milliseconds since 1970, for all calls of this caller. */
  #notBefore = 0

  constructor(retryPolicy: RetryPolicy = defaultRetryPolicy, ask: typeof fetch = (...given) => fetch(...given)) {
    this.#retryPolicy = retryPolicy
    this.#fetch = ask
  }

  /**
   * Returns the parsed answer. Throws AiProblem, BadAnswer, or the signal's reason. `onWait` gets the milliseconds
   * until the next try.
   */
  async send(call: Call, signal: AbortSignal, onWait: (ms: number) => void): Promise<unknown> {
    const { maxAttempts, firstWaitMs, maxWaitMs } = this.#retryPolicy
    for (let tried = 1; ; tried++) {
      await this.#pause(signal, onWait)
      const { response, body } = await this.#ask(call, signal)
      const found = problemIn(response, body, call.settings)
      if (!found) return body
      const { problem, status } = found
      const askedMs = retryAfterMs(response) ?? 0
      const isHopeless = !isPassing(status) || spent.has(problem.failure.code)
      if (isHopeless || tried >= maxAttempts || askedMs > maxWaitMs) throw problem
      const ms = Math.max(askedMs, firstWaitMs * 2 ** (tried - 1) * (1 + Math.random() / 4))
      this.#notBefore = Math.max(this.#notBefore, Date.now() + ms)
    }
  }

  /**
   * Returns the body of an answer that is read while it arrives. The call is made once, because a person is waiting.
   * Throws AiProblem, BadAnswer, or the signal's reason; reading the body rejects if the connection breaks.
   */
  async stream(call: Call, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const late = AbortSignal.timeout(call.answerMs)
    try {
      const response = await this.#request(call, AbortSignal.any([signal, late]))
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
      if (response.ok && isStream && response.body) return response.body
      const found = problemIn(response, await jsonOf(response), call.settings)
      throw found?.problem ?? new BadAnswer('it isn’t a stream')
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof AiProblem || error instanceof BadAnswer) throw error
      throw late.aborted ? AiProblem.of('too-slow') : await this.#whyUnreachable(call, signal)
    }
  }

  async #pause(signal: AbortSignal, onWait: (ms: number) => void): Promise<void> {
    for (let ms = this.#left(); ms > 0; ms = this.#left()) {
      onWait(ms)
      await wait(ms, signal)
    }
  }

  #left(): number {
    return this.#notBefore - Date.now()
  }

  async #ask(call: Call, signal: AbortSignal): Promise<{ response: Response; body: unknown }> {
    const late = AbortSignal.timeout(call.answerMs)
    try {
      const response = await this.#request(call, AbortSignal.any([signal, late]))
      return { response, body: await jsonOf(response) }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof BadAnswer) throw error
      throw late.aborted ? AiProblem.of('too-slow') : await this.#whyUnreachable(call, signal)
    }
  }

  #request({ url, headers, body }: Call, signal: AbortSignal): Promise<Response> {
    return this.#fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
      // Nothing is sent beyond these headers and the body, and redirects aren't followed.
      ...{ mode: 'cors', credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'error', cache: 'no-store' },
      signal,
    })
  }

  /**
   * Browsers don't tell a page why a request failed. A second request, without the key and the page, finds out whether
   * anything answers at the address.
   */
  async #whyUnreachable({ url }: Call, signal: AbortSignal): Promise<AiProblem> {
    if (!navigator.onLine) return AiProblem.of('offline')
    try {
      const asking = { mode: 'no-cors', credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' } as const
      const soon = AbortSignal.any([signal, AbortSignal.timeout(10_000)])
      await this.#fetch(new URL(url).origin, { ...asking, signal: soon })
      return AiProblem.of('refuses-browsers')
    } catch {
      signal.throwIfAborted()
      return AiProblem.of('unreachable')
    }
  }
}

/** Text if it isn't JSON. Throws BadAnswer if it's too long. */
async function jsonOf(response: Response): Promise<unknown> {
  const pieces: BlobPart[] = []
  let length = 0
  const reader = response.body?.getReader()
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    length += piece.value.length
    if (length > maxAnswerBytes) {
      await reader?.cancel()
      throw new BadAnswer('it is far too long')
    }
    pieces.push(piece.value)
  }
  return parsed(await new Blob(pieces).text())
}
