// SPDX-License-Identifier: AGPL-3.0-or-later
// From a page file to its facts and its picture: beside the native build, beside peers, and as pages grow.
import { measureCoreSpeed } from '../core-speed.ts'
import { stages } from '../core-stages.ts'
import { group } from '../figures/row.ts'
import { measureGrowth, type PageCost } from '../growth.ts'
import { measureTokens } from '../image-tokens.ts'
import { loadedCore, loadedStages } from '../loaded.ts'
import { markedPages, measureMarks } from '../marks-speed.ts'
import { measureOpenPage, ratiosOf } from '../open-page.ts'
import { measurePeers } from '../peers.ts'

export const core = group({
  name: 'core',
  isQuick: true,
  rows: {
    'core-pages': { name: 'pages a second', unit: '', digits: 0, isRate: true, scalesWith: 'processor' },
    'core-page': {
      ...{ name: 'one page', unit: 'ms', digits: 2, goal: 3 },
      scalesWith: 'processor',
    },
    'core-wasm-gcc': { name: 'wasm : native by GCC', unit: '', digits: 2, goal: 1.3 },
    'core-wasm-clang': { name: 'wasm : native by Clang', unit: '', digits: 2, goal: 1.3 },
    'core-parse': { name: 'wasm : native, parsing', unit: '', digits: 2, goal: 1.3 },
  },
  async measure(report) {
    const speed = measureCoreSpeed(await loadedCore(), await loadedStages())
    const { gcc, clang } = speed.ratios
    report.figure('core-pages', speed.pagesPerSecond, `in wasm, one thread, of ${speed.files} files`)
    report.figure('core-page', speed.medianMs, 'parsed, fingerprinted, drawn, encoded; the median of all files')
    report.figure('core-wasm-gcc', gcc.together, `the median of small and large files ${gcc.median.toFixed(2)}`)
    report.figure('core-wasm-clang', clang.together, `the median ${clang.median.toFixed(2)}; it builds the wasm, too`)
    report.figure('core-parse', speed.stageRatios.parse, 'of all files together, beside Clang')
    report.line(`other stages: ${stages.map((stage) => `${stage} ${speed.stageRatios[stage].toFixed(2)}`).join(', ')}`)
  },
})

export const marks = group({
  name: 'marks',
  isQuick: true,
  rows: {
    'marks-pdf': {
      ...{ name: `marks of a PDF of ${markedPages} pages`, unit: 'ms', digits: 0, goal: 2000 },
      scalesWith: 'processor',
    },
  },
  async measure(report) {
    const { ms, found, openingMs } = await measureMarks(await loadedCore())
    report.figure('marks-pdf', ms, `${found} found, all pages marked; opening it takes ${openingMs.toFixed(0)} ms more`)
  },
})

export const growth = group({
  name: 'growth',
  isQuick: false,
  rows: {
    'growth-empty-sheet': {
      ...{ name: 'an empty sheet', unit: 'µs', digits: 0, goal: 100 },
      scalesWith: 'processor',
    },
    'growth-spread': { name: 'spread of costs per stroke', unit: '%', digits: 0, goal: 20 },
    // Goals by the figures of the code that outlined every stroke for each of them (2026-11, GCC): 5 and 17.5.
    'growth-tile': { name: 'a tile : outlining its page', unit: '', digits: 2, goal: 1 },
    'growth-pdf': { name: 'a PDF page : outlining it', unit: '', digits: 2, goal: 8.75 },
  },
  async measure(report) {
    const coreStages = await loadedStages()
    const { sheetMicroseconds, apart, spread, onOneSheet } = measureGrowth(await loadedCore(), coreStages)
    const print = (pages: PageCost[]) => {
      for (const { strokes, each, stages: of, sheet } of pages) {
        const parts = stages.map((stage) => `${stage} ${of[stage].toFixed(1)}`).join(', ')
        report.line(`${strokes} strokes, ${each.toFixed(1)} µs each: ${parts}; ${sheet.toFixed(0)} for their sheet`)
      }
    }
    report.figure('growth-empty-sheet', sheetMicroseconds, 'a dot in two corners')
    report.figure('growth-spread', 100 * spread, 'either way, of small strokes beside each other:')
    print(apart)
    report.line('larger ones all over one sheet: where ink lies on ink, a stroke adds nothing to encode:')
    print(onOneSheet)
    const openPage = measureOpenPage(coreStages)
    const [wasm, native] = [ratiosOf(openPage.wasm), ratiosOf(openPage.native)]
    for (const output of ['tile', 'pdf'] as const)
      report.figure(
        `growth-${output}`,
        wasm[output],
        `${openPage.wasm[output].toFixed(1)} ms in wasm, of 10,000 strokes; native ${native[output].toFixed(1)}`,
      )
  },
})

export const peers = group({
  name: 'peers',
  isQuick: false,
  rows: {
    'peers-rsvg': { name: 'rsvg-convert : ours', unit: '', digits: 0, goal: 30, isRate: true },
    'peers-canvaskit': { name: 'CanvasKit : ours', unit: '', digits: 0, goal: 20, isRate: true },
    'peers-mupdf': { name: 'MuPDF : ours', unit: '', digits: 0, goal: 10, isRate: true },
    'peers-zopfli': { name: 'PNG : zopflipng', unit: '', digits: 2, goal: 1.3 },
  },
  async measure(report) {
    const { rsvg, canvasKit, muPdf, zopfli, pages, takenOff } = await measurePeers(
      await loadedCore(),
      await loadedStages(),
    )
    report.figure('peers-rsvg', rsvg, `file to picture, of ${pages} pages`)
    report.figure('peers-canvaskit', canvasKit, 'drawing alone, the same strokes')
    report.figure('peers-mupdf', muPdf, 'drawing alone, the same strokes')
    report.figure('peers-zopfli', zopfli, 'in bytes')
    report.line(
      `what an empty sheet costs is taken off, on both sides: ${takenOff.rsvg.toFixed(0)} ms of rsvg-convert's, ${takenOff.ours.toFixed(3)} of ours, ${takenOff.drawing.toFixed(3)} of our drawing`,
    )
  },
})

export const tokens = group({
  name: 'tokens',
  isQuick: false,
  rows: { 'tokens-page': { name: 'image tokens of a page', unit: '', digits: 0 } },
  async measure(report) {
    const { crops, whole, pages, model } = measureTokens(await loadedCore())
    const saved = (100 * (1 - crops.tokens / whole.tokens)).toFixed(0)
    report.figure('tokens-page', crops.tokens, `of ${pages} pages; drawn whole ${whole.tokens}, ${saved} % saved`)
    report.line(`${crops.dollars.toFixed(6)} dollars a page, drawn whole ${whole.dollars.toFixed(6)}, read by ${model}`)
  },
})
