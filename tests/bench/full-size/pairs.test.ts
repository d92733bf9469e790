// SPDX-License-Identifier: AGPL-3.0-or-later
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@rmirror/shared/core'
import { afterAll, expect, test } from 'vitest'
import { writePdf } from '../../../shared/src/pdf/index.ts'
import { wave } from '../../generator/ink.ts'
import { onePage, pens } from '../../generator/scene.ts'
import { writeV6 } from '../../generator/v6.ts'
import { coreWithFonts } from '../core-with-fonts.ts'
import { compareFullSize } from './figures.ts'
import { findPairs, measurePair } from './pairs.ts'

const folder = mkdtempSync(join(tmpdir(), 'rmirror-pairs-'))
afterAll(() => rmSync(folder, { recursive: true }))
const core = await coreWithFonts()

const size: [number, number] = [1404, 1872]

/** A pair whose truth is our own picture of the page. */
async function writePair(id: string, truth: 'truth.png' | 'truth.pdf'): Promise<string> {
  const bytes = writeV6(onePage([wave({ x: -300, y: 400 }, 500, { tool: pens.second.fineliner, width: 6 })]))
  using page = core.openPage(bytes)
  const pair = join(folder, id)
  mkdirSync(pair)
  writeFileSync(join(pair, 'page.rm'), bytes)
  writeFileSync(join(pair, truth), truth === 'truth.png' ? page.renderPng() : await pdfOf(page))
  const row = { id, page: 'page.rm', truth, kind: truth === 'truth.png' ? 'raster' : 'vector', truth_px: size }
  return JSON.stringify({ ...row, format: 'v6', template: '', offset_ours_to_truth: [0, 0] })
}

async function pdfOf(page: Page): Promise<Uint8Array> {
  const options = { title: 'A pair', authors: [], tags: [], orientation: 'portrait' as const }
  const { bytes } = await writePdf([{ number: 1, tags: [], sourcePage: null, ink: page.pdfInk() }], options)
  return bytes
}

test('a page is as its picture, and nearly as its PDF', async () => {
  const rows = [await writePair('a-picture', 'truth.png'), await writePair('a-pdf', 'truth.pdf')]
  writeFileSync(join(folder, 'index.jsonl'), `${rows.join('\n')}\n`)
  const [picture, pdf] = findPairs(folder).map((pair) => {
    const { ours, truth } = measurePair(core, pair)
    return compareFullSize(ours, truth, pair)
  })
  expect(picture).toEqual({ ssim: expect.closeTo(1), f1: [1, 1, 1], ink: 1, colour: 0 })
  expect(pdf?.f1[1]).toBe(1)
  expect(pdf?.ink).toBeCloseTo(1, 1)
})

test('points of a page lie in its pictures where their ink is', async () => {
  writeFileSync(join(folder, 'index.jsonl'), `${await writePair('a-place', 'truth.png')}\n`)
  const [pair] = findPairs(folder)
  if (!pair) throw new Error('The pair was not found')
  const { ours, strokes, left } = measurePair(core, pair)
  const { points } = strokes[0] ?? { points: [] }
  expect(points.length).toBeGreaterThan(10)
  const ink = points.map(({ x, y }) => ours.rgb[3 * (Math.floor(y) * ours.width + Math.floor(x - left))])
  expect(new Set(ink)).toEqual(new Set([0]))
})

test('there are no pairs where there is no folder of them', () => {
  expect(findPairs(join(folder, 'nowhere'))).toEqual([])
})
