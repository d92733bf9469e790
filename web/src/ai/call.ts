// SPDX-License-Identifier: AGPL-3.0-or-later
// One call to a service: again where that may help, and no sooner than it says.
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
  /** How long the answer may take. */
  answerMs: number
}

export interface Patience {
  tries: number
  /** Before the second try; each wait after that is twice as long. */
  firstWaitMs: number
  /** Who asks for more than this is not waited for. */
  longestWaitMs: number
}

const usualPatience: Patience = { tries: 5, firstWaitMs: 2_000, longestWaitMs: 120_000 }

/** Waiting brings no money. */
const spent = new Set<string>(['no-credit', 'usage-limit'])

const mostAnswerBytes = 10_000_000

/** What passes, as Claude's own library has it. */
const isPassing = (status: number) => status === 408 || status === 409 || status === 429 || status >= 500

export class Caller {
  readonly #patience: Patience
  readonly #fetch: typeof fetch
  /** When the service may be asked again, as it told one of the calls. */
  #notBefore = 0

  constructor(patience: Patience = usualPatience, ask: typeof fetch = (...given) => fetch(...given)) {
    this.#patience = patience
    this.#fetch = ask
  }

  /** The answer's JSON. Throws AiProblem, BadAnswer, or the signal's reason. */
  async send(call: Call, signal: AbortSignal, onWait: (ms: number) => void): Promise<unknown> {
    const { tries, firstWaitMs, longestWaitMs } = this.#patience
    for (let tried = 1; ; tried++) {
      await this.#pause(signal, onWait)
      const { response, body } = await this.#ask(call, signal)
      const found = problemIn(response, body, call.settings)
      if (!found) return body
      const { problem, status } = found
      const askedMs = retryAfterMs(response) ?? 0
      const isHopeless = !isPassing(status) || spent.has(problem.failure.code)
      if (isHopeless || tried >= tries || askedMs > longestWaitMs) throw problem
      const ms = Math.max(askedMs, firstWaitMs * 2 ** (tried - 1) * (1 + Math.random() / 4))
      this.#notBefore = Math.max(this.#notBefore, Date.now() + ms)
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
      const response = await this.#fetch(call.url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...call.headers },
        body: JSON.stringify(call.body),
        // Nothing but what stands here goes along, and to nobody else.
        ...{ mode: 'cors', credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'error', cache: 'no-store' },
        signal: AbortSignal.any([signal, late]),
      })
      return { response, body: await jsonOf(response) }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof BadAnswer) throw error
      throw late.aborted ? AiProblem.of('too-slow') : await this.#whyUnreachable(call, signal)
    }
  }

  /** Browsers don't tell a page why it got no answer: whether there is anybody is asked without the key and the page. */
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

/** Text where it is no JSON. Throws BadAnswer where it is too long to be read. */
async function jsonOf(response: Response): Promise<unknown> {
  const pieces: BlobPart[] = []
  let length = 0
  const reader = response.body?.getReader()
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    length += piece.value.length
    if (length > mostAnswerBytes) {
      await reader?.cancel()
      throw new BadAnswer('it is far too long')
    }
    pieces.push(piece.value)
  }
  return parsed(await new Blob(pieces).text())
}
