// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages beside what reMarkable's own software made of them, at one pixel a page unit: a folder for each pair, and
// index.jsonl with a line for each.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Core, Page } from '@rmirror/shared/core'
import { type RgbPicture, readPng, readPpm } from '../../wasm/png.ts'
import { placed, rgbOf, shiftBetween, withoutTemplateLines } from './picture.ts'
import { type InkStroke, readStrokes } from './strokes.ts'

/** As index.jsonl states it. */
export interface PairRow {
  id: string
  /** Files in the pair's folder. */
  page: string
  truth: string
  kind: 'vector' | 'raster' | 'thumbnail'
  format: string
  template: string
  /** Width and height in pixels; thumbnails lack it. */
  truth_px?: [number, number]
  /** Other than 0: one of the two pictures began elsewhere when the pair was taken in. */
  offset_ours_to_truth?: [number, number]
  /** Boxes of typed text: left, top, right, bottom. */
  text?: [number, number, number, number][]
  /** The truth draws ink in a grey of its own. */
  grey?: number
}

export interface Pair extends PairRow {
  folder: string
}

const beside = resolve(import.meta.dirname, '../../../../shared/truth')

/** Where RMIRROR_TRUTH says, or beside the checkout; empty when they are not there. */
export function findPairs(folder = process.env.RMIRROR_TRUTH ?? beside): Pair[] {
  const index = join(folder, 'index.jsonl')
  if (!existsSync(index)) return []
  const rows = readFileSync(index, 'utf8').trimEnd().split('\n')
  return rows.map((line): Pair => {
    const row: PairRow = JSON.parse(line)
    return { ...row, folder: join(folder, row.id) }
  })
}

/** Both pictures of a page, and what its file states of its ink. */
export interface MeasuredPair {
  pair: Pair
  ours: RgbPicture
  truth: RgbPicture
  strokes: InkStroke[]
  /** Where the left edge of the pictures lies in the page's own frame, page units. */
  left: number
}

export function measurePair(core: Core, pair: Pair): MeasuredPair {
  const file = readFileSync(join(pair.folder, pair.page))
  using page = core.openPage(file)
  const { paper, version } = page.facts()
  const truth = truthOf(pair)
  const left = version === 6 ? -paper.width / 2 : 0
  return { pair, ours: oursOf(page, pair, truth), truth, strokes: readStrokes(file), left }
}

export function truthOf(pair: Pair): RgbPicture {
  const file = join(pair.folder, pair.truth)
  return withoutTemplateLines(file.endsWith('.pdf') ? drawnByPoppler(file, pair) : readPng(readFileSync(file)))
}

/** Our picture where the truth has it, and as large. */
function oursOf(page: Page, pair: Pair, truth: RgbPicture): RgbPicture {
  const { width, height, pixels } = page.renderPixels({ background: false })
  const ours = withoutTemplateLines(rgbOf(width, height, pixels))
  const [x, y] = pair.offset_ours_to_truth ?? [0, 0]
  return placed(ours, truth, x || y ? shiftBetween(ours, truth) : { x: 0, y: 0 })
}

/** Poppler's program, and not MuPDF: it smooths edges otherwise, and the goals were set with this one. */
function drawnByPoppler(file: string, { id, truth_px: size }: Pair): RgbPicture {
  if (!size) throw new Error(`The pair ${id} does not say how large its truth is`)
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-bench-'))
  try {
    const scale = ['-scale-to-x', String(size[0]), '-scale-to-y', String(size[1])]
    execFileSync('pdftoppm', ['-singlefile', ...scale, file, join(folder, 'page')])
    return readPpm(readFileSync(join(folder, 'page.ppm')))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
