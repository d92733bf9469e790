// SPDX-License-Identifier: AGPL-3.0-or-later
// Transcribes pages with the user's own key: those without a transcription, a few at a time, within a spending limit.
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { DrawnPage } from '@rmirror/shared/api'
import { forEachConcurrently } from '@rmirror/shared/api'
import { OrderError } from '@rmirror/shared/workshop'
import { estimate, type Measured, priceOf } from '../../ai/prices.ts'
import { type AiFailure, isOfPage, noUsage, type PageAnswer, type PageToRead, type Usage } from '../../ai/types.ts'
import { isFullDisk, type LibraryStore } from '../local/library.ts'
import type { LiveNotebook, LivePage, ProblemCode } from '../local/live-notebook.ts'
import { AiClient, AiWorkerLost, type WorkerPort } from './ai-client.ts'
import type { KeptSettings, OwnText } from './own-database.ts'
import { withOwnDrawings } from './own-drawings.ts'

/** Number of concurrent calls. */
const atOnce = 2

/** A service that fails this often in a row will go on failing, and may charge for it. */
const maxFailuresInARow = 3

/** The pages to transcribe, while the user is asked to confirm. */
export interface WantedPages {
  notebook: LiveNotebook
  pages: LivePage[]
  /** The pages already have transcriptions, which will be replaced. */
  isAgain?: boolean
}

/** What a run needs of `OwnKeyTranscription`. */
interface Transcriptions {
  textOf(inkHash: string): OwnText | null
  textsOf(uuid: string): readonly OwnText[]
  wordsOf(uuid: string): string
  keepText(text: OwnText): Promise<void>
  readonly measured: ReadonlySignal<Measured>
  measure(settings: KeptSettings, more: Measured): Promise<void>
}

/** And what starting one needs. */
interface Transcribing extends Transcriptions {
  readonly run: Signal<TranscribeRun | null>
  settings(): Promise<KeptSettings | null>
  readonly startWorker: () => WorkerPort
}

export interface TranscribeProblem {
  /** 1-based. */
  page: number
  code: AiFailure['code'] | ProblemCode
  detail: string
}

export interface TranscribeChoice {
  /** Also pages that already have a transcription. */
  again: boolean
  /** What may be spent: dollars, or tokens if the price is unknown. */
  limit: number
}

export type TranscribePhase =
  | 'running'
  | 'done'
  | 'cancelled'
  | 'limit'
  | 'failing'
  | 'full-disk'
  | 'other-tab'
  | 'not-loaded'
  | 'stopped'

/** Ends the run with this phase. */
class Stop extends Error {
  readonly phase: TranscribePhase
  readonly failure: AiFailure | null

  constructor(phase: TranscribePhase, failure: AiFailure | null = null) {
    super(phase)
    this.phase = phase
    this.failure = failure
  }
}

type Tools = Pick<LibraryStore, 'pool'>

interface AskedPage {
  page: LivePage
  parts: NonNullable<LivePage['parts']>
  drawn: DrawnPage
}

export class TranscribeRun {
  readonly phase = signal<TranscribePhase>('running')
  readonly running = computed(() => this.phase.value === 'running')
  readonly name: string
  readonly totalPages: number
  readonly donePages = signal(0)
  /** Of the done pages, those that were transcribed. */
  readonly readPages = signal(0)
  readonly usage = signal<Usage>(noUsage)
  readonly problems = signal<TranscribeProblem[]>([])
  /** Why the run ended, if the service is the reason. */
  readonly failure = signal<AiFailure | null>(null)
  /** When the service may be called again, in milliseconds since 1970; null: now. */
  readonly waitsUntil = signal<number | null>(null)
  readonly settings: KeptSettings
  readonly #own: Transcriptions
  readonly #wanted: WantedPages
  readonly #choice: TranscribeChoice
  readonly #controller = new AbortController()
  #asked = 0
  #failuresInARow = 0

  constructor(own: Transcriptions, settings: KeptSettings, wanted: WantedPages, choice: TranscribeChoice) {
    this.#own = own
    this.settings = settings
    this.#wanted = wanted
    this.#choice = choice
    this.name = wanted.notebook.facts.name
    this.totalPages = wanted.pages.length
  }

  /** In dollars; null if the price is unknown. */
  get cost(): number | null {
    return priceOf(this.settings, this.usage.value)
  }

  cancel(): void {
    this.#controller.abort()
  }

  /** Doesn't reject for failures of a service, a page or the browser: `phase` tells the outcome. */
  async run(tools: Tools, startWorker: () => WorkerPort): Promise<void> {
    try {
      using client = new AiClient(startWorker)
      // Calls in flight are already paid for, so their answers are stored however the run ends.
      await alone(() => forEachConcurrently(this.#wanted.pages, atOnce, (page) => this.#do(page, tools, client)))
      this.phase.value = 'done'
    } catch (error) {
      this.#end(error)
    }
  }

  #end(error: unknown): void {
    if (error instanceof Stop) {
      this.failure.value = error.failure
      this.phase.value = error.phase
    } else if (this.#controller.signal.aborted) this.phase.value = 'cancelled'
    else if (error instanceof AiWorkerLost) this.phase.value = 'not-loaded'
    else throw error
  }

  async #do(page: LivePage, { pool }: Tools, client: AiClient): Promise<void> {
    const { signal } = this.#controller
    signal.throwIfAborted()
    if (!page.parts) return this.#fail(page, codeOf(page), '')
    try {
      const drawn = await pool.run('upload', { page: page.parts }, { urgency: () => 2, signal })
      const known = this.#own.textOf(drawn.ink_hash)
      if (known && !this.#choice.again) await this.#keep(withNotebook(known, this.#wanted.notebook.facts.uuid))
      else if (drawn.pictures.length > 0) await this.#read({ page, parts: page.parts, drawn }, { pool, client })
      this.donePages.value += 1
    } catch (error) {
      if (!(error instanceof OrderError)) throw error
      this.#fail(page, error.code as ProblemCode, error.message)
    }
  }

  async #read(asked: AskedPage, { pool, client }: Tools & { client: AiClient }): Promise<void> {
    if (!this.#mayAsk()) throw new Stop('limit')
    const ask = { kind: 'read', settings: this.settings, page: this.#pageToRead(asked) } as const
    const onWait = (ms: number) => {
      this.waitsUntil.value = Date.now() + ms
    }
    this.#asked += 1
    const answering = client.ask(ask, { signal: this.#controller.signal, onWait })
    const answer = await answering.finally(() => (this.#asked -= 1))
    this.waitsUntil.value = null
    await this.#take(asked, answer, pool)
  }

  async #take({ page, parts, drawn }: AskedPage, answer: PageAnswer, pool: Tools['pool']): Promise<void> {
    const { input, output } = answer.usage
    this.usage.value = { input: this.usage.value.input + input, output: this.usage.value.output + output }
    if (input + output > 0) await this.#own.measure(this.settings, { pages: 1, input, output }).catch(unlessFull)
    if ('failure' in answer) {
      const { code, detail } = answer.failure
      if (!isOfPage(answer.failure)) throw new Stop('stopped', answer.failure)
      this.problems.value = [...this.problems.value, { page: page.number, code, detail }]
      if (++this.#failuresInARow >= maxFailuresInARow) throw new Stop('failing', answer.failure)
      return
    }
    this.#failuresInARow = 0
    const before = this.#own.textOf(drawn.ink_hash)
    const pictures = drawn.pictures.map(({ rect }) => rect)
    const notebooks = before?.notebooks ?? []
    // It is paid for, so it is kept also if the run was cancelled meanwhile.
    const read = await withOwnDrawings(pool, answer.text, { parts, pictures })
    const text = { ...read, inkHash: drawn.ink_hash, pictures, notebooks }
    await this.#keep(withNotebook(text, this.#wanted.notebook.facts.uuid))
    this.readPages.value += 1
  }

  async #keep(text: OwnText): Promise<void> {
    try {
      await this.#own.keepText(text)
    } catch (error) {
      throw isFullDisk(error) ? new Stop('full-disk') : error
    }
  }

  /** Whether one more call stays within the limit, with calls in flight counted at the estimated size. */
  #mayAsk(): boolean {
    const ahead = estimate(this.#asked + 1, this.#own.measured.peek())
    const { input, output } = this.usage.peek()
    const after = { input: input + ahead.input, output: output + ahead.output }
    return (priceOf(this.settings, after) ?? after.input + after.output) <= this.#choice.limit
  }

  #pageToRead({ page, drawn: { pictures } }: AskedPage): PageToRead {
    const { notebook } = this.#wanted
    const { uuid, name, tags } = notebook.facts
    const before = notebook.pages[page.number - 2]?.state.peek()
    const previous = before?.kind === 'ready' ? this.#own.textOf(before.summary.inkHash)?.markdown : ''
    return {
      pictures: pictures.map(({ png, rect }) => ({ png, rect })),
      notebook: name,
      tags: [...tags, ...page.tags],
      languageHint: commonest(this.#own.textsOf(uuid).map(({ language }) => language)),
      previousLines: lastLines(previous ?? ''),
      words: this.#own.wordsOf(uuid),
    }
  }

  #fail({ number }: LivePage, code: TranscribeProblem['code'], detail: string): void {
    this.problems.value = [...this.problems.value, { page: number, code, detail }]
    this.donePages.value += 1
  }
}

/** How much of the page before is sent along; the server's prompt has the same limits. */
const previousLines = 3
const previousLetters = 500

function lastLines(text: string): string {
  return text.slice(-previousLetters).split('\n').slice(-previousLines).join('\n')
}

function commonest(languages: string[]): string {
  const counts = new Map<string, number>()
  for (const language of languages) if (language) counts.set(language, (counts.get(language) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? ''
}

function withNotebook(text: OwnText, notebook: string): OwnText {
  return { ...text, notebooks: [...new Set([...text.notebooks, notebook])] }
}

function codeOf({ state }: LivePage): ProblemCode {
  const now = state.peek()
  return now.kind === 'unreadable' ? now.code : 'unreadable-file'
}

function unlessFull(error: unknown): void {
  if (!isFullDisk(error)) throw error
}

/** Two tabs would pay for the same pages twice. On a page without HTTPS there are no locks. */
async function alone(work: () => Promise<unknown>): Promise<void> {
  const { locks } = navigator as { locks?: LockManager }
  if (!locks) {
    await work()
    return
  }
  await locks.request('rmirror-ai', { ifAvailable: true }, async (lock) => {
    if (!lock) throw new Stop('other-tab')
    await work()
  })
}

/** Does nothing while another run is active. The run stays in `own.run` until the user dismisses it. */
export async function startTranscribing(
  own: Transcribing,
  tools: Tools,
  wanted: WantedPages,
  choice: TranscribeChoice,
): Promise<void> {
  if (own.run.peek()?.running.peek()) return
  const settings = await own.settings()
  // Another tab removed the key; the settings shown here follow.
  if (!settings) return
  const run = new TranscribeRun(own, settings, wanted, choice)
  own.run.value = run
  await run.run(tools, own.startWorker)
}
