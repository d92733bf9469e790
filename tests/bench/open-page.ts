// SPDX-License-Identifier: AGPL-3.0-or-later
// What is drawn of a page that stays open, beside outlining its strokes, which happens once: a tile that outlined
// them again, or drew those that lie elsewhere, would cost several times as much.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onePage } from '../generator/scene.ts'
import { writeV6 } from '../generator/v6.ts'
import type { CoreStages, OpenPageTimes } from './core-stages.ts'
import { strokesOnOneSheet } from './growth.ts'
import { nativeTimes } from './native-times.ts'

const strokes = 10_000
const rounds = 9

export interface OpenPageSpeed {
  wasm: OpenPageTimes
  /** By GCC. */
  native: OpenPageTimes
}

export function measureOpenPage(stages: CoreStages): OpenPageSpeed {
  const file = writeV6(onePage(strokesOnOneSheet(strokes)))
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-bench-'))
  try {
    const path = join(folder, 'page.rm')
    writeFileSync(path, file)
    const [native] = nativeTimes('gcc', rounds, [path])
    if (!native) throw new Error('a page of our own cannot be read')
    return { wasm: stages.openPageTimes(file, rounds), native }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** How many times as long as outlining its strokes: the tile alone, the PDF page with the outlines it needs. */
export function ratiosOf({ prepare, tile, pdf }: OpenPageTimes): { tile: number; pdf: number } {
  return { tile: tile / prepare, pdf: (prepare + pdf) / prepare }
}
