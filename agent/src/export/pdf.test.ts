// SPDX-License-Identifier: AGPL-3.0-or-later
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type NotebookFiles, type NotebookPage, notebookFiles } from '../../../tests/generator/document.ts'
import { onePage } from '../../../tests/generator/scene.ts'
import { opened, redDot, sourcePdf } from '../../../tests/pdf/fixtures.ts'
import { at, fixture, rmirror, write, writeDocument, zipNames } from '../testing/program.ts'

describe('export to PDF', () => {
  const uuid = '7d0c1f6e-28c1-4d2c-9d5c-0f9d1c5b7a02'
  const scene = (number: number) => onePage([redDot(0, 100 * number)])
  const page = (number: number, more: Partial<NotebookPage> = {}): NotebookPage => ({
    uuid: `${number}`.repeat(8) + '-1111-4111-8111-111111111111',
    scene: scene(number),
    ...more,
  })
  const writeAll = (notebook: Partial<NotebookFiles>, source?: Uint8Array) => {
    const whole: NotebookFiles = { uuid, name: 'Paper', pages: [], ...notebook }
    for (const { path, bytes } of notebookFiles(whole)) write(`desk/${path}`, bytes)
    if (source) write(`desk/${uuid}.pdf`, source)
    return at(`desk/${uuid}.content`)
  }
  const texts = (path: string) => {
    const document = opened(readFileSync(at(path)))
    return Array.from({ length: document.countPages() }, (_, index) =>
      document.loadPage(index).toStructuredText('').asText().trim(),
    )
  }

  test('writes a notebook with its title, tags and bookmarks', async () => {
    const path = writeAll({ tags: ['work'], pages: [page(1), page(2, { tags: ['idea'] }), page(3)] })
    expect(await rmirror('export', path, '-o', 'a.pdf')).toEqual({ status: 0, out: '', err: '' })
    const document = opened(readFileSync(at('a.pdf')))
    expect(document.getMetaData('info:Title')).toBe('Paper')
    expect(document.getMetaData('info:Keywords')).toBe('work, idea')
    expect(document.loadOutline()?.map(({ title }) => title)).toEqual(['Page 1', 'Page 2 · idea', 'Page 3'])
  })

  test("writes on the document's own PDF, whose bytes stay the beginning", async () => {
    const source = sourcePdf([{}, {}])
    const pages = [page(1, { sourcePage: 0 }), page(2), page(3, { sourcePage: 1 })]
    const path = writeAll({ fileType: 'pdf', pages }, source)
    expect(await rmirror('export', path, '-o', 'a.pdf')).toEqual({ status: 0, out: '', err: '' })
    expect(texts('a.pdf')).toEqual(['source page 1', '', 'source page 2'])
    const written = readFileSync(at('a.pdf'))
    expect(written.length).toBeGreaterThan(source.length)
    expect(written.subarray(0, source.length).equals(source)).toBe(true)
  })

  test('takes the wanted pages, of any format', async () => {
    const pages = [1, 2, 3, 4, 5].map((number) => page(number, { sourcePage: number - 1 }))
    const path = writeAll({ fileType: 'pdf', pages }, sourcePdf([{}, {}, {}, {}, {}]))
    const { status, err } = await rmirror('export', path, '-o', 'a.pdf', '--pages', '2-3,5-')
    expect({ status, err }).toEqual({ status: 0, err: expect.stringContaining('written anew') })
    expect(texts('a.pdf')).toEqual(['source page 2', 'source page 3', 'source page 5'])
    await rmirror('export', path, '-o', 'a.zip', '--pages', '4')
    expect(zipNames(readFileSync(at('a.zip')))).toEqual(['Paper/004.png'])
    expect(await rmirror('export', path, '-o', 'b.pdf', '--pages', '9')).toMatchObject({
      status: 1,
      err: expect.stringContaining('it has 5'),
    })
    for (const wrong of ['0', '3-2', 'a', '1;2', ''])
      expect(await rmirror('export', path, '-o', 'b.pdf', '--pages', wrong)).toMatchObject({ status: 2 })
    expect(existsSync(at('b.pdf'))).toBe(false)
  })

  test("exports a page that lies in its document's folder on the document's PDF", async () => {
    writeAll({ fileType: 'pdf', pages: [page(1, { sourcePage: 0 }), page(2, { sourcePage: 1 })] }, sourcePdf([{}, {}]))
    const { status } = await rmirror('export', at(`desk/${uuid}/${page(2).uuid}.rm`), '-o', 'a.pdf')
    expect(status).toBe(0)
    expect(texts('a.pdf')).toEqual(['source page 2'])
  })

  test('leaves the ink alone, and says so, where the PDF is none', async () => {
    const path = writeAll({ fileType: 'pdf', pages: [page(1, { sourcePage: 0 })] }, Buffer.from('PK\u0003\u0004'))
    const { status, err } = await rmirror('export', path, '-o', 'a.pdf')
    expect({ status, err }).toEqual({ status: 0, err: expect.stringContaining('only what was written on it is here') })
    expect(texts('a.pdf')).toEqual([''])
    rmSync(at(`desk/${uuid}.pdf`))
    const without = await rmirror('export', path, '-o', 'b.pdf')
    expect(without.err).toContain('The file below the ink is not there')
  })

  test('writes a page that could not be read as a note in its place', async () => {
    const path = writeAll({ pages: [page(1), page(2)] })
    write(`desk/${uuid}/${page(2).uuid}.rm`, readFileSync(fixture('broken/version-9.rm')))
    const { status, err } = await rmirror('export', path, '-o', 'a.pdf')
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining('Paper, page 2: ') })
    expect(texts('a.pdf')[1]).toContain('Page 2 could not be read')
  })

  test('makes no PDF of a notebook without pages', async () => {
    const outcome = await rmirror('export', writeAll({ pages: [] }), '-o', 'a.pdf')
    expect(outcome).toMatchObject({ status: 1, err: expect.stringContaining('It has no pages') })
    expect(existsSync(at('a.pdf'))).toBe(false)
  })

  test('refuses several notebooks in one PDF', async () => {
    writeDocument('desk')
    writeAll({ pages: [page(1)] })
    const outcome = await rmirror('export', 'desk', '-o', 'a.pdf')
    expect(outcome).toMatchObject({ status: 1, err: expect.stringContaining('There are 2 notebooks in it') })
  })
})
