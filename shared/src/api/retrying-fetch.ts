// SPDX-License-Identifier: AGPL-3.0-or-later
// A fetch that retries idempotent requests with backoff and obeys the server's rate limits.
import { NotReached, retryAfterMs } from './problem.ts'
import { unlessAborted } from './unless-aborted.ts'

export interface RetryPolicy {
  /** Maximum number of attempts per request. */
  maxAttempts: number
  /** The same until any request was answered: until then a wrong address is the more likely cause. */
  maxAttemptsUntilFirstAnswer: number
  /** Upper limit of the backoff before the second attempt; doubles with each further one. */
  firstWaitMs: number
  /** Upper limit of every wait. If `Retry-After` is longer, the answer is returned instead of retrying. */
  maxWaitMs: number
  /** Timeout of one attempt, from the first byte sent to the last byte received. */
  answerMs: number
}

/** Covers half a minute without a server, and rate limits, whose window is a minute. */
export const defaultRetryPolicy: RetryPolicy = {
  maxAttempts: 8,
  maxAttemptsUntilFirstAnswer: 3,
  firstWaitMs: 250,
  maxWaitMs: 90_000,
  answerMs: 180_000,
}

/** Rejects if no answer comes. Statuses are answers. */
export type Fetch = (request: Request, options: { signal: AbortSignal }) => Promise<Response>

const idempotent = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])
/** A manifest states the whole state, as a PUT does, so it may be repeated. */
const repeatablePosts = /\/api\/v1\/sync\/manifest$/
const passing = new Set([429, 502, 503, 504])

/**
 * Reads each body completely before returning the answer, so that a connection that breaks halfway counts as a failed
 * attempt.
 */
export class RetryingFetch {
  readonly #retryPolicy: RetryPolicy
  readonly #fetch: Fetch
  readonly #pauses: RateLimitDelays
  #maxAttempts: number

  constructor(
    retryPolicy: RetryPolicy = defaultRetryPolicy,
    send: Fetch = (request, options) => fetch(request, options),
  ) {
    this.#retryPolicy = retryPolicy
    this.#fetch = send
    this.#pauses = new RateLimitDelays(retryPolicy.maxWaitMs)
    this.#maxAttempts = retryPolicy.maxAttemptsUntilFirstAnswer
  }

  /** Rejects with the signal's reason when it is aborted. `request` itself must not follow a signal. */
  async send(request: Request, signal: AbortSignal): Promise<Response> {
    for (let tried = 1; ; tried++) {
      await this.#pauses.end(request, signal)
      const isLast = !isRepeatable(request) || tried >= this.#maxAttempts
      const outcome = await this.#attempt(isLast ? request : request.clone(), signal)
      if (outcome instanceof Response) this.#note(request, outcome)
      else if (isLast) throw outcome
      if (outcome instanceof Response && (isLast || !mayPass(outcome, this.#retryPolicy))) return outcome
      const askedMs = outcome instanceof Response ? retryAfterMs(outcome) : 0
      await wait(Math.max(askedMs ?? 0, backoffMs(this.#retryPolicy, tried)), signal)
    }
  }

  /** Rejects only when the caller's `signal` is aborted. Every other failure is returned as NotReached. */
  async #attempt(request: Request, signal: AbortSignal): Promise<Response | NotReached> {
    signal.throwIfAborted()
    const ending = new AbortController()
    const giveUp = () => ending.abort(signal.reason)
    const timer = setTimeout(
      () => ending.abort(new DOMException('no answer', 'TimeoutError')),
      this.#retryPolicy.answerMs,
    )
    signal.addEventListener('abort', giveUp)
    try {
      const response = await this.#fetch(request, { signal: ending.signal })
      // On Node 22, a body that has arrived whole and is still being inflated when its signal is aborted never settles
      // (undici 6.24).
      const body = await unlessAborted(response.arrayBuffer(), ending.signal)
      const { status, statusText, headers } = response
      return new Response(body.byteLength > 0 ? body : null, { status, statusText, headers })
    } catch (error) {
      signal.throwIfAborted()
      return new NotReached(new URL(request.url).origin, error)
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
    }
  }

  #note(request: Request, answer: Response): void {
    this.#maxAttempts = this.#retryPolicy.maxAttempts
    this.#pauses.note(request, answer)
  }
}

function isRepeatable({ method, url }: Request): boolean {
  return idempotent.has(method) || repeatablePosts.test(new URL(url).pathname)
}

function mayPass(answer: Response, { maxWaitMs }: RetryPolicy): boolean {
  return passing.has(answer.status) && (retryAfterMs(answer) ?? 0) <= maxWaitMs
}

/** Exponential backoff with jitter, so that clients don't all retry at the same moment once a server is back. */
function backoffMs({ firstWaitMs, maxWaitMs }: RetryPolicy, tried: number): number {
  const max = Math.min(firstWaitMs * 2 ** (tried - 1), maxWaitMs)
  return max * (0.5 + Math.random() / 2)
}

/**
 * Delays requests after the server reported that the rate limit is used up (`RateLimit-Remaining: 0`), per method and
 * path.
 */
class RateLimitDelays {
  readonly #until = new Map<string, number>()
  readonly #maxMs: number

  constructor(maxMs: number) {
    this.#maxMs = maxMs
  }

  note(request: Request, { headers }: Response): void {
    const resetSeconds = Number(headers.get('ratelimit-reset'))
    if (headers.get('ratelimit-remaining') !== '0' || !(resetSeconds > 0)) return
    this.#until.set(kindOf(request), performance.now() + Math.min(resetSeconds * 1000, this.#maxMs))
  }

  async end(request: Request, signal: AbortSignal): Promise<void> {
    const ms = (this.#until.get(kindOf(request)) ?? 0) - performance.now()
    if (ms > 0) await wait(ms, signal)
  }
}

function kindOf({ method, url }: Request): string {
  return `${method} ${new URL(url).pathname.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '*')}`
}

/** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}
