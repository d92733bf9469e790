// SPDX-License-Identifier: AGPL-3.0-or-later
// One question and its answer, which grows while it arrives. Nothing of it is stored.
import { signal } from '@preact/signals'
import { type AiFailure, type AnswerEnd, noUsage, type Usage } from '../../ai/types.ts'
import type { AskedText } from './asked-texts.ts'

export interface AskedQuestion {
  prompt: string
  texts: readonly AskedText[]
  /** The longest answer, in tokens. */
  maxTokens: number
}

export type AskOutcome =
  | { end: AnswerEnd | 'stopped'; usage?: Usage }
  /** Of a service that was called with the user's own key. */
  | { failure: AiFailure }
  /** Of the server, or of Claude behind it. */
  | { problem: unknown }
  /** What has no id at the server is too long to be part of the question. */
  | { end: 'too-long' }

/** Rejects only with the signal's reason. `onText` gets the answer in pieces. */
export type AskService = (
  question: AskedQuestion,
  signal: AbortSignal,
  onText: (piece: string) => void,
) => Promise<AskOutcome>

/** How much of an answer is quoted to have it continued, in characters. */
const quotedLetters = 2_000

export class AskRun {
  /** Markdown, and untrusted: a model wrote it. */
  readonly text = signal('')
  /** null while the answer arrives. */
  readonly outcome = signal<AskOutcome | null>(null)
  /** The rest can be asked for, also after that failed. */
  readonly isCutOff = signal(false)
  /** What the service reported so far; null: nothing. */
  readonly usage = signal<Usage | null>(null)
  readonly question: AskedQuestion
  readonly #service: AskService
  #controller = new AbortController()

  constructor(question: AskedQuestion, service: AskService) {
    this.question = question
    this.#service = service
  }

  /** Resolves when the answer has ended. */
  async start(): Promise<void> {
    await this.#ask(this.question)
  }

  /**
   * Asks for the rest of an answer that was cut off and appends it. `promptOf` makes a prompt of the question and the
   * end of the answer so far.
   */
  async continue(promptOf: (question: string, end: string) => string): Promise<void> {
    const end = [...this.text.peek()].slice(-quotedLetters).join('')
    await this.#ask({ ...this.question, prompt: promptOf(this.question.prompt, end) })
  }

  /** What has arrived stays. */
  stop(): void {
    this.#controller.abort()
  }

  #note(outcome: AskOutcome): void {
    if (!('end' in outcome)) return
    if (outcome.end === 'cut-off') this.isCutOff.value = true
    if (outcome.end === 'complete') this.isCutOff.value = false
    if (!('usage' in outcome) || !outcome.usage) return
    const { input, output } = this.usage.peek() ?? noUsage
    this.usage.value = { input: input + outcome.usage.input, output: output + outcome.usage.output }
  }

  async #ask(question: AskedQuestion): Promise<void> {
    this.#controller = new AbortController()
    const { signal: stopped } = this.#controller
    this.outcome.value = null
    try {
      const outcome = await this.#service(question, stopped, (piece) => (this.text.value += piece))
      this.#note(outcome)
      this.outcome.value = outcome
    } catch (error) {
      if (!stopped.aborted) throw error
      this.outcome.value = { end: 'stopped' }
    }
  }
}
