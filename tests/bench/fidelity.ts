// SPDX-License-Identifier: AGPL-3.0-or-later
// Our pictures of real pages against the tablet's own thumbnails of them: by page, by pen, side by side.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Core, PageFacts, RenderRequest, StrokeFacts } from '@rmirror/shared/core'
import { BelowInk, type PdfSource } from '@rmirror/shared/pdf'
import { coreWithFonts } from './core-with-fonts.ts'
import { compare, type Darkness, darknessOf, type Likeness, shrink } from './fidelity-measure.ts'
import { reportHtml } from './fidelity-report.ts'
import { penNames } from './pen-names.ts'
import { readThumbnails, type Thumbnail } from './thumbnails.ts'

const reportFile = resolve(import.meta.dirname, '../../build/fidelity/index.html')

export interface PageFidelity extends Likeness {
  thumbnail: Thumbnail
  /** Typed pages are judged apart: the tablet's fonts are not ours. */
  kind: 'handwritten' | 'typed'
  version: number
  ours: Darkness
  png: Uint8Array
  pens: { pen: string; ink: number; likeness: Likeness }[]
}

/** Prints nothing but a remark when there is no corpus. */
export async function reportFidelity(): Promise<void> {
  const thumbnails = await readThumbnails()
  if (thumbnails.length === 0) return console.log('fidelity            no corpus with thumbnails here')
  const pages = await measureFidelity(await coreWithFonts(), thumbnails)
  for (const kind of ['handwritten', 'typed'] as const) print(kind, pages)
  printPens(pages)
  mkdirSync(dirname(reportFile), { recursive: true })
  writeFileSync(reportFile, reportHtml(pages))
  console.log(`side by side        ${reportFile}`)
}

export async function measureFidelity(core: Core, thumbnails: Thumbnail[]): Promise<PageFidelity[]> {
  const pages: PageFidelity[] = []
  for (const thumbnail of thumbnails) pages.push(await measurePage(core, thumbnail))
  return pages
}

async function measurePage(core: Core, thumbnail: Thumbnail): Promise<PageFidelity> {
  using page = core.openPage(readFileSync(thumbnail.pageFile), thumbnail.index)
  const { request, sourcePage, source } = requestFor(core, thumbnail)
  if (source) {
    using below = await BelowInk.open(source)
    const notes = below.dress(page, { number: 1, sourcePage }, request, 'pixels')
    for (const { detail } of notes) console.log(`  ${thumbnail.name.slice(0, 8)} ${detail}`)
  }
  const facts = page.facts()
  const { width, height, pixels } = page.renderPixels(request)
  const { picture } = thumbnail
  // The tablet shows the paper alone, however far ink runs past it.
  const paper = paperOf(facts, width)
  const ours = shrink(crop(darknessOf(width, height, pixels), paper), picture.width, picture.height)
  return {
    thumbnail,
    kind: facts.strokes.visible === 0 || facts.text.some(({ text }) => text.trim() !== '') ? 'typed' : 'handwritten',
    version: facts.version,
    ours,
    png: page.renderPng(request),
    pens: comparePens(ours, picture, facts, page.strokeList()),
    ...compare(ours, picture),
  }
}

interface PageInDocument {
  request: RenderRequest
  sourcePage: number | null
  source?: PdfSource | undefined
}

/** The page as its document has it: with its template, or on its source. */
function requestFor(core: Core, { pageFile, name }: Thumbnail): PageInDocument {
  const document = pageFile.endsWith('.rm') ? dirname(pageFile) : pageFile.replace(/\.lines$/, '')
  const read = (extension: string) => {
    const file = `${document}.${extension}`
    return existsSync(file) ? readFileSync(file) : undefined
  }
  const { pages, orientation } = core.readDocument({
    content: read('content'),
    metadata: read('metadata'),
    pagedata: read('pagedata'),
    pageFiles: [name],
  })
  const { template = '', source_page: sourcePage = null } = pages.find((page) => page.file === name) ?? {}
  if (sourcePage === null) return { request: { orientation, template }, sourcePage }
  const [pdf, epub] = [read('pdf'), read('epub')]
  const source = pdf ? { kind: 'pdf' as const, bytes: pdf } : epub && { kind: 'epub' as const, bytes: epub }
  return { request: { orientation }, sourcePage, source }
}

interface PixelRect {
  left: number
  top: number
  width: number
  height: number
}

/** Where the paper lies in the picture, which shows the whole area. */
function paperOf({ area, paper, version }: PageFacts, pictureWidth: number): PixelRect {
  const scale = pictureWidth / area.width
  const left = version === 6 ? -paper.width / 2 : 0
  return {
    left: Math.round((left - area.x) * scale),
    top: Math.round((0 - area.y) * scale),
    width: Math.round(paper.width * scale),
    height: Math.round(paper.height * scale),
  }
}

function crop(from: Darkness, { left, top, width, height }: PixelRect): Darkness {
  const values = new Float64Array(width * height)
  for (let y = 0; y < height; y++)
    values.set(from.values.subarray((y + top) * from.width + left, (y + top) * from.width + left + width), y * width)
  return { width, height, values }
}

/** A pixel speaks for a pen when only strokes of that pen can have touched it. */
function comparePens(ours: Darkness, theirs: Darkness, facts: PageFacts, strokes: StrokeFacts[]): PageFidelity['pens'] {
  const owners = new Int32Array(ours.values.length).fill(noOwner)
  for (const stroke of strokes) claim(owners, ours, facts, stroke)
  return [...new Set(owners)]
    .filter((tool) => tool >= 0)
    .map((tool) => {
      const counts = (index: number) => owners[index] === tool
      const ink = theirs.values.reduce((sum, value, index) => (counts(index) ? sum + value : sum), 0)
      return { pen: penNames[tool] ?? `pen ${tool}`, ink, likeness: compare(ours, theirs, counts) }
    })
}

const noOwner = -1
const several = -2

function claim(owners: Int32Array, { width, height }: Darkness, facts: PageFacts, { bbox, tool }: StrokeFacts): void {
  if (!bbox) return
  const left = facts.version === 6 ? -facts.paper.width / 2 : 0
  const margin = 2
  const [scaleX, scaleY] = [width / facts.paper.width, height / facts.paper.height]
  const from = { x: Math.floor((bbox[0] - left) * scaleX) - margin, y: Math.floor(bbox[1] * scaleY) - margin }
  const to = { x: Math.ceil((bbox[2] - left) * scaleX) + margin, y: Math.ceil(bbox[3] * scaleY) + margin }
  for (let y = Math.max(0, from.y); y <= Math.min(height - 1, to.y); y++)
    for (let x = Math.max(0, from.x); x <= Math.min(width - 1, to.x); x++) {
      const owner = owners[y * width + x]
      owners[y * width + x] = owner === noOwner || owner === tool ? tool : several
    }
}

function print(kind: PageFidelity['kind'], all: PageFidelity[]): void {
  const pages = all.filter((page) => page.kind === kind)
  if (pages.length === 0) return
  for (const page of pages) {
    const pens = [...new Set(page.pens.map(({ pen }) => pen))].join(', ')
    console.log(`  ${page.thumbnail.name.slice(0, 8)} v${page.version}  ${figures(page)}  ${pens}`)
  }
  const mean = (of: (page: PageFidelity) => number) => pages.reduce((sum, page) => sum + of(page), 0) / pages.length
  const ratios = pages.map((page) => page.inkRatio)
  const range = `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`
  const means = `SSIM ${mean((page) => page.ssim).toFixed(3)}, F1 ${mean((page) => page.f1).toFixed(3)}`
  console.log(`${kind.padEnd(20)}${means} (means of ${pages.length} pages), ink ${range}`)
}

function printPens(pages: PageFidelity[]): void {
  const uses = pages.flatMap((page) => page.pens).filter(({ ink }) => ink > 0)
  for (const pen of [...new Set(uses.map((use) => use.pen))].sort()) {
    const of = uses.filter((use) => use.pen === pen)
    const ink = of.reduce((sum, use) => sum + use.ink, 0)
    const mean = (value: (likeness: Likeness) => number) =>
      of.reduce((sum, use) => sum + value(use.likeness) * use.ink, 0) / ink
    const likeness = { ssim: mean((l) => l.ssim), f1: mean((l) => l.f1), inkRatio: mean((l) => l.inkRatio) }
    console.log(`  ${pen.padEnd(18)}${figures(likeness)}  ${of.length} pages`)
  }
}

function figures({ ssim, f1, inkRatio }: Likeness): string {
  return `SSIM ${ssim.toFixed(3)}  F1 ${f1.toFixed(3)}  ink ${inkRatio.toFixed(2)}`
}
