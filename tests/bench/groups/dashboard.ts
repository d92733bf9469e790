// SPDX-License-Identifier: AGPL-3.0-or-later
// What people wait for in the dashboard, in Chromium.
import { measureCoreSize, sizeGoal, sizeLimit } from '../core-size.ts'
import type { Counted } from '../counting-proxy.ts'
import { measureDashboardSpeed } from '../dashboard-speed.ts'
import { lines, measureEditor } from '../editor-speed.ts'
import { type ExportSpeed, exportedPages, measureExport } from '../export-speed.ts'
import { group } from '../figures/row.ts'
import { measureFilters, pagesOfEach } from '../filter-speed.ts'
import { editorLimit, firstLoadLimit, measureEditorSize, measureFirstLoad } from '../first-load.ts'
import { here, measureLargeLibrary } from '../large-library.ts'
import { covers, measureReadingVisit } from '../reading-visit.ts'
import { startBench } from '../server/processes.ts'
import { folders, notebooks } from '../server/tree-speed.ts'

export const sizes = group({
  name: 'sizes',
  isQuick: true,
  rows: {
    'size-core': { name: 'core.wasm with brotli', unit: 'bytes', digits: 0, goal: sizeGoal },
    'size-first-load': { name: 'first scripts with brotli', unit: 'bytes', digits: 0, goal: firstLoadLimit },
    'size-editor': { name: 'the editor with brotli', unit: 'bytes', digits: 0, goal: editorLimit },
  },
  async measure(report) {
    const { raw, brotli } = measureCoreSize()
    const scripts = measureFirstLoad()
    const editorBytes = measureEditorSize()
    report.figure('size-core', brotli, `${raw} bytes without`)
    report.figure('size-first-load', scripts.brotli, `in ${scripts.files} files`)
    report.figure('size-editor', editorBytes)
    if (brotli > sizeLimit || scripts.brotli > firstLoadLimit || editorBytes > editorLimit) process.exitCode = 1
  },
})

export const drop = group({
  name: 'drop',
  isQuick: true,
  rows: {
    'drop-first': { name: 'first thumbnail after a drop', unit: 'ms', digits: 0, goal: 150, scalesWith: 'processor' },
    'drop-all': { name: 'all 50 thumbnails', unit: 'ms', digits: 0, goal: 1000, scalesWith: 'processor' },
  },
  async measure(report) {
    const { firstMs, allMs } = await measureDashboardSpeed()
    report.figure('drop-first', firstMs, 'of a notebook of 50 pages')
    report.figure('drop-all', allMs)
  },
})

const ofExport = ({ ms, longestMs }: ExportSpeed) =>
  `${((1000 * exportedPages) / ms).toFixed(0)} pages a second; longest task ${longestMs.toFixed(0)} ms (goal 50)`

export const exports = group({
  name: 'export',
  isQuick: false,
  rows: {
    'export-pdf': { name: 'searchable PDF of a notebook', unit: 's', digits: 1, scalesWith: 'processor' },
    'export-markdown': { name: 'Markdown of a notebook', unit: 's', digits: 1, scalesWith: 'processor' },
  },
  async measure(report) {
    const { pdf, markdown } = await measureExport()
    report.figure('export-pdf', pdf.ms / 1000, `of ${exportedPages} pages, in the browser; ${ofExport(pdf)}`)
    report.figure('export-markdown', markdown.ms / 1000, ofExport(markdown))
  },
})

const sentence = ({ requests, bytes }: Counted) => `${requests.length} requests, ${(bytes / 1000).toFixed(0)} kB`

export const largeLibrary = group({
  name: 'large-library',
  isQuick: false,
  rows: {
    'library-opened': { name: 'a large library is opened', unit: 'ms', digits: 0, scalesWith: 'processor' },
    'library-key': { name: 'a key in its search, p95', unit: 'ms', digits: 0, scalesWith: 'processor' },
    'library-task': { name: 'longest task in it', unit: 'ms', digits: 0, goal: 50, scalesWith: 'processor' },
    'library-tab': { name: 'requests of one more tab', unit: '', digits: 0, goal: 10 },
  },
  async measure(report) {
    await using bench = await startBench()
    const { interactiveMs, tab, firstVisit, filter, longest } = await measureLargeLibrary(bench)
    report.figure(
      'library-opened',
      interactiveMs,
      `${notebooks} notebooks in ${folders} folders, ${here} in the browser`,
    )
    report.figure('library-key', filter.p95, `p50 ${filter.p50.toFixed(0)}`)
    report.figure(
      'library-task',
      Math.max(longest.opening, longest.filtering, longest.scrolling),
      `${longest.opening.toFixed(0)} opening, ${longest.filtering.toFixed(0)} typing, ${longest.scrolling.toFixed(0)} scrolling`,
    )
    report.figure('library-tab', tab.requests.length, sentence(tab))
    report.line(`first visit: ${sentence(firstVisit)}, with what makes it work offline`)
  },
})

export const filters = group({
  name: 'filters',
  isQuick: false,
  rows: {
    'filter-shown': { name: 'a filter on the screen, p95', unit: 'ms', digits: 0, scalesWith: 'processor' },
    'filter-task': { name: 'longest task while filtering', unit: 'ms', digits: 0, goal: 50, scalesWith: 'processor' },
    'filter-search': { name: 'a search with filters, p95', unit: 'ms', digits: 0, goal: 30, scalesWith: 'database' },
  },
  async measure(report) {
    await using bench = await startBench({ RMIRROR_PAGES: String(notebooks * pagesOfEach) })
    const { onScreen, longestMs, search } = await measureFilters(bench)
    report.figure('filter-shown', onScreen.p95, `p50 ${onScreen.p50.toFixed(0)}; ${notebooks} notebooks`)
    report.figure('filter-task', longestMs)
    report.figure('filter-search', search.p95, `p50 ${search.p50.toFixed(0)}; of ${pagesOfEach} pages each`)
  },
})

export const editor = group({
  name: 'editor',
  isQuick: false,
  rows: {
    'editor-key': { name: 'a key in a long text, p95', unit: 'ms', digits: 1, goal: 16, scalesWith: 'processor' },
  },
  async measure(report) {
    await using bench = await startBench()
    const key = await measureEditor(bench)
    report.figure('editor-key', key.p95, `p50 ${key.p50.toFixed(1)}; of ${lines} lines`)
  },
})

export const readingVisit = group({
  name: 'reading-visit',
  isQuick: false,
  rows: {
    'visit-paint': { name: 'largest paint', unit: 'ms', digits: 0, goal: 1000, scalesWith: 'processor' },
    'visit-task': { name: 'longest task scrolling covers', unit: 'ms', digits: 0, goal: 50, scalesWith: 'processor' },
    'visit-page': { name: 'a page from a search', unit: 'ms', digits: 0, scalesWith: 'processor' },
  },
  async measure(report) {
    await using bench = await startBench()
    const { paint, scrolling, page } = await measureReadingVisit(bench)
    report.figure(
      'visit-paint',
      paint.largestMs,
      `layout shift ${paint.shift.toFixed(3)} (goal 0); ${covers} notebooks on the server, none of their files here`,
    )
    report.figure('visit-task', scrolling.longestMs, `${scrolling.shown} shown, ${scrolling.refused} refused (goal 0)`)
    report.figure('visit-page', page.ms, `until its image is shown, ${(page.bytes / 1000).toFixed(0)} kB`)
  },
})
