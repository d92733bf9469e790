// SPDX-License-Identifier: AGPL-3.0-or-later
// From the bytes of a page to its facts, fingerprint and OCR PNG: wasm in Node against the native build.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Core, CoreError } from '@rmirror/shared/core'
import { corpus, fixtures } from '../parity/files.ts'
import { median } from './median.ts'
import { timed } from './timing.ts'

const rounds = 9

export interface Speed {
  files: number
  wasmMs: number
  nativeMs: number
  /** Median over the files of wasm time by native time. */
  ratio: number
  pagesPerSecond: number
  medianMs: number
}

export function measureCoreSpeed(core: Core): Speed {
  const paths = [fixtures, corpus].flatMap(({ folder, names }) => names.map((name) => join(folder, name)))
  const native = nativeTimes(paths)
  const pairs = paths
    .map((path, index) => ({ wasm: wasmTime(core, readFileSync(path)), native: native[index] ?? -1 }))
    .filter((pair): pair is { wasm: number; native: number } => pair.wasm !== null && pair.native > 0)
  const wasmMs = sum(pairs.map((pair) => pair.wasm))
  return {
    files: pairs.length,
    wasmMs,
    nativeMs: sum(pairs.map((pair) => pair.native)),
    ratio: median(pairs.map((pair) => pair.wasm / pair.native)),
    pagesPerSecond: (1000 * pairs.length) / wasmMs,
    medianMs: median(pairs.map((pair) => pair.wasm)),
  }
}

function nativeTimes(paths: string[]): number[] {
  const tool = new URL('../../build/release/core_bench', import.meta.url).pathname
  return execFileSync(tool, [String(rounds), ...paths], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number)
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
