// SPDX-License-Identifier: AGPL-3.0-or-later
// What differs between the services that can be asked.
import type { AiSettings, PageToRead, Usage } from './types.ts'

export interface Provider {
  /** How long one answer may take. */
  answerMs: number
  /** The bodies to ask with: the next one where the answer to the one before was cut off, or its limit refused. */
  requests(settings: AiSettings, page: PageToRead): object[]
  /** Bodies that ask for as little as can be, with nothing of anybody's in it: the next one where a limit is refused. */
  probes(settings: AiSettings, word: string): object[]
  urlOf(settings: AiSettings): string
  headersOf(settings: AiSettings): Record<string, string>
  /** The text of an answer; throws BadAnswer, or an AiProblem where the answer says so. */
  readReply(body: unknown): string
  usageOf(body: unknown): Usage
}
