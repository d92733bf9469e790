// SPDX-License-Identifier: AGPL-3.0-or-later
// Obsidian as a plugin meets it, on a disk in memory: opened, used and closed by tests. It loads the built main.js as
// Obsidian does, and lets it require nothing but "obsidian", as on phones.
import type RmirrorPlugin from '../main.ts'
import { Disk } from './disk.ts'
import { openPage } from './dom.ts'
import { normalizePath, TAbstractFile, TFile, TFolder } from './files.ts'
import { interfaceOf } from './interface.ts'
import { strictRequestUrl } from './request-url.ts'
import { StrictFileManager, StrictVault } from './vault.ts'

type Page = ReturnType<typeof openPage>

export interface AppOptions {
  disk?: Disk
  /** The device's secret storage, which outlives Obsidian. */
  secrets?: Map<string, string>
  language?: string
  isPhone?: boolean
}

interface Setup {
  code: string
  manifest: object
}

export class StrictApp {
  readonly disk: Disk
  readonly page: Page = openPage()
  readonly vault: StrictVault
  readonly fileManager: StrictFileManager
  /** Everything that notices said. */
  readonly notices: string[] = []
  readonly commands = new Map<string, () => unknown>()
  /** Notes and addresses that the plugin opened. */
  readonly opened: string[] = []
  /** As "GET /api/v1/me". */
  readonly requests: string[] = []
  readonly intervals = new Map<number, { every: number; callback: () => unknown }>()
  readonly secretStorage: { getSecret(id: string): string | null; setSecret(id: string, value: string): void }
  readonly workspace: object
  readonly #language: string
  readonly #isPhone: boolean
  readonly #onUnload: (() => void)[] = []
  readonly #started: Promise<unknown>[] = []
  readonly #onReady: (() => unknown)[] = []
  plugin: RmirrorPlugin | undefined
  settingsTab: { containerEl: HTMLElement; display(): void; hide(): void } | undefined

  constructor({ disk = new Disk(), secrets = new Map(), language = 'en', isPhone = false }: AppOptions = {}) {
    this.disk = disk
    this.vault = new StrictVault(disk)
    this.fileManager = new StrictFileManager(this.vault)
    this.#language = language
    this.#isPhone = isPhone
    this.secretStorage = {
      getSecret: (id) => secrets.get(id) ?? null,
      setSecret(id, value) {
        if (!/^[a-z0-9-]+$/.test(id)) throw new Error('Invalid secret ID')
        secrets.set(id, value)
      },
    }
    this.workspace = {
      onLayoutReady: (callback: () => unknown) => this.#onReady.push(callback),
      getLeaf: () => ({ openFile: async (file: TFile) => this.opened.push(file.path) }),
    }
    Object.assign(this.page, {
      setInterval: (callback: () => unknown, every: number) => {
        const id = this.intervals.size + 1
        this.intervals.set(id, { callback, every })
        return id
      },
      clearInterval: (id: number) => this.intervals.delete(id),
      open: (address: string) => this.opened.push(address),
    })
  }

  /** As Obsidian does when it starts, or when a person enables the plugin. */
  async load({ code, manifest }: Setup): Promise<RmirrorPlugin> {
    const module: { exports: { default?: new (app: StrictApp, manifest: object) => RmirrorPlugin } } = { exports: {} }
    const api = this.#obsidian()
    const require = (name: string) => {
      if (name !== 'obsidian') throw new Error(`Cannot find module '${name}'`)
      return api
    }
    const createFragment = (fill: (fragment: DocumentFragment) => void) => {
      const fragment = this.page.document.createDocumentFragment()
      fill(fragment)
      return fragment
    }
    const names = ['require', 'module', 'exports', 'window', 'document', 'createFragment', 'process', 'Buffer']
    const { document } = this.page
    const run = new Function(...names, code)
    run(require, module, module.exports, this.page, document, createFragment, undefined, undefined)
    if (!module.exports.default) throw new Error('main.js has no default export')
    this.plugin = new module.exports.default(this, manifest)
    await this.plugin.onload()
    for (const callback of this.#onReady) callback()
    return this.plugin
  }

  unload(): void {
    this.plugin?.onunload()
    for (const each of this.#onUnload) each()
    this.intervals.clear()
  }

  /** Remembers what a press started. */
  track(outcome: unknown): void {
    this.#started.push(Promise.resolve(outcome))
  }

  /** Resolves when what was pressed is done. */
  async settled(): Promise<void> {
    for (let started = this.#started.splice(0); started.length > 0; started = this.#started.splice(0))
      await Promise.all(started)
  }

  /** Presses the button of this text, wherever it is. */
  async press(text: string): Promise<void> {
    const roots = [this.page.document.body, ...(this.settingsTab ? [this.settingsTab.containerEl] : [])]
    const buttons = roots.flatMap((root) => [...root.querySelectorAll('button')])
    const button = buttons.find(({ textContent }) => textContent === text)
    if (!button) throw new Error(`no button "${text}", but ${buttons.map((each) => each.textContent).join(', ')}`)
    button.click()
    await this.settled()
  }

  /** As a person sets it in the settings. */
  async set(label: string, value: string | boolean): Promise<void> {
    const control = this.settingsTab?.containerEl.querySelector<HTMLInputElement | HTMLSelectElement>(
      `[aria-label="${label}"]`,
    )
    if (!control) throw new Error(`no setting "${label}"`)
    const isToggle = typeof value === 'boolean'
    if (isToggle) Object.assign(control, { checked: value })
    else control.value = value
    const type = control.tagName === 'INPUT' && !isToggle ? 'input' : 'change'
    control.dispatchEvent(new this.page.Event(type))
    await this.settled()
  }

  /** What is shown beside the settings. */
  shown(): string {
    return this.page.document.body.textContent ?? ''
  }

  #obsidian() {
    const app = this
    class Plugin {
      readonly app = app
      readonly manifest: object

      constructor(_: StrictApp, manifest: object) {
        this.manifest = manifest
      }

      loadData = async () => JSON.parse(app.disk.entry(dataPath) ? app.disk.text(dataPath) : 'null')
      saveData = async (data: unknown) => app.disk.set(dataPath, JSON.stringify(data))
      addRibbonIcon = (_: string, title: string, callback: () => unknown) => app.commands.set(title, callback)
      registerEvent = (event: { off(): void }) => app.#onUnload.push(event.off)
      registerInterval = (id: number) => id
      addSettingTab = (tab: NonNullable<StrictApp['settingsTab']>) => {
        app.settingsTab = tab
      }

      addStatusBarItem() {
        if (app.#isPhone) throw new Error('phones have no status bar')
        return app.page.document.body.createDiv({ cls: 'status-bar-item' })
      }

      addCommand(command: { id: string; name: string; callback: () => unknown; hotkeys?: unknown }) {
        if ('hotkeys' in command) throw new Error('plugins have no default hotkeys')
        if (command.id.startsWith('rmirror')) throw new Error('Obsidian adds the id of the plugin itself')
        app.commands.set(command.name, command.callback)
      }
    }
    const { isPhone } = { isPhone: this.#isPhone }
    return {
      ...interfaceOf(this.page, this),
      ...{ Plugin, TAbstractFile, TFile, TFolder, normalizePath },
      requestUrl: (param: Parameters<typeof strictRequestUrl>[0]) => {
        const { url, method = 'GET' } = typeof param === 'string' ? { url: param } : param
        this.requests.push(`${method} ${new URL(url).pathname}`)
        return strictRequestUrl(param)
      },
      getLanguage: () => this.#language,
      Platform: { isMobile: isPhone, isPhone, isIosApp: isPhone, isAndroidApp: false, isWin: false, isLinux: !isPhone },
    }
  }
}

const dataPath = '.obsidian/plugins/rmirror/data.json'
