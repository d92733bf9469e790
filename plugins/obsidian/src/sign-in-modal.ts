// SPDX-License-Identifier: AGPL-3.0-or-later
// Signs this device in: shows a code, opens the dashboard, and waits until its owner approves the device there.
import { approvedToken, type StartedLogin, startDeviceLogin } from '@rmirror/shared/api'
import { type App, Modal, Notice, Platform, Setting } from 'obsidian'
import { errorSentence } from './sentences.ts'
import { anonymousApi, type Session } from './session.ts'
import { t } from './texts/index.ts'

interface SignInTools {
  server: string
  session: Session
  onSignedIn(): void
}

export class SignInModal extends Modal {
  readonly #tools: SignInTools
  readonly #ending = new AbortController()

  constructor(app: App, tools: SignInTools) {
    super(app)
    this.#tools = tools
  }

  override onOpen(): void {
    this.setTitle(t('signIn.title'))
    void this.#signIn()
  }

  override onClose(): void {
    this.#ending.abort()
    this.contentEl.empty()
  }

  async #signIn(): Promise<void> {
    const { server, session, onSignedIn } = this.#tools
    const { signal } = this.#ending
    this.#say(t('signIn.starting', { server }))
    try {
      const api = anonymousApi(server)
      const started = await startDeviceLogin(api, deviceName(this.app.vault.getName()), signal)
      this.#showCode(started)
      const { email } = await session.signIn(server, await approvedToken(api, started, signal), signal)
      this.close()
      new Notice(t('signIn.done', { email }))
      onSignedIn()
    } catch (error) {
      if (!signal.aborted) this.#showProblem(errorSentence(error, server))
    }
  }

  #say(text: string): HTMLElement {
    this.contentEl.empty()
    return this.contentEl.createEl('p', { text, attr: { role: 'status' } })
  }

  #showCode({ user_code, verification_uri, verification_uri_complete }: StartedLogin): void {
    this.#say(t('signIn.how', { address: verification_uri }))
    this.contentEl.createEl('p', { text: user_code, cls: 'rmirror-code' })
    this.contentEl.createEl('p', { text: t('signIn.waiting'), attr: { role: 'status' } })
    new Setting(this.contentEl).addButton((button) =>
      button
        .setButtonText(t('signIn.open'))
        .setCta()
        .onClick(() => {
          if (isWebAddress(verification_uri_complete)) window.open(verification_uri_complete)
        }),
    )
  }

  #showProblem(text: string): void {
    this.#say(text).setAttr('role', 'alert')
    new Setting(this.contentEl).addButton((button) =>
      button
        .setButtonText(t('signIn.again'))
        .setCta()
        .onClick(() => void this.#signIn()),
    )
  }
}

const isWebAddress = (text: string) => /^https?:\/\//i.test(text)

/** As the dashboard lists it. */
function deviceName(vault: string): string {
  const { isIosApp, isAndroidApp, isTablet, isWin, isLinux } = Platform
  const system = isIosApp
    ? isTablet
      ? 'iPad'
      : 'iPhone'
    : isAndroidApp
      ? 'Android'
      : isWin
        ? 'Windows'
        : isLinux
          ? 'Linux'
          : 'Mac'
  return t('signIn.device', { system, vault })
}
