// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a sync is: in the status bar, which phones don't have, and in a notice if a person asked for the sync.
import { Notice, Platform, type Plugin } from 'obsidian'
import type { Host } from './host.ts'
import { planSentence } from './sentences.ts'
import type { Progress, SyncResult } from './sync.ts'
import { t } from './texts/index.ts'

export class StatusDisplay {
  readonly #plugin: Plugin & Host
  readonly #bar: HTMLElement | undefined
  #notice: Notice | undefined

  constructor(plugin: Plugin & Host) {
    this.#plugin = plugin
    this.#bar = Platform.isMobile ? undefined : plugin.addStatusBarItem()
    this.rest()
  }

  /** Shows the progress in a notice, too. */
  follow(): void {
    this.#notice = new Notice(t('sync.asking'), 0)
  }

  unfollow(): void {
    this.#notice?.hide()
    this.#notice = undefined
  }

  progress(progress: Progress): void {
    const text = progressText(progress)
    this.#bar?.setText(text)
    this.#notice?.setMessage(text)
  }

  /** Between syncs. */
  rest(): void {
    const { problem, last } = this.#plugin
    if (problem !== undefined) this.#bar?.setText(t('status.failed'))
    else if (last && last.kept.length > 0) this.#bar?.setText(t('status.kept', { count: last.kept.length }))
    else this.#bar?.setText(t('status.idle'))
  }

  /** What a sync did that a person asked for. */
  report(result: SyncResult): void {
    const { kept } = result
    const content = createFragment((fragment) => {
      for (const sentence of resultSentences(result)) fragment.createDiv({ text: sentence })
      if (kept.length === 0) return
      const button = fragment.createEl('button', { text: t('sync.show'), cls: 'rmirror-show-kept' })
      button.addEventListener('click', () => this.#plugin.showKept())
    })
    new Notice(content, kept.length > 0 ? 15_000 : 5_000)
  }
}

export function resultSentences({ plan, failures, kept }: SyncResult): string[] {
  return [
    planSentence(plan),
    ...(failures.length > 0 ? [t('sync.failed', { paths: namesOf(failures) })] : []),
    ...(kept.length > 0 ? [t('sync.kept', { count: kept.length })] : []),
  ]
}

function progressText(progress: Progress): string {
  if (progress.step === 'asking') return t('sync.asking')
  const { step, done, total } = progress
  return t(step === 'reading' ? 'sync.reading' : 'sync.writing', { done, total })
}

/** The first few. */
function namesOf(paths: string[]): string {
  const shown = paths.slice(0, 3).join(', ')
  return paths.length > 3 ? `${shown}, …` : shown
}
