// SPDX-License-Identifier: AGPL-3.0-or-later
// What differs between services.
import type { AiProblem } from './failure.ts'
import type { AiSettings, AnswerEnd, PageToRead, Question, Usage } from './types.ts'

/** The requests for one page or probe: after some problems, a changed request may succeed. */
export interface Trial {
  readonly body: object
  /** The model's text in an answer. Throws BadAnswer, or an AiProblem that the answer itself reports. */
  readReply(body: unknown): string
  /** Whether another request may help after this problem; `body` is then the new one. */
  adaptTo(problem: AiProblem): boolean
  /** The service answered without an error. */
  succeeded(): void
}

/** What one event of a streamed answer says. */
export interface AnswerPart {
  text?: string
  /** How the answer ends, if it isn't cut off by the connection. */
  end?: AnswerEnd
  /** No event follows. */
  isLast?: boolean
  /** The tokens of the whole answer until now. */
  usage?: Partial<Usage>
  /** The event is an error of the service, in the service's own format. */
  error?: unknown
}

export interface Provider {
  /** Timeout for one answer, in milliseconds. */
  answerMs: number
  ask(settings: AiSettings, page: PageToRead): Trial
  /** The request for a streamed answer to a question. */
  askQuestion(settings: AiSettings, question: Question): Trial
  /** `data`: of an event of that answer. */
  partOf(data: unknown): AnswerPart
  /** The smallest possible request, with no data of the user. */
  probe(settings: AiSettings, word: string): Trial
  urlOf(settings: AiSettings): string
  headersOf(settings: AiSettings): Record<string, string>
  usageOf(body: unknown): Usage
}
