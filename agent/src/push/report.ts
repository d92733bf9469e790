// SPDX-License-Identifier: AGPL-3.0-or-later
// Reports a push: a progress line on a terminal, a line of JSON per page for scripts, a summary for people.
import { ApiProblem, type DisplayOutcome, type Outcome, type Pushed, type PushedPage } from '@rmirror/shared/api'
import type { Notebook, Problem } from '@rmirror/shared/library'
import { failureOf } from '@rmirror/shared/workshop'
import { deletedThereSentence } from '../account/deleted-there-sentence.ts'
import { noReader, quotaSentence } from '../account/quota-sentence.ts'
import { removalSentence } from '../account/removal-sentence.ts'
import type { Terminal } from '../options/command.ts'
import type { Progress } from '../ui/progress.ts'
import { visibleLine } from '../visible.ts'
import type { TranscriptionResult } from './transcription.ts'
import type { TranscriptionStatus } from './transcription-status.ts'

type Kind = Outcome['kind']

const failures: ReadonlySet<Kind> = new Set(['failed', 'changed', 'held-back'])

export class PushReport {
  readonly #terminal: Terminal
  readonly #asJson: boolean
  readonly #counts = new Map<Kind, number>()
  readonly #readings = new Map<TranscriptionResult['kind'], number>()
  #progress: Progress
  #isSending = false
  #fileFailures = 0
  /** Lines wait for a slow reader; the work doesn't. */
  #printed: Promise<void> = Promise.resolve()

  constructor(terminal: Terminal, asJson: boolean) {
    this.#terminal = terminal
    this.#asJson = asJson
    this.#progress = terminal.progress('Reading')
  }

  get failed(): boolean {
    return this.#fileFailures > 0 || this.#readings.has('unread') || [...failures].some((kind) => this.#count(kind) > 0)
  }

  expectReading(pages: number): void {
    this.#progress.expect(pages)
  }

  wasRead(): void {
    this.#progress.advance()
  }

  /** From now on all reported pages are counted as sent. */
  expectSending(pages: number): void {
    this.clear()
    this.#isSending = true
    this.#progress = this.#terminal.progress('Sending')
    this.#progress.expect(pages)
  }

  clear(): void {
    this.#progress.clear()
  }

  remark(sentence: string): void {
    if (this.#asJson) return
    this.clear()
    this.#terminal.warn(visibleLine(sentence))
  }

  reportFile({ path, code, detail }: Problem): void {
    this.#fileFailures++
    if (this.#asJson) this.#line({ file: path, ok: false, status: 'failed', error: { code, message: detail } })
    else this.remark(`${path}: ${detail}`)
  }

  reportPage({ notebook, page }: PushedPage, outcome: Outcome): void {
    this.#counts.set(outcome.kind, this.#count(outcome.kind) + 1)
    if (this.#isSending) this.#progress.advance()
    const error = errorOf(outcome)
    if (this.#asJson)
      this.#line({
        ...placeOf({ notebook, page }),
        ok: !failures.has(outcome.kind),
        status: outcome.kind,
        ...(error && { error }),
      })
    else if (error) this.remark(`${notebook.name}, page ${page.number}: ${error.message}`)
  }

  /** Display pictures are reported only if they fail, and not in JSON, which lists pages for transcription. */
  reportDisplay({ notebook, page }: PushedPage, outcome: DisplayOutcome): void {
    this.#progress.advance()
    if (outcome.kind === 'failed' && !this.#asJson)
      this.remark(`${notebook.name}, page ${page.number}: its picture couldn't be sent: ${messageOf(outcome.error)}`)
  }

  async sum(
    { quota, heldBack, excluded, deletedOnServer, newerOnServer, shortened, removalWarnings, scope }: Pushed,
    wholeWasAsked: boolean,
  ): Promise<void> {
    if (excluded.length > 0)
      this.remark(
        `${excluded.length === 1 ? '1 notebook is' : `${excluded.length} notebooks are`} excluded from sync, and nothing of ${excluded.length === 1 ? 'it' : 'them'} was sent.`,
      )
    for (const notebook of heldBack)
      this.remark(
        `${notebook.name}: not sent, because part of it couldn't be read. The server keeps the version it has.`,
      )
    if (deletedOnServer.length > 0) this.remark(deletedThereSentence(namesOf(deletedOnServer)))
    if (newerOnServer.length > 0)
      this.remark(
        `The server has a newer version from another device, and keeps it: ${namesOf(newerOnServer).join(', ')}.`,
      )
    for (const { sentence } of shortened) this.remark(sentence)
    for (const warning of removalWarnings) this.remark(removalSentence(warning))
    if (wholeWasAsked && scope === 'notebooks')
      this.remark("Nothing was deleted on the server, because some files here couldn't be read")
    this.clear()
    if (!this.#asJson) await this.#terminal.print(this.#summary(quota))
    await this.flush()
  }

  expectReadings(pages: number): void {
    this.clear()
    this.#progress = this.#terminal.progress('Transcribing')
    this.#progress.expect(pages)
  }

  reportTranscription(pushed: PushedPage, reading: TranscriptionResult): void {
    const { kind } = reading
    this.#readings.set(kind, (this.#readings.get(kind) ?? 0) + 1)
    this.#progress.advance()
    const reason = kind === 'unread' ? reading.reason : undefined
    if (this.#asJson)
      this.#line({
        ...placeOf(pushed),
        ok: kind !== 'unread',
        status: kind,
        ...(kind === 'read' && { text: reading.text ?? null }),
        ...(reason !== undefined && { error: { code: 'unread', message: reason } }),
      })
    else if (reason !== undefined) this.#remarkUnread(pushed, reason)
  }

  /** The state of transcription, if the push doesn't wait for it. */
  async reportStatus({ pending, unread }: TranscriptionStatus): Promise<void> {
    for (const { pushed, reason } of unread) this.#remarkUnread(pushed, reason)
    const lines: string[] = []
    if (pending > 0) {
      const words = pending === 1 ? '1 page is being transcribed' : `${pending} pages are being transcribed`
      lines.push(`${words}. Run "rmirror push --wait" to wait for ${pending === 1 ? 'its' : 'their'} text.`)
    }
    if (unread.length > 0) lines.push(`${unread.length} couldn't be transcribed; see above.`)
    this.clear()
    for (const line of lines) await this.#terminal.print(`${line}\n`)
  }

  #remarkUnread({ notebook, page }: PushedPage, reason: string): void {
    this.remark(`${notebook.name}, page ${page.number}: couldn't be transcribed: ${reason}`)
  }

  async sumReadings(): Promise<void> {
    this.clear()
    const count = (kind: TranscriptionResult['kind']) => this.#readings.get(kind) ?? 0
    const [read, unread] = [count('read'), count('unread')]
    const parts = [
      `Transcribed ${read} ${read === 1 ? 'page' : 'pages'}`,
      ...(unread > 0 ? [`${unread} couldn't be transcribed, see above`] : []),
      ...(count('deferred') > 0 ? [`${count('deferred')} waiting until the page quota resets`] : []),
      ...(count('changed') > 0 ? [`${count('changed')} changed in the meantime`] : []),
    ]
    if (!this.#asJson) await this.#terminal.print(`${parts.join('; ')}.\n`)
    await this.flush()
  }

  async flush(): Promise<void> {
    await this.#printed
  }

  /** The reason is printed with the error that ended the push. */
  async reportStopped(): Promise<void> {
    const sent = this.#count('sent') + this.#count('deferred')
    if (this.#asJson || sent === 0) return
    this.clear()
    await this.#terminal.print(`Sent ${sent} ${sent === 1 ? 'page' : 'pages'}, then stopped.\n`)
  }

  #summary(quota: Pushed['quota']): string {
    const rest = [
      this.#part('unchanged', 'unchanged'),
      this.#part('without-ink', 'without handwriting'),
      this.#part('trashed', 'in the trash'),
    ].filter((part) => part !== '')
    const deferred = this.#count('deferred')
    const sent = this.#count('sent') + deferred
    const lines = [`Sent ${sent} ${sent === 1 ? 'page' : 'pages'}${rest.length > 0 ? `; ${rest.join(', ')}` : ''}.`]
    if (sent > 0 && quota && !quota.has_reader)
      lines.push(`Note: ${noReader}, so pages are stored but not transcribed.`)
    if (deferred > 0 && quota)
      lines.push(
        `${deferred} of them ${deferred === 1 ? 'waits' : 'wait'} until your page quota resets: ${quotaSentence(quota)}.`,
      )
    const failed = this.#count('failed') + this.#count('held-back') + this.#fileFailures
    if (this.#count('changed') > 0)
      lines.push(`${this.#count('changed')} changed during the push. Push again to send the new version.`)
    if (failed > 0) lines.push(`${failed} couldn't be sent; see above.`)
    return `${lines.join('\n')}\n`
  }

  #part(kind: Kind, words: string): string {
    const count = this.#count(kind)
    return count === 0 ? '' : `${count} ${words}`
  }

  #count(kind: Kind): number {
    return this.#counts.get(kind) ?? 0
  }

  #line(line: object): void {
    this.clear()
    this.#printed = this.#printed.then(() => this.#terminal.print(`${JSON.stringify(line)}\n`))
  }
}

function messageOf(error: unknown): string {
  return error instanceof ApiProblem ? error.message : failureOf(error).detail
}

const namesOf = (notebooks: Notebook[]) => notebooks.map(({ name }) => name)

function placeOf({ notebook, page }: PushedPage) {
  return { notebook: notebook.name, notebook_uuid: notebook.uuid, page: page.number, page_uuid: page.uuid }
}

function errorOf(outcome: Outcome): { code: string; message: string } | undefined {
  if (outcome.kind === 'changed') return { code: 'changed', message: 'the page changed during the push' }
  if (outcome.kind === 'held-back') return { code: 'held-back', message: "part of its notebook couldn't be read" }
  if (outcome.kind !== 'failed') return undefined
  if (outcome.error instanceof ApiProblem)
    return { code: `http-${outcome.error.status}`, message: outcome.error.message }
  const { code, detail } = failureOf(outcome.error)
  return { code, message: detail }
}
