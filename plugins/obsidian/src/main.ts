// SPDX-License-Identifier: AGPL-3.0-or-later
// The plugin: its commands, when it syncs, and what it says about it.
import type { Finding } from '@rmirror/shared/vault'
import { takeCorrection } from '@rmirror/shared/vault/account'
import { Notice, Plugin, TFolder } from 'obsidian'
import type { Host } from './host.ts'
import { KeptModal } from './kept-modal.ts'
import { errorSentence, NotReady, needsPerson } from './sentences.ts'
import { Session } from './session.ts'
import { addressIn, readSettings, type Settings } from './settings.ts'
import { SettingsTab } from './settings-tab.ts'
import { StatusDisplay } from './status-display.ts'
import { correctionOf, type SyncResult, syncVault } from './sync.ts'
import { t } from './texts/index.ts'

export default class RmirrorPlugin extends Plugin implements Host {
  settings: Settings = readSettings(undefined)
  session = new Session(this.app.secretStorage)
  last: SyncResult | undefined
  problem: string | undefined
  readonly #ending = new AbortController()
  #status: StatusDisplay | undefined
  #settingsTab: SettingsTab | undefined
  #running: Promise<boolean> | undefined
  #timer: number | undefined
  /** A problem of a sync by the clock that the person has to solve, and was told. */
  #told: string | undefined
  #needsPerson = false

  override async onload(): Promise<void> {
    if (!('toSorted' in Array.prototype)) {
      new Notice(t('error.tooOld'), 0)
      return
    }
    this.settings = readSettings(await this.loadData())
    this.#status = new StatusDisplay(this)
    this.#settingsTab = new SettingsTab(this.app, this)
    this.addSettingTab(this.#settingsTab)
    this.addRibbonIcon('refresh-cw', t('ribbon.sync'), () => void this.syncNow())
    this.addCommand({ id: 'sync', name: t('command.sync'), callback: () => void this.syncNow() })
    this.addCommand({ id: 'kept', name: t('command.kept'), callback: () => this.showKept() })
    this.registerEvent(
      this.app.vault.on('rename', (file, oldPath) => void this.#followFolder(file.path, oldPath, file)),
    )
    this.#setTimer()
    this.app.workspace.onLayoutReady(() => {
      if (this.settings.onStart) void this.#syncAlone()
    })
  }

  override onunload(): void {
    this.#ending.abort()
  }

  /** data.json was changed by a sync service. */
  override async onExternalSettingsChange(): Promise<void> {
    this.settings = readSettings(await this.loadData())
    this.#setTimer()
  }

  async saveSettings(more: Partial<Settings>): Promise<void> {
    this.settings = { ...this.settings, ...more }
    if (more.everyMinutes !== undefined) this.#setTimer()
    await this.saveData(this.settings)
  }

  get server(): string | undefined {
    const address = addressIn(this.settings.server)
    return 'server' in address ? address.server : undefined
  }

  get signal(): AbortSignal {
    return this.#ending.signal
  }

  async syncNow(putBack?: string): Promise<boolean> {
    if (this.#running && putBack === undefined) {
      new Notice(t('sync.already'))
      return false
    }
    await this.#running
    this.#status?.follow()
    const isDone = await this.#sync(putBack)
    this.#status?.unfollow()
    if (this.signal.aborted) return false
    if (!isDone) new Notice(this.problem ?? '', 0)
    else if (this.last) this.#status?.report(this.last)
    return isDone
  }

  showKept(): void {
    new KeptModal(this.app, this).open()
  }

  async takeAsCorrection(finding: Finding): Promise<void> {
    const { last, server = '' } = this
    const correction = last && correctionOf(finding, last)
    if (!correction) return
    try {
      const api = await this.session.open(server)
      if (!api) throw new NotReady('error.signedOut')
      const taken = await takeCorrection(api, correction.document, correction.content, this.signal)
      new Notice(t(taken === 'taken' ? 'kept.taken' : 'kept.overtaken'))
    } catch (error) {
      if (!this.signal.aborted) new Notice(errorSentence(error, server), 0)
      return
    }
    await this.#running
    await this.syncNow()
  }

  /** By the clock, or at the start: says nothing but in the status bar and the settings, unless a person has to act. */
  async #syncAlone(): Promise<void> {
    const isReady = this.server !== undefined && this.session.accountAt(this.server) !== undefined
    if (!isReady || this.#running || (await this.#sync())) return
    if (this.signal.aborted || !this.#needsPerson || this.problem === this.#told) return
    this.#told = this.problem
    new Notice(this.problem ?? '', 0)
  }

  async #sync(putBack?: string): Promise<boolean> {
    this.#running = this.#run(putBack)
    try {
      return await this.#running
    } finally {
      this.#running = undefined
      this.#status?.rest()
      this.#settingsTab?.update()
    }
  }

  async #run(putBack: string | undefined): Promise<boolean> {
    const { server } = this
    try {
      if (server === undefined) throw new NotReady('error.noServer')
      const api = await this.session.open(server)
      if (!api) throw new NotReady('error.signedOut')
      const { app, signal } = this
      const onProgress = (progress: Parameters<StatusDisplay['progress']>[0]) => this.#status?.progress(progress)
      this.last = await syncVault({ app, api, settings: () => this.settings, putBack, signal, onProgress })
      this.problem = undefined
      this.#told = undefined
      const { per } = this.last.plan.state
      if (this.settings.per === undefined && per !== undefined) await this.saveSettings({ per })
      return true
    } catch (error) {
      this.#needsPerson = needsPerson(error)
      if (!this.signal.aborted) this.problem = errorSentence(error, server ?? '')
      return false
    }
  }

  /** A person renamed the folder of the notes, or one above it. */
  async #followFolder(path: string, oldPath: string, file: unknown): Promise<void> {
    const { folder } = this.settings
    if (!(file instanceof TFolder) || (folder !== oldPath && !folder.startsWith(`${oldPath}/`))) return
    await this.saveSettings({ folder: `${path}${folder.slice(oldPath.length)}` })
  }

  #setTimer(): void {
    window.clearInterval(this.#timer)
    this.#timer = undefined
    const { everyMinutes } = this.settings
    if (everyMinutes > 0)
      this.#timer = this.registerInterval(window.setInterval(() => void this.#syncAlone(), everyMinutes * 60_000))
  }
}
