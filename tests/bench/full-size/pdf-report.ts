// SPDX-License-Identifier: AGPL-3.0-or-later
// A page's PDF beside its picture, as lines of `make bench`.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Core, type FontStyle, fontFiles, type Page } from '@rmirror/shared/core'
import { writePdf } from '@rmirror/shared/pdf'
import { greyOf, inkF1 } from '../../pdf/likeness.ts'
import { PdfFile } from '../../pdf/tools.ts'
import type { Pair } from './pairs.ts'

const { resolve } = createRequire(import.meta.resolve('@rmirror/shared/core'))
const readFont = async (style: FontStyle) => new Uint8Array(readFileSync(resolve(fontFiles[style])))
const options = { title: '', authors: [], tags: [], orientation: 'portrait' as const }

/** By the file's own tool number: paintbrush, pencil, marker and mechanical pencil, whose grain a PDF does not have. */
const grainyTools = ['0', '1', '3', '7', '12', '13', '14', '16']
const goal = 0.97
const grainyGoal = 0.95

export async function pdfRows(core: Core, pairs: Pair[]): Promise<string[]> {
  const rows: string[] = []
  for (const pair of pairs) {
    using page = core.openPage(readFileSync(join(pair.folder, pair.page)))
    const { width, height, pixels } = page.renderPixels()
    const bytes = await pdfOf(page)
    using pdf = new PdfFile(bytes)
    const f1 = inkF1(pdf.picture(1, width, height), greyOf(pixels, width, height))
    const minF1 = Object.keys(page.facts().tools).some((tool) => grainyTools.includes(tool)) ? grainyGoal : goal
    const svgBytes = Buffer.byteLength(page.renderSvg())
    rows.push(
      `${pair.id.padEnd(18)}f1@1 ${f1.toFixed(3)} (${minF1})${f1 < minF1 ? '!' : ''}, ${kilobytes(bytes.length)} kB, as SVG ${kilobytes(svgBytes)} kB`,
    )
  }
  return rows
}

async function pdfOf(page: Page): Promise<Uint8Array> {
  const pages = [{ number: 1, tags: [], sourcePage: null, ink: page.pdfInk() }]
  const { bytes } = await writePdf(pages, options, readFont)
  return bytes
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1)
}
