// SPDX-License-Identifier: AGPL-3.0-or-later
// The built core, as programs load it.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import createCore, { type CoreModule } from '@rmirror/core'
import { Core, loadCore, type PageFacts } from '../../shared/src/core/index.ts'

const wasm = createRequire(import.meta.url).resolve('@rmirror/core/core.wasm')

export async function builtCore(): Promise<Core> {
  return loadCore(await readFile(wasm))
}

/** What bindings.cpp binds, for what shared/src/core does not pass on. */
export async function builtModule(): Promise<CoreModule> {
  return createCore({ wasmBinary: await readFile(wasm) })
}

/** A core and what its memory has grown to, in megabytes: wasm never gives any of it back. */
export async function measuredCore(): Promise<{ core: Core; megabytes(): number }> {
  const module = await builtModule()
  // Emscripten puts a new view there whenever the memory grows.
  const memory = module as unknown as { HEAPU8: Uint8Array }
  return { core: new Core(module), megabytes: () => Math.round(memory.HEAPU8.byteLength / 2 ** 20) }
}

export function factsOf(core: Core, bytes: Uint8Array): PageFacts {
  using page = core.openPage(bytes)
  return page.facts()
}
