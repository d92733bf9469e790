// SPDX-License-Identifier: AGPL-3.0-or-later
// Loads the core in Node. Its wasm file is beside the built program.
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

/** A core with fonts for typed text: the position of handwriting anchored to typed text depends on them. */
export async function loadDrawingCore(): Promise<Core> {
  const core = await loadNodeCore()
  for (const style of fontStyles) core.setFont(style, await readNodeFont(style))
  return core
}

export function readNodeFont(style: FontStyle): Promise<Uint8Array> {
  return beside(`./fonts/${style}.ttf`)
}

const beside = (name: string) => readFile(new URL(name, import.meta.url))

/** A Core that is replaced after a crash: the call that crashed it fails, the next one gets a new instance. */
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

  /** Why a template's file can't be read; the sentence calls the template "it". Undefined if it can be read. */
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
