// SPDX-License-Identifier: AGPL-3.0-or-later
// What differs between the services that can be asked.
import type { AiProblem } from './failure.ts'
import type { AiSettings, PageToRead, Usage } from './types.ts'

/** The requests of one question: another one where that may be answered better than the one before. */
export interface Trial {
  readonly body: object
  /** The text of an answer; throws BadAnswer, or an AiProblem where the answer says so. */
  readReply(body: unknown): string
  /** Whether there is another body after this problem; then `body` is that. */
  goesOn(problem: AiProblem): boolean
  /** The service answered. */
  succeeded(): void
}

export interface Provider {
  /** How long one answer may take. */
  answerMs: number
  ask(settings: AiSettings, page: PageToRead): Trial
  /** Asks for as little as can be, with nothing of anybody's in it. */
  probe(settings: AiSettings, word: string): Trial
  urlOf(settings: AiSettings): string
  headersOf(settings: AiSettings): Record<string, string>
  usageOf(body: unknown): Usage
}
