// SPDX-License-Identifier: AGPL-3.0-or-later
// The core in Node: its wasm lies beside the built program.
import { readFile } from 'node:fs/promises'
import {
  type Core,
  CoreCrash,
  CoreError,
  type DocumentParts,
  type FontStyle,
  fontStyles,
  loadCore,
} from '@rmirror/shared/core'
import type { LibraryCore } from '@rmirror/shared/library'

export async function loadNodeCore(): Promise<Core> {
  return loadCore(await beside('./core.wasm'))
}

/** One that sets typed text: where handwriting hangs on it, its place depends on the fonts. */
export async function loadDrawingCore(): Promise<Core> {
  const core = await loadNodeCore()
  for (const style of fontStyles) core.setFont(style, await readNodeFont(style))
  return core
}

export function readNodeFont(style: FontStyle): Promise<Uint8Array> {
  return beside(`./fonts/${style}.ttf`)
}

const beside = (name: string) => readFile(new URL(name, import.meta.url))

/** A Core that is replaced when it dies: the call that killed it fails, the next one finds a fresh instance. */
export class RenewedCore implements LibraryCore {
  #core: Promise<Core> | undefined

  readDocument(parts: DocumentParts) {
    return this.#use((core) => core.readDocument(parts))
  }

  countPages(file: Uint8Array) {
    return this.#use((core) => core.countPages(file))
  }

  typedText(file: Uint8Array) {
    return this.#use((core) => core.typedText(file))
  }

  knowsTemplate(name: string) {
    return this.#use((core) => core.knowsTemplate(name))
  }

  /** Why the file of a template can't be read; the template is "it". */
  async templateProblem(file: Uint8Array): Promise<string | undefined> {
    return this.#use((core) => {
      using page = core.blankPage()
      try {
        page.setTemplate('', file)
        return undefined
      } catch (error) {
        if (!(error instanceof CoreError)) throw error
        return error.message
      }
    })
  }

  async #use<T>(call: (core: Core) => T): Promise<T> {
    this.#core ??= loadNodeCore()
    try {
      return call(await this.#core)
    } catch (error) {
      if (error instanceof CoreCrash) this.#core = undefined
      throw error
    }
  }
}
