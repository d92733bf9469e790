// SPDX-License-Identifier: AGPL-3.0-or-later
import { isUnencrypted } from '@rmirror/shared/api'
import { type App, Notice, type Plugin, PluginSettingTab, Setting } from 'obsidian'
import type { Host } from './host.ts'
import { addressIn, folderOf, intervals } from './settings.ts'
import { SignInModal } from './sign-in-modal.ts'
import { resultSentences } from './status-display.ts'
import { t } from './texts/index.ts'

export class SettingsTab extends PluginSettingTab {
  readonly #plugin: Plugin & Host
  /** The parts that a sync or a sign-in changes. The rest stays, because somebody may be typing. */
  #accountEl: HTMLElement | undefined
  #lastEl: HTMLElement | undefined

  constructor(app: App, plugin: Plugin & Host) {
    super(app, plugin)
    this.#plugin = plugin
  }

  override display(): void {
    this.containerEl.empty()
    this.#addServer()
    this.#accountEl = this.containerEl.createDiv()
    new Setting(this.containerEl).setName(t('settings.notes')).setHeading()
    this.#addFolder()
    this.#addNotes()
    new Setting(this.containerEl).setName(t('settings.syncing')).setHeading()
    this.#addSyncing()
    this.#lastEl = this.containerEl.createDiv()
    this.update()
  }

  override hide(): void {
    this.#accountEl = undefined
    this.#lastEl = undefined
  }

  /** After a sync or a sign-in. */
  update(): void {
    this.#accountEl?.empty()
    this.#lastEl?.empty()
    if (this.#accountEl) this.#addAccount(this.#accountEl)
    if (this.#lastEl) this.#addLast(this.#lastEl)
  }

  #addServer(): void {
    const setting = new Setting(this.containerEl).setName(t('settings.server'))
    const say = () => setting.setDesc(serverHint(this.#plugin.settings.server))
    setting.addText((text) =>
      text
        .setPlaceholder('https://')
        .setValue(this.#plugin.settings.server)
        .onChange(async (server) => {
          await this.#plugin.saveSettings({ server: server.trim() })
          say()
          this.update()
        }),
    )
    say()
  }

  #addAccount(container: HTMLElement): void {
    const { session, server } = this.#plugin
    const account = server === undefined ? undefined : session.accountAt(server)
    const setting = new Setting(container).setName(t('settings.account'))
    if (account) {
      setting.setDesc(t('settings.signedIn', { email: account.email }))
      setting.addButton((button) => button.setButtonText(t('settings.signOut')).onClick(() => this.#signOut()))
      return
    }
    setting.setDesc(t('settings.signedOut'))
    setting.addButton((button) =>
      button
        .setButtonText(t('settings.signIn'))
        .setCta()
        .onClick(() => this.#signIn()),
    )
  }

  #signIn(): void {
    const { session, server } = this.#plugin
    if (server === undefined) {
      new Notice(t('error.noServer'))
      return
    }
    const onSignedIn = () => {
      this.update()
      void this.#plugin.syncNow()
    }
    new SignInModal(this.app, { server, session, onSignedIn }).open()
  }

  async #signOut(): Promise<void> {
    const isTold = await this.#plugin.session.signOut(this.#plugin.signal)
    if (!isTold) new Notice(t('settings.stillValid'), 0)
    this.update()
  }

  #addFolder(): void {
    const setting = new Setting(this.containerEl).setName(t('settings.folder')).setDesc(t('settings.folderHint'))
    setting.addText((text) =>
      text.setValue(this.#plugin.settings.folder).onChange(async (typed) => {
        const folder = folderOf(typed)
        setting.setDesc(t(folder === undefined ? 'settings.badFolder' : 'settings.folderHint'))
        if (folder !== undefined) await this.#plugin.saveSettings({ folder })
      }),
    )
  }

  #addNotes(): void {
    const { settings } = this.#plugin
    new Setting(this.containerEl).setName(t('settings.per')).addDropdown((dropdown) =>
      dropdown
        .addOption('notebook', t('settings.perNotebook'))
        .addOption('page', t('settings.perPage'))
        .setValue(settings.per ?? 'notebook')
        .onChange((per) => this.#plugin.saveSettings({ per: per === 'page' ? 'page' : 'notebook' })),
    )
    this.#addToggle('withPictures', t('settings.pictures'), t('settings.picturesHint'))
    this.#addToggle('deleteRemoved', t('settings.removed'), t('settings.removedHint'))
  }

  #addSyncing(): void {
    this.#addToggle('onStart', t('settings.onStart'), '')
    new Setting(this.containerEl).setName(t('settings.every')).addDropdown((dropdown) => {
      for (const minutes of intervals) dropdown.addOption(String(minutes), intervalText(minutes))
      dropdown
        .setValue(String(this.#plugin.settings.everyMinutes))
        .onChange((minutes) => this.#plugin.saveSettings({ everyMinutes: Number(minutes) }))
    })
  }

  #addLast(container: HTMLElement): void {
    const { last, problem } = this.#plugin
    const setting = new Setting(container).setName(t('settings.last'))
    if (problem !== undefined) setting.setDesc(problem)
    else if (last) setting.setDesc(`${last.at.toLocaleString()}: ${resultSentences(last).join(' ')}`)
    else setting.setDesc(t('settings.notYet'))
    if (last && last.kept.length > 0)
      setting.addButton((button) => button.setButtonText(t('sync.show')).onClick(() => this.#plugin.showKept()))
    setting.addButton((button) =>
      button
        .setButtonText(t('command.sync'))
        .setCta()
        .onClick(() => void this.#plugin.syncNow()),
    )
  }

  #addToggle(name: 'withPictures' | 'deleteRemoved' | 'onStart', label: string, hint: string): void {
    new Setting(this.containerEl)
      .setName(label)
      .setDesc(hint)
      .addToggle((toggle) =>
        toggle.setValue(this.#plugin.settings[name]).onChange((isOn) => this.#plugin.saveSettings({ [name]: isOn })),
      )
  }
}

function serverHint(text: string): string {
  if (text === '') return t('settings.serverHint')
  const address = addressIn(text)
  if ('problem' in address) return t(address.problem === 'no-address' ? 'settings.noAddress' : 'settings.tooMuch')
  return t(isUnencrypted(address.server) ? 'settings.unencrypted' : 'settings.serverHint')
}

function intervalText(minutes: number): string {
  if (minutes === 0) return t('settings.never')
  if (minutes < 60) return t('settings.minutes', { count: minutes })
  return minutes === 60 ? t('settings.hour') : t('settings.hours', { count: minutes / 60 })
}
