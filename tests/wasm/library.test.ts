// SPDX-License-Identifier: AGPL-3.0-or-later
// Whole documents and archives of our own, through the library reader and the core.
import { describe, expect, it } from 'vitest'
import { readLibrary, type SourceFile } from '../../shared/src/library/index.ts'
import { nestedZip, zipBomb, zipped, zipWithUnsafeNames } from '../generator/archive.ts'
import { notebookFiles, type WrittenFile } from '../generator/document.ts'
import { libraryFiles } from '../generator/library-files.ts'
import { sampleFiles, sampleNotebook } from '../generator/sample-notebook.ts'
import { welcome } from '../generator/sample-pages.ts'
import { writeV6 } from '../generator/v6.ts'
import { builtCore, factsOf } from './core.ts'

const core = await builtCore()

function given(files: readonly WrittenFile[]): SourceFile[] {
  return files.map(({ path, bytes }) => ({ path, size: bytes.length, modified: 0, read: async () => bytes }))
}

const archive = (path: string, bytes: Uint8Array) => readLibrary(given([{ path, bytes }]), core)

describe('the sample notebook', () => {
  const sample = sampleNotebook()

  it('is one notebook whose pages stand in order, each with ink that reads without loss', async () => {
    const { notebooks, problems } = await archive('sample.rmdoc', await zipped(sampleFiles()))
    expect(problems).toEqual([])
    expect(notebooks).toHaveLength(1)
    const [notebook] = notebooks
    expect(notebook).toMatchObject({ uuid: sample.uuid, name: sample.name, tags: sample.tags, kind: 'notebook' })
    expect(notebook?.pages.map((page) => page.uuid)).toEqual(sample.pages.map((page) => page.uuid))
    expect(notebook?.pages.map((page) => page.tags)).toEqual(sample.pages.map((page) => page.tags ?? []))
    for (const page of notebook?.pages ?? []) {
      const facts = factsOf(core, (await page.file?.read()) ?? new Uint8Array())
      expect(facts.strokes.total, `page ${page.number}`).toBeGreaterThan(20)
      expect(facts.unreadable_parts, `page ${page.number}`).toEqual([])
    }
  })

  it('stays light enough to ship with the dashboard', async () => {
    expect((await zipped(sampleFiles())).length).toBeLessThanOrEqual(250_000)
  })

  it('is written alike every time', async () => {
    const [first, second] = [await zipped(sampleFiles()), await zipped(sampleFiles())]
    expect(Buffer.from(first).equals(second)).toBe(true)
  })

  it('reads the same from an archive whose names begin with a slash', async () => {
    const { notebooks, problems } = await archive('sample.zip', await zipped(sampleFiles(), { prefix: '/' }))
    expect(problems).toEqual([])
    expect(notebooks[0]?.pages.map((page) => page.uuid)).toEqual(sample.pages.map((page) => page.uuid))
  })
})

describe('a library as the desktop app keeps it', () => {
  it('has its folders, its trash and its notebooks; the template is none', async () => {
    const inFolder = libraryFiles({ pages: 50 }).map((file) => ({ ...file, path: `desktop/${file.path}` }))
    const { notebooks, folders, problems } = await readLibrary(given(inFolder), core)
    expect(problems).toEqual([])
    const byName = new Map([...notebooks, ...folders].map((each) => [each.name, each]))
    expect([...byName.keys()].sort()).toEqual(
      ['A notebook to try', 'Années 2018', 'Diary', 'Drafts', 'Quick sheets', 'Thrown away', 'Work'].sort(),
    )
    expect(byName.get('Drafts')?.parent).toBe(byName.get('Work')?.uuid)
    expect(byName.get('Années 2018')?.parent).toBe(byName.get('Drafts')?.uuid)
    expect(byName.get('Thrown away')?.parent).toBe('trash')
    const pagesOf = (name: string) => notebooks.find((each) => each.name === name)?.pages ?? []
    expect(pagesOf('Diary')).toHaveLength(50)
    expect(pagesOf('Quick sheets').map((page) => page.file !== undefined)).toEqual([true, false])
    expect(pagesOf('Années 2018').map((page) => page.file !== undefined)).toEqual([true, true])
  })
})

describe('hostile archives', () => {
  const page = writeV6(welcome())

  it('a zip bomb is refused by its announced size, beside a page that is read', async () => {
    const bomb = await zipBomb(260)
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024)
    const files = given([
      { path: 'bomb.zip', bytes: bomb },
      { path: 'good.rm', bytes: page },
    ])
    const { notebooks, problems } = await readLibrary(files, core)
    expect(problems.map((problem) => problem.code)).toContain('archive-too-large')
    expect(notebooks).toHaveLength(1)
  })

  it('names that leave the folder are refused, the good one is read', async () => {
    const { notebooks, problems } = await archive('names.zip', await zipWithUnsafeNames(page))
    const unsafe = problems.filter((problem) => problem.code === 'unsafe-name')
    expect(unsafe.length).toBeGreaterThanOrEqual(4)
    expect(notebooks.flatMap((notebook) => notebook.pages).some((each) => each.file?.path.endsWith('good.rm'))).toBe(
      true,
    )
    const paths = notebooks.flatMap((notebook) => notebook.pages.map((each) => each.file?.path ?? ''))
    expect(paths.filter((path) => path.includes('..') || path.startsWith('/') || path.includes(':\\'))).toEqual([])
  })

  it('an archive nested ten deep is refused as too deep', async () => {
    const { problems } = await archive('nested.zip', await nestedZip({ path: 'page.rm', bytes: page }, 10))
    expect(problems.map((problem) => problem.code)).toContain('archive-too-deep')
  })

  it('a book has its PDF below the ink, and itself where there is none', async () => {
    const files = notebookFiles({ uuid: sampleNotebook().uuid, name: 'Book', fileType: 'epub', pages: [] })
    const beside = (extension: string) => ({ path: `${sampleNotebook().uuid}.${extension}`, bytes: page })
    const kinds = [[beside('epub')], [beside('epub'), beside('pdf')], []].map(async (sources) => {
      const { notebooks } = await readLibrary(given([...files, ...sources]), core)
      return [notebooks[0]?.sourceKind, notebooks[0]?.source?.path.split('.').at(-1)]
    })
    expect(await Promise.all(kinds)).toEqual([
      ['epub', 'epub'],
      ['pdf', 'pdf'],
      [undefined, undefined],
    ])
  })

  it('an archive with a password says so', async () => {
    const locked = await zipped([{ path: 'page.rm', bytes: page }], { password: 'sesame' })
    const { problems } = await archive('locked.zip', locked)
    expect(problems.map((problem) => problem.code)).toContain('encrypted-archive')
  })

  it('a damaged archive is reported, not thrown', async () => {
    const whole = await zipped([{ path: 'page.rm', bytes: page }])
    for (const cut of [whole.slice(0, -10), whole.slice(0, whole.length / 2), whole.slice(0, 10)]) {
      const { problems } = await archive('cut.zip', cut)
      expect(problems.length).toBeGreaterThan(0)
    }
  })
})
