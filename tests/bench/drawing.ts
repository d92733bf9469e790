// SPDX-License-Identifier: AGPL-3.0-or-later
// A page's strokes as others are given them: where our own picture for text recognition has them.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OcrPicture } from '@rmirror/shared/core'

/** Pixels. */
export interface InkPoint {
  x: number
  y: number
  radius: number
}

export interface Drawing {
  width: number
  height: number
  strokes: InkPoint[][]
}

/** Draws `drawing` into a picture made beforehand. */
export interface Drawer {
  draw(): void
  /** The picture alone, without ink. */
  drawNothing(): void
  close(): void
}

/** In the frame of `picture`, which must be the page's only one. */
export function drawingOf(file: Uint8Array, { width, height, rect }: OcrPicture): Drawing {
  const scale = width / rect.width
  const strokes = outlinesOf(file).map((numbers) =>
    Array.from({ length: numbers.length / 3 }, (_, index): InkPoint => {
      const [x = 0, y = 0, radius = 0] = numbers.slice(3 * index, 3 * index + 3)
      return { x: (x - rect.x) * scale, y: (y - rect.y) * scale, radius: Math.max(1, radius) * scale }
    }),
  )
  return { width, height, strokes }
}

/** x, y and radius of every point, by the core itself. */
function outlinesOf(file: Uint8Array): number[][] {
  const tool = new URL('../../build/release/outline_report', import.meta.url).pathname
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-bench-'))
  try {
    const path = join(folder, 'page.rm')
    writeFileSync(path, file)
    const lines = execFileSync(tool, [path], { encoding: 'utf8', maxBuffer: 1 << 30 })
      .trimEnd()
      .split('\n')
    return lines.map((line) => (line.trim() === '' ? [] : line.trim().split(' ').map(Number)))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Two points that follow each other, drawn as one line of their mean width. */
export function* linesOf(drawing: Drawing): Generator<{ from: InkPoint; to: InkPoint; width: number }> {
  for (const points of drawing.strokes)
    for (const [index, to] of points.entries()) {
      const from = points[index - 1]
      if (from) yield { from, to, width: from.radius + to.radius }
    }
}
