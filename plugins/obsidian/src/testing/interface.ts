// SPDX-License-Identifier: AGPL-3.0-or-later
// A stand-in for the parts of Obsidian's interface that the plugin uses: notices, modals, settings, and the plugin's own
// registrations. Each is real elements, so that tests read and press what a person does.
type Page = Window & typeof globalThis

const sentenceCase = /^(?:[\p{Lu}\d(„“"{<]|rMirror|reMarkable|https?:)/u

/** What the interface tells the app. */
interface AppLog {
  /** Everything that notices said. */
  notices: string[]
  /** Remembers what a press started. */
  track(outcome: unknown): void
}

/** What a person reads begins with a capital letter, and isn't in title case. */
function checkLabel(text: string): void {
  if (text !== '' && !sentenceCase.test(text)) throw new Error(`"${text}" isn't in sentence case`)
}

export function interfaceOf(page: Page, app: AppLog) {
  const { document } = page
  const body = document.body

  class Notice {
    readonly messageEl = body.createDiv({ cls: 'notice' })

    constructor(message: string | DocumentFragment) {
      this.setMessage(message)
    }

    setMessage(message: string | DocumentFragment): this {
      this.messageEl.replaceChildren(message)
      app.notices.push(this.messageEl.textContent ?? '')
      return this
    }

    hide(): void {
      this.messageEl.remove()
    }
  }

  class Control {
    readonly element: HTMLElement
    onValue: (value: never) => unknown = () => undefined

    constructor(element: HTMLElement) {
      this.element = element
    }

    onChange(listener: (value: never) => unknown): this {
      this.onValue = listener
      return this
    }
  }

  class TextComponent extends Control {
    readonly inputEl: HTMLInputElement

    constructor(element: HTMLElement, label: string) {
      super(element)
      this.inputEl = element.createEl('input', { attr: { type: 'text', 'aria-label': label } })
      this.inputEl.addEventListener('input', () => app.track(this.onValue(this.inputEl.value as never)))
    }

    setPlaceholder(text: string): this {
      this.inputEl.placeholder = text
      return this
    }

    setValue(value: string): this {
      this.inputEl.value = value
      return this
    }
  }

  class ToggleComponent extends Control {
    readonly inputEl: HTMLInputElement

    constructor(element: HTMLElement, label: string) {
      super(element)
      this.inputEl = element.createEl('input', { attr: { type: 'checkbox', 'aria-label': label } })
      this.inputEl.addEventListener('change', () => app.track(this.onValue(this.inputEl.checked as never)))
    }

    setValue(isOn: boolean): this {
      this.inputEl.checked = isOn
      return this
    }
  }

  class DropdownComponent extends Control {
    readonly selectEl: HTMLSelectElement

    constructor(element: HTMLElement, label: string) {
      super(element)
      this.selectEl = element.createEl('select', { attr: { 'aria-label': label } })
      this.selectEl.addEventListener('change', () => app.track(this.onValue(this.selectEl.value as never)))
    }

    addOption(value: string, label: string): this {
      checkLabel(label)
      this.selectEl.createEl('option', { text: label, attr: { value } })
      return this
    }

    setValue(value: string): this {
      this.selectEl.value = value
      if (this.selectEl.value !== value) throw new Error(`there is no option ${value}`)
      return this
    }
  }

  class ButtonComponent {
    readonly buttonEl: HTMLButtonElement

    constructor(element: HTMLElement) {
      this.buttonEl = element.createEl('button')
    }

    setButtonText(text: string): this {
      checkLabel(text)
      this.buttonEl.setText(text)
      return this
    }

    setCta(): this {
      this.buttonEl.addClass('mod-cta')
      return this
    }

    onClick(listener: () => unknown): this {
      this.buttonEl.addEventListener('click', () => app.track(listener()))
      return this
    }
  }

  class Setting {
    readonly settingEl: HTMLElement
    readonly descEl: HTMLElement
    #name = ''

    constructor(containerEl: HTMLElement) {
      this.settingEl = containerEl.createDiv({ cls: 'setting-item' })
      this.descEl = this.settingEl.createDiv({ cls: 'setting-item-description' })
    }

    setName(name: string): this {
      checkLabel(name)
      this.#name = name
      this.settingEl.createDiv({ cls: 'setting-item-name', text: name })
      return this
    }

    setDesc(text: string): this {
      checkLabel(text)
      this.descEl.setText(text)
      return this
    }

    setHeading(): this {
      this.settingEl.addClass('setting-item-heading')
      return this
    }

    addText = (change: (text: TextComponent) => unknown) =>
      this.#with(new TextComponent(this.settingEl, this.#name), change)
    addToggle = (change: (text: ToggleComponent) => unknown) =>
      this.#with(new ToggleComponent(this.settingEl, this.#name), change)
    addDropdown = (change: (text: DropdownComponent) => unknown) =>
      this.#with(new DropdownComponent(this.settingEl, this.#name), change)
    addButton = (change: (text: ButtonComponent) => unknown) => this.#with(new ButtonComponent(this.settingEl), change)

    #with<Component>(component: Component, change: (component: Component) => unknown): this {
      change(component)
      return this
    }
  }

  class Modal {
    readonly app: AppLog
    readonly modalEl = document.createElement('div')
    readonly titleEl = this.modalEl.createEl('h2')
    readonly contentEl = this.modalEl.createDiv({ cls: 'modal-content' })

    constructor(given: AppLog) {
      this.app = given
    }

    open(): void {
      body.appendChild(this.modalEl)
      this.onOpen()
    }

    close(): void {
      this.modalEl.remove()
      this.onClose()
    }

    setTitle(title: string): this {
      checkLabel(title)
      this.titleEl.setText(title)
      return this
    }

    onOpen(): void {}
    onClose(): void {}
  }

  class PluginSettingTab {
    readonly app: AppLog
    readonly containerEl = document.createElement('div')

    constructor(given: AppLog) {
      this.app = given
    }
  }

  return { Notice, Setting, Modal, PluginSettingTab }
}
