// SPDX-License-Identifier: AGPL-3.0-or-later
// From the bytes of a page to its facts, fingerprint and OCR PNG: wasm in Node against the native build.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Core, CoreError } from '@rmirror/shared/core'
import { corpus, fixtures } from '../parity/files.ts'
import type { CoreStages, Stage, StageTimes } from './core-stages.ts'
import { median } from './median.ts'
import { type Compiler, nativeTimes } from './native-times.ts'
import { timed } from './timing.ts'

const rounds = 9

export interface Speed {
  files: number
  /** Wasm time, through the bindings, by native time: of all files together, and the median of each file's own. */
  ratios: Record<Compiler, { together: number; median: number }>
  /** All files' wasm time by their native time of the same compiler family, stage by stage, without bindings. */
  stageRatios: StageTimes
  pagesPerSecond: number
  medianMs: number
}

export function measureCoreSpeed(core: Core, coreStages: CoreStages): Speed {
  const paths = [fixtures, corpus].flatMap(({ folder, names }) => names.map((name) => join(folder, name)))
  const [gcc, clang] = [nativeTimes('gcc', rounds, paths), nativeTimes('clang', rounds, paths)]
  // Engines compile what they run often while they run it: the first files would be timed in between.
  const contents = paths.map((path) => readFileSync(path))
  for (const file of contents) {
    wasmTime(core, file)
    coreStages.times(file, rounds)
  }
  const files = contents.flatMap((file, index) => {
    const [wasm, inStages] = [wasmTime(core, file), coreStages.times(file, rounds)]
    const native = { gcc: gcc[index], clang: clang[index] }
    return wasm && inStages && native.gcc && native.clang
      ? [{ wasm, inStages, gcc: native.gcc, clang: native.clang }]
      : []
  })
  const ratio = (compiler: Compiler) => ({
    together: sum(files.map(({ wasm }) => wasm)) / sum(files.map((file) => file[compiler].all)),
    median: median(files.map((file) => file.wasm / file[compiler].all)),
  })
  const stageRatio = (stage: Stage) =>
    sum(files.map(({ inStages }) => inStages[stage])) / sum(files.map((file) => file.clang[stage]))
  return {
    files: files.length,
    ratios: { gcc: ratio('gcc'), clang: ratio('clang') },
    stageRatios: {
      parse: stageRatio('parse'),
      prepare: stageRatio('prepare'),
      facts: stageRatio('facts'),
      draw: stageRatio('draw'),
      encode: stageRatio('encode'),
    },
    pagesPerSecond: (1000 * files.length) / sum(files.map(({ wasm }) => wasm)),
    medianMs: median(files.map(({ wasm }) => wasm)),
  }
}

/** In milliseconds; null for a file that is no page. */
function wasmTime(core: Core, file: Uint8Array): number | null {
  try {
    return timed(rounds, () => workOn(core, file))
  } catch (error) {
    if (error instanceof CoreError) return null
    throw error
  }
}

function workOn(core: Core, file: Uint8Array): void {
  using page = core.openPage(file)
  page.factsJson()
  page.renderOcr()
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
