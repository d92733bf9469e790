// SPDX-License-Identifier: AGPL-3.0-or-later
// Real files, read by the wasm core, against the oracles beside them. The folder is RMIRROR_CORPUS, or shared/corpus
// beside the checkout; where neither is there, only the project's own fixtures are held to what they must say.
//
// Oracle fields known to be wrong, and what is compared instead:
// - text.paragraphs[].style: its reader knows the styles 0 to 7 and calls all others plain (1). `style_raw` is right.
// - paragraphs that no style entry names have no `style_raw`; both readers then say 1, plain.
// - bbox, of page and strokes: of raw coordinates, before anchored groups move with the text. Ours is raw as well.
// - strokes[], in four pages of one notebook, see `otherOrder` below: an erased run holds several ids, and items may name
//   any of them as their left neighbour (336 do in these files, each inside such a run). The oracle's reader keeps only
//   the run's first id, takes the others for unknown and starts a new sequence there. Compared without order.
// - layers[].label of v3 and v5: absent, the names lie in `<page>-metadata.json`.
// - content.pageCount: not compared, the tablet itself lets it go stale.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Core, CoreError, loadCore, type PageFacts } from '@rmirror/shared/core'
import { type Library, readLibrary, type SourceFile } from '@rmirror/shared/library'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type ArchiveOracle,
  Comparison,
  type ContentOracle,
  compareDocument,
  compareLines,
  comparePage,
  type LinesOracle,
  type Oracle,
  type PageOracle,
  type StrokeOrder,
} from './oracle.ts'

const here = dirname(fileURLToPath(import.meta.url))
const fixtures = join(here, '../fixtures')
const beside = join(here, '../../../shared/corpus')
const corpus = process.env.RMIRROR_CORPUS ?? (existsSync(join(beside, 'manifest.json')) ? beside : undefined)

const otherOrder = new Set(
  [
    '014cb529-8286-41a7-8d80-24013b0ac338',
    '7be32096-239f-46b8-b80d-4539b72f70c6',
    'bf59f421-0d48-4ffa-87ac-45cab42de47e',
    'fb5709b6-cea1-4c8b-aae6-769c3d18eb01',
  ].map((page) => `itsfabioroma_remarkable-cli/testdata/fixtures/getting-started/${page}.rm`),
)

/** Of the pages of real files, by the beginning of the file's SHA-256: as they were in November 2026. */
const inkHashes: Record<string, string[]> = JSON.parse(readFileSync(join(here, 'ink-hashes.json'), 'utf8'))

let core: Core
beforeAll(async () => {
  core = await loadCore(readFileSync(createRequire(import.meta.url).resolve('@rmirror/core/core.wasm')))
})

function compareCorpus(root: string): void {
  const listed: { rel: string }[] = JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8'))
  const withOracle = listed.map(({ rel }) => rel).filter((rel) => existsSync(join(root, `${rel}.oracle.json`)))
  let compared = 0
  let checks = 0

  test('is there as its manifest lists it', () => {
    expect(listed.length).toBeGreaterThan(0)
    expect(listed.map(({ rel }) => rel).filter((rel) => !existsSync(join(root, rel)))).toEqual([])
  })

  test('has an oracle for everything that is read', () => {
    const read = listed
      .map(({ rel }) => rel)
      .filter((rel) => ['.rm', '.lines', '.content', '.zip'].includes(extname(rel)))
    expect(read.filter((rel) => !withOracle.includes(rel))).toEqual([])
  })

  test.each(withOracle)('%s is as its oracle says', async (rel) => {
    const comparison = await compareFile(root, rel)
    compared++
    checks += comparison.checks
    expect(comparison.differences).toEqual([])
    expect(comparison.checks).toBeGreaterThan(0)
  })

  test('has the ink hashes it always had, or every page would be transcribed and paid for again', () => {
    const files = listed.map(({ rel }) => rel).filter((rel) => ['.rm', '.lines'].includes(extname(rel)))
    const known = files.flatMap((rel) => {
      const file = readFileSync(join(root, rel))
      const kept = inkHashes[createHash('sha256').update(file).digest('hex').slice(0, 16)]
      return kept === undefined ? [] : [{ rel, kept, now: hashesOf(file) }]
    })
    expect(known.length).toBeGreaterThan(0)
    expect(known.filter(({ kept, now }) => kept.join() !== now.join())).toEqual([])
  })

  test('was compared whole', () => {
    console.log(
      `corpus: ${compared} of ${withOracle.length} files with an oracle (${listed.length} listed), ${checks} checks`,
    )
    expect(compared).toBe(withOracle.length)
  })
}

function hashesOf(file: Uint8Array): string[] {
  return Array.from({ length: core.countPages(file) }, (_, index) => {
    using page = core.openPage(file, index)
    return page.facts().ink_hash
  })
}

function sayThereIsNone(): void {
  test('the corpus is not here, so only the fixtures are compared', () => {
    console.log(
      'corpus: not here (RMIRROR_CORPUS, or shared/corpus beside the checkout); only the fixtures are compared',
    )
    expect(existsSync(fixtures)).toBe(true)
  })
}

if (corpus) describe('the corpus', () => compareCorpus(corpus))
else sayThereIsNone()

describe('the fixtures', () => {
  const names = pageFilesIn(fixtures)

  test('are there', () => {
    expect(names.length).toBeGreaterThan(40)
  })

  test.each(names)('%s says what it was made to say', (name) => {
    expectPages(join(fixtures, name))
  })

  test.each(pageFilesIn(join(fixtures, 'broken')))('broken %s is refused, or read as far as it goes', (name) => {
    const path = join(fixtures, 'broken', name)
    const { error } = expectationOf(path)
    if (error === undefined) expectPages(path)
    else expect(codeOf(() => core.openPage(bytesOf(path)))).toBe(error)
  })
})

/** A page's facts, or as many of them as its file could keep. */
interface Expectation {
  error?: string
  pages?: Expectation[]
  unreadable_at_least?: number
}

function expectPages(path: string): void {
  const file = bytesOf(path)
  const expected = expectationOf(path)
  const pages = expected.pages ?? [expected]
  expect(core.countPages(file)).toBe(pages.length)
  for (const [index, { unreadable_at_least: unreadable = 0, ...facts }] of pages.entries()) {
    using page = core.openPage(file, index)
    const actual = page.facts()
    expect({ ...actual, stroke_list: page.strokeList() }).toMatchObject(facts)
    expect(actual.unreadable).toBeGreaterThanOrEqual(unreadable)
  }
}

function bytesOf(path: string): Uint8Array {
  return new Uint8Array(readFileSync(path))
}

function expectationOf(path: string): Expectation {
  return JSON.parse(readFileSync(path.replace(/\.[a-z]+$/, '.expected.json'), 'utf8'))
}

function pageFilesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => /\.(rm|lines)$/.test(name)) : []
}

function codeOf(call: () => unknown): string {
  try {
    call()
    return 'no error'
  } catch (error) {
    if (error instanceof CoreError) return error.code
    throw error
  }
}

async function compareFile(root: string, rel: string): Promise<Comparison> {
  const bytes = bytesOf(join(root, rel))
  const oracle: Oracle = JSON.parse(readFileSync(join(root, `${rel}.oracle.json`), 'utf8'))
  const comparison = new Comparison()
  if ('sha256' in oracle) {
    comparison.same('file hash', core.fileHash(bytes), oracle.sha256)
    comparison.same('file hash of another reader', createHash('sha256').update(bytes).digest('hex'), oracle.sha256)
  }
  if (oracle.format === 'rm') compareRm('page', bytes, oracle, comparison, otherOrder.has(rel) ? 'any' : 'drawn')
  else if (oracle.format === 'lines-old') compareLinesFile(bytes, oracle, comparison)
  else if (oracle.format === 'content') compareContent(join(root, rel), oracle, comparison)
  else if (oracle.format === 'archive') await compareArchive(rel, bytes, oracle, comparison)
  else
    comparison.same(
      'error',
      codeOf(() => core.openPage(bytes)),
      'not-a-page',
    )
  return comparison
}

function compareRm(
  where: string,
  bytes: Uint8Array,
  oracle: PageOracle,
  comparison: Comparison,
  order: StrokeOrder = 'drawn',
): void {
  using page = core.openPage(bytes)
  comparePage(where, { facts: page.facts(), strokes: page.strokeList() }, oracle, comparison, order)
}

function compareLinesFile(bytes: Uint8Array, oracle: LinesOracle, comparison: Comparison): void {
  const pages: PageFacts[] = []
  for (let index = 0; index < core.countPages(bytes); index++) {
    using page = core.openPage(bytes, index)
    pages.push(page.facts())
  }
  compareLines('notebook', pages, oracle, comparison)
}

function compareContent(path: string, oracle: ContentOracle, comparison: Comparison): void {
  const base = path.slice(0, -'.content'.length)
  const part = (extension: string) => {
    const file = `${base}.${extension}`
    return existsSync(file) ? bytesOf(file) : undefined
  }
  const pageFiles = pageFilesIn(base).map((name) => name.slice(0, name.lastIndexOf('.')))
  const parts = { content: part('content'), metadata: part('metadata'), pagedata: part('pagedata'), pageFiles }
  compareDocument('document', core.readDocument(parts), oracle, comparison)
}

/** Through the library, as a person's archive goes: the pages come in the notebook's order, each from its own entry. */
async function compareArchive(
  path: string,
  bytes: Uint8Array,
  oracle: ArchiveOracle,
  comparison: Comparison,
): Promise<void> {
  const file: SourceFile = { path, size: bytes.length, modified: 0, read: async () => bytes }
  const library: Library = await readLibrary([file], core)
  comparison.same('notebooks', library.notebooks.length, 1)
  comparison.same('problems', [...library.problems, ...(library.notebooks[0]?.problems ?? [])], [])
  const pages = library.notebooks[0]?.pages ?? []
  const order = oracle.content.cPages?.order.map((page) => page.id) ?? oracle.content.pages ?? []
  comparison.same(
    'page order',
    pages.map((page) => page.uuid),
    order,
  )
  const seen = new Set<string>()
  for (const page of pages) {
    if (!page.file) continue
    const entry = page.file.path.slice(path.length + 1)
    const expected = oracle.rm[entry]
    seen.add(entry)
    comparison.same(`${entry} is a page of the archive`, expected !== undefined, true)
    if (expected) compareRm(entry, await page.file.read(), expected, comparison)
  }
  comparison.same('page files', [...seen].sort(), Object.keys(oracle.rm).sort())
}
