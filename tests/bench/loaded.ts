// SPDX-License-Identifier: AGPL-3.0-or-later
// The core as it ships and its stages, loaded once for all that measures them.
import { readFileSync } from 'node:fs'
import { type Core, loadCore } from '@rmirror/shared/core'
import { sampleNotebook } from '../generator/sample-notebook.ts'
import { onePage } from '../generator/scene.ts'
import { writeV6 } from '../generator/v6.ts'
import { CoreStages } from './core-stages.ts'

let core: Promise<Core> | undefined
let stages: Promise<CoreStages> | undefined

export function loadedCore(): Promise<Core> {
  core ??= loadCore(readFileSync(new URL('../../wasm-core/dist/core.wasm', import.meta.url)))
  return core
}

export function loadedStages(): Promise<CoreStages> {
  stages ??= CoreStages.load()
  return stages
}

/** The file of the sample's first page. */
export const samplePage = (): Uint8Array => writeV6(sampleNotebook().pages[0]?.scene ?? onePage([]))

/** Its picture for transcription. */
export async function samplePicture(): Promise<Uint8Array> {
  using page = (await loadedCore()).openPage(samplePage())
  const [picture] = page.renderOcr()
  if (!picture) throw new Error('The sample has nothing to read')
  return picture.png
}
