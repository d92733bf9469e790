// SPDX-License-Identifier: AGPL-3.0-or-later
// Lists the notes that the last sync left as they are, and what can be done with each.
import type { Finding } from '@rmirror/shared/vault'
import { type App, Modal, Setting } from 'obsidian'
import type { Host } from './host.ts'
import { findingSentence } from './sentences.ts'
import { correctionOf } from './sync.ts'
import { t } from './texts/index.ts'

export class KeptModal extends Modal {
  readonly #plugin: Host

  constructor(app: App, plugin: Host) {
    super(app)
    this.#plugin = plugin
  }

  override onOpen(): void {
    this.setTitle(t('kept.title'))
    this.modalEl.addClass('rmirror-kept')
    const { last } = this.#plugin
    if (!last || last.kept.length === 0)
      this.contentEl.createEl('p', { text: t(last ? 'kept.nothing' : 'kept.notYet') })
    for (const finding of last?.kept ?? []) this.#list(finding)
  }

  override onClose(): void {
    this.contentEl.empty()
  }

  #list(finding: Finding): void {
    const setting = new Setting(this.contentEl).setName(finding.path).setDesc(description(finding))
    setting.addButton((button) =>
      button.setButtonText(t('kept.open')).onClick(() => this.#finish(() => this.#openNote(finding.path))),
    )
    if (this.#plugin.last && correctionOf(finding, this.#plugin.last))
      setting.addButton((button) =>
        button.setButtonText(t('kept.take')).onClick(() => this.#finish(() => this.#plugin.takeAsCorrection(finding))),
      )
    if (finding.kind === 'changed' || finding.kind === 'markers')
      setting.addButton((button) =>
        button.setButtonText(t('kept.putBack')).onClick(() => this.#finish(() => this.#plugin.syncNow(finding.path))),
      )
    if (finding.kind === 'changed') this.#showTexts(finding)
  }

  #showTexts({ theirs, ours }: { theirs: string; ours: string }): void {
    const texts = this.contentEl.createDiv({ cls: 'rmirror-texts' })
    for (const [name, text] of [
      [t('kept.yours'), theirs],
      [t('kept.ours'), ours],
    ] as const) {
      const details = texts.createEl('details')
      details.createEl('summary', { text: name })
      details.createEl('pre', { text: text.trim() })
    }
  }

  #finish(action: () => unknown): unknown {
    this.close()
    return action()
  }

  async #openNote(path: string): Promise<void> {
    const { folder } = this.#plugin.settings
    const file = this.app.vault.getFileByPath(folder === '' ? path : `${folder}/${path}`)
    if (file) await this.app.workspace.getLeaf(false).openFile(file)
  }
}

function description(finding: Finding): string {
  const isOutdated = finding.kind === 'changed' && finding.isOutdated
  return [findingSentence(finding), ...(isOutdated ? [t('kept.outdated')] : [])].join(' ')
}
