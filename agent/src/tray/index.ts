// SPDX-License-Identifier: AGPL-3.0-or-later
// A tray icon for as long as a watch runs. Nothing depends on it: without a screen, or if its program ends, it is
// retried, and the watch goes on.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readIcons } from './icons.ts'
import { type Choice, menuOf, type TrayState } from './menu.ts'
import { screenEnvironment } from './session.ts'
import { findTrayProgram, TrayProgram } from './tray-program.ts'
import { wordsFor } from './words.ts'

export interface TrayWorld {
  /** Folder for its files. */
  folder: string
  state(): TrayState
  /** `environment` is that of the screen on which it was clicked. */
  choose(choice: Choice, environment: NodeJS.ProcessEnv): void
  /** The icon's program ended by itself, or an action failed. */
  failed(reason: string): void
}

/** Debounce: changes that happen together are shown together. */
const debounceMs = 300
const retryMs = { first: 5_000, max: 60 * 60_000 }
/** A program that ran this long was healthy, so the retry delay is reset. */
const wellMs = 60_000

/** On Linux the program writes a file for each icon that it shows, and doesn't delete it. */
function emptied(folder: string): string {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

export class Tray implements Disposable {
  readonly #world: TrayWorld
  readonly #ending = new AbortController()
  readonly #locale = Intl.DateTimeFormat().resolvedOptions().locale
  #program: TrayProgram | undefined
  #refreshing: NodeJS.Timeout | undefined

  constructor(world: TrayWorld) {
    this.#world = world
    const file = findTrayProgram(world.folder)
    if (file) void this.#keepShown(file)
  }

  /** The state has changed. */
  refresh(): void {
    if (!this.#program || this.#refreshing) return
    this.#refreshing = setTimeout(() => {
      this.#refreshing = undefined
      this.#attempt(() => this.#program?.show(this.#menu()))
    }, debounceMs).unref()
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#refreshing)
    this.#ending.abort()
    this.#program?.stop()
    this.#program = undefined
  }

  /** Actions may fail, such as on a full disk; the watch goes on and reports its problems itself. */
  #attempt(act: () => void): void {
    try {
      act()
    } catch (error) {
      this.#world.failed(error instanceof Error ? error.message : String(error))
    }
  }

  #menu() {
    return menuOf(this.#world.state(), wordsFor(this.#locale), this.#locale)
  }

  async #keepShown(file: string): Promise<void> {
    const { signal } = this.#ending
    let hasFailed = false
    for (let waitMs = retryMs.first; !signal.aborted; waitMs = Math.min(waitMs * 2, retryMs.max)) {
      const environment = await screenEnvironment()
      if (environment && !signal.aborted) {
        const begun = performance.now()
        const reason = await this.#show(file, environment).catch(String)
        if (performance.now() - begun > wellMs) waitMs = retryMs.first
        if (!hasFailed && !signal.aborted) this.#world.failed(reason)
        hasFailed = true
      }
      await wait(waitMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }

  async #show(file: string, environment: NodeJS.ProcessEnv): Promise<string> {
    this.#program = new TrayProgram({
      file,
      environment: { ...environment, TMPDIR: emptied(join(this.#world.folder, 'icons')) },
      menu: this.#menu(),
      icons: readIcons(),
      onClick: ({ choice }) => choice && this.#attempt(() => this.#world.choose(choice, environment)),
    })
    const reason = await this.#program.ended
    this.#program = undefined
    return reason
  }
}
