// SPDX-License-Identifier: AGPL-3.0-or-later
import { type Core, CoreCrash, CoreError, imageTokens, type OcrPicture, type Orientation } from '@rmirror/shared/core'
import type { PageSource } from '@rmirror/shared/library'
import { UsageError } from '../../errors.ts'
import { pagesOf, readInput } from '../../inputs.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { loadDrawingCore, RenewedCore } from '../../workers/core.ts'

export const bench: Command = {
  name: 'bench',
  takes: 'FILE...',
  summary: 'measure how fast pages are prepared for transcription',
  details: 'Every page is read, fingerprinted, drawn and encoded in memory, on one thread, after one warm-up round.',
  options: { json: 'one JSON object instead of a sentence' },
  run,
}

interface Loaded {
  page: PageSource
  orientation: Orientation
  file: Uint8Array | undefined
  layerMetadata: Uint8Array | undefined
  highlights: Uint8Array | undefined
}

interface Measured {
  pages: number
  failed: number
  sum_ms: number
  median_ms: number
  p95_ms: number
  rm_bytes: number
  png_bytes: number
  image_tokens: number
}

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  if (positionals.length === 0) throw new UsageError('bench needs a file')
  const { pages, failed } = await loadPages(positionals, signal, terminal.warn)
  const measured = await measure(pages, failed, signal)
  await terminal.print(values.json ? `${JSON.stringify(measured)}\n` : sentence(measured))
  return measured.failed > 0 ? 1 : 0
}

async function loadPages(
  paths: string[],
  signal: AbortSignal,
  warn: (line: string) => void,
): Promise<{ pages: Loaded[]; failed: number }> {
  const pages: Loaded[] = []
  let failed = 0
  const core = new RenewedCore()
  for (const path of paths) {
    const { library, failures } = await readInput(path, core, signal)
    for (const { path: file, detail } of failures) warn(`${file}: ${detail}`)
    failed += failures.length
    for (const { notebook, page } of pagesOf(library)) {
      signal.throwIfAborted()
      try {
        const [file, layerMetadata, highlights] = await Promise.all([
          page.file?.read(),
          page.layerMetadata?.read(),
          page.highlights?.read(),
        ])
        pages.push({ page, orientation: notebook.orientation, file, layerMetadata, highlights })
      } catch {
        warn(`${path}, page ${page.number}: the file couldn't be read`)
        failed++
      }
    }
  }
  return { pages, failed }
}

async function measure(pages: Loaded[], failedBefore: number, signal: AbortSignal): Promise<Measured> {
  await drawAll(pages, signal)
  const drawn = await drawAll(pages, signal)
  const times = drawn.map((page) => page.milliseconds).sort((a, b) => a - b)
  return {
    pages: drawn.length,
    failed: failedBefore + pages.length - drawn.length,
    sum_ms: rounded(sum(times)),
    median_ms: rounded(percentile(times, 0.5)),
    p95_ms: rounded(percentile(times, 0.95)),
    rm_bytes: inkBytes(drawn.map((page) => page.loaded)),
    png_bytes: sum(drawn.map((page) => page.pngBytes)),
    image_tokens: sum(drawn.map((page) => page.tokens)),
  }
}

interface Drawn {
  loaded: Loaded
  milliseconds: number
  pngBytes: number
  tokens: number
}

/** The pages that could be drawn. A page that crashes the core costs that instance, as in the workers. */
async function drawAll(pages: Loaded[], signal: AbortSignal): Promise<Drawn[]> {
  const drawn: Drawn[] = []
  let core = await loadDrawingCore()
  for (const loaded of pages) {
    signal.throwIfAborted()
    const started = performance.now()
    try {
      const pictures = draw(core, loaded)
      const milliseconds = performance.now() - started
      const pngBytes = sum(pictures.map(({ png }) => png.length))
      const tokens = sum(pictures.map(({ width, height }) => imageTokens(width, height)))
      drawn.push({ loaded, milliseconds, pngBytes, tokens })
    } catch (error) {
      if (error instanceof CoreCrash) core = await loadDrawingCore()
      else if (!(error instanceof CoreError)) throw error
    }
  }
  return drawn
}

/** Counts a file once: all pages of a `.lines` notebook are in one file. */
function inkBytes(pages: Loaded[]): number {
  const sizes = new Map(pages.map(({ page, file }) => [page.file, file?.length ?? 0]))
  return sum([...sizes.values()])
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function draw(core: Core, { page, orientation, file, layerMetadata, highlights }: Loaded): OcrPicture[] {
  using open = file ? core.openPage(file, page.index, { layerMetadata, highlights }) : core.blankPage({ highlights })
  // Computing the facts includes the fingerprint.
  open.facts()
  return open.renderOcr({ orientation })
}

/** Nearest rank, of sorted values. */
function percentile(sorted: number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000
}

function sentence(measured: Measured): string {
  const perSecond = measured.sum_ms > 0 ? ((1000 * measured.pages) / measured.sum_ms).toFixed(1) : '0'
  return `${measured.pages} pages in ${measured.sum_ms} ms: ${perSecond} a second, median ${measured.median_ms} ms, 95 % within ${measured.p95_ms} ms; ${measured.rm_bytes} bytes of ink, ${measured.png_bytes} bytes of PNG, ${measured.image_tokens} image tokens; ${measured.failed} failed\n`
}
