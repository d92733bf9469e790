// SPDX-License-Identifier: AGPL-3.0-or-later
// A built core with all typefaces, this checkout's or one built before.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Core, CoreError, fontFiles, fontStyles } from '@rmirror/shared/core'

const { resolve } = createRequire(import.meta.resolve('@rmirror/shared/core'))
const built = join(import.meta.dirname, '../../wasm-core/dist/core.wasm')

/** The core.mjs of a core.wasm is beside it. */
export async function coreWithFonts(wasm = built): Promise<Core> {
  const { default: createCore } = await import(pathToFileURL(join(dirname(wasm), 'core.mjs')).href)
  const core = new Core(await createCore({ wasmBinary: readFileSync(wasm) }))
  for (const style of fontStyles) setFont(core, style)
  return core
}

function setFont(core: Core, style: (typeof fontStyles)[number]): void {
  try {
    core.setFont(style, readFileSync(resolve(fontFiles[style])))
  } catch (error) {
    // A core of an earlier build may not know the style.
    if (!(error instanceof CoreError)) throw error
  }
}
