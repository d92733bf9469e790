// SPDX-License-Identifier: AGPL-3.0-or-later
// A fetch that bears bad weather: it asks again where asking twice does no harm, and waits when it is told to.
import { NotReached, retryAfterMs } from './problem.ts'

export interface Patience {
  /** How often a request is sent before giving up. */
  tries: number
  /** The same while no request was ever answered: then it is rather the address that is wrong. */
  firstTries: number
  /** Before the second try; each wait after that may be twice as long as the one before. */
  firstWaitMs: number
  /** Nobody waits longer than this, however long the server asks for. */
  longestWaitMs: number
  /** For one answer, from the first byte sent to the last one received. */
  answerMs: number
}

/** Half a minute without a server is borne; so are the minutes that rates are limited by. */
export const usualPatience: Patience = {
  tries: 8,
  firstTries: 3,
  firstWaitMs: 250,
  longestWaitMs: 90_000,
  answerMs: 180_000,
}

const idempotent = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])
/** It states how things are, as a PUT does. */
const repeatablePosts = /\/api\/v1\/sync\/manifest$/
const passing = new Set([429, 502, 503, 504])

/** Answers are in memory when they are given out, so that a connection that breaks halfway is no answer. */
export class PatientFetch {
  readonly #patience: Patience
  readonly #pauses: Pauses
  #tries: number

  constructor(patience: Patience = usualPatience) {
    this.#patience = patience
    this.#pauses = new Pauses(patience.longestWaitMs)
    this.#tries = patience.firstTries
  }

  /** Rejects with the signal's reason when it is aborted; `request` itself follows no signal. */
  async send(request: Request, signal: AbortSignal): Promise<Response> {
    for (let tried = 1; ; tried++) {
      await this.#pauses.end(request, signal)
      const isLast = !isRepeatable(request) || tried >= this.#tries
      const outcome = await attempt(isLast ? request : request.clone(), this.#patience.answerMs, signal)
      if (outcome instanceof Response) this.#note(request, outcome)
      else if (isLast) throw outcome
      if (outcome instanceof Response && (isLast || !mayPass(outcome, this.#patience))) return outcome
      const askedMs = outcome instanceof Response ? retryAfterMs(outcome) : 0
      await wait(Math.max(askedMs ?? 0, backoffMs(this.#patience, tried)), signal)
    }
  }

  #note(request: Request, answer: Response): void {
    this.#tries = this.#patience.tries
    this.#pauses.note(request, answer)
  }
}

function isRepeatable({ method, url }: Request): boolean {
  return idempotent.has(method) || repeatablePosts.test(new URL(url).pathname)
}

function mayPass(answer: Response, { longestWaitMs }: Patience): boolean {
  return passing.has(answer.status) && (retryAfterMs(answer) ?? 0) <= longestWaitMs
}

/** Rejects only when whoever sent the request gave it up. */
async function attempt(request: Request, answerMs: number, signal: AbortSignal): Promise<Response | NotReached> {
  signal.throwIfAborted()
  const ending = new AbortController()
  const giveUp = () => ending.abort(signal.reason)
  const timer = setTimeout(() => ending.abort(new DOMException('no answer', 'TimeoutError')), answerMs)
  signal.addEventListener('abort', giveUp)
  try {
    const response = await fetch(request, { signal: ending.signal })
    const body = await Promise.race([response.arrayBuffer(), rejectionOf(ending.signal)])
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

/**
 * Rejects with the signal's reason. Node 22 needs it for bodies: one that has arrived whole and is still being inflated
 * when its signal is aborted never settles (undici 6.24).
 */
function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** Never all at the same moment after a server came back. */
function backoffMs({ firstWaitMs, longestWaitMs }: Patience, tried: number): number {
  const most = Math.min(firstWaitMs * 2 ** (tried - 1), longestWaitMs)
  return most * (0.5 + Math.random() / 2)
}

/** When the server said that nothing is left for this minute, the next request of that kind waits for the next one. */
class Pauses {
  readonly #until = new Map<string, number>()
  readonly #longestMs: number

  constructor(longestMs: number) {
    this.#longestMs = longestMs
  }

  note(request: Request, { headers }: Response): void {
    const resetSeconds = Number(headers.get('ratelimit-reset'))
    if (headers.get('ratelimit-remaining') !== '0' || !(resetSeconds > 0)) return
    this.#until.set(kindOf(request), performance.now() + Math.min(resetSeconds * 1000, this.#longestMs))
  }

  async end(request: Request, signal: AbortSignal): Promise<void> {
    const ms = (this.#until.get(kindOf(request)) ?? 0) - performance.now()
    if (ms > 0) await wait(ms, signal)
  }
}

function kindOf({ method, url }: Request): string {
  return `${method} ${new URL(url).pathname.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '*')}`
}

/** Rejects with the reason when the signal is aborted. */
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
