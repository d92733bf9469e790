// SPDX-License-Identifier: AGPL-3.0-or-later
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { folderFiles, type NotebookFiles, type NotebookPage, notebookFiles } from '../../../tests/generator/document.ts'
import { onePage } from '../../../tests/generator/scene.ts'
import { writeV6 } from '../../../tests/generator/v6.ts'
import { epubOf, middleOf, opened, redDot, sourcePdf } from '../../../tests/pdf/fixtures.ts'
import { PdfFile } from '../../../tests/pdf/tools.ts'
import { zipEntry, zipNames } from '../../../tests/world/zip.ts'
import { at, fixture, rmirror, write, writeDocument } from '../testing/program.ts'

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
  const texts = (path: string) => textsOf(readFileSync(at(path)))
  const textsOf = (bytes: Uint8Array) => {
    const document = opened(bytes)
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
    expect({ status, err }).toEqual({ status: 0, err: expect.stringContaining('The PDF was rebuilt') })
    expect(texts('a.pdf')).toEqual(['source page 2', 'source page 3', 'source page 5'])
    await rmirror('export', path, '-o', 'a.zip', '--pages', '4')
    expect(zipNames(readFileSync(at('a.zip')))).toEqual(['Paper/004.png'])
    expect(await rmirror('export', path, '-o', 'b.pdf', '--pages', '9')).toMatchObject({
      status: 1,
      err: expect.stringContaining('has only 5 pages'),
    })
    for (const wrong of ['0', '3-2', 'a', '1;2', ''])
      expect(await rmirror('export', path, '-o', 'b.pdf', '--pages', wrong)).toMatchObject({ status: 2 })
    expect(existsSync(at('b.pdf'))).toBe(false)
  })

  test('shows source pages twice, in between and not at all, as the tablet does, and no page that it does not', async () => {
    const pages = [
      page(1, { sourcePage: 2 }),
      page(2, { sourcePage: 0 }),
      page(3),
      page(4, { sourcePage: 0 }),
      page(5, { sourcePage: 1, deleted: true }),
    ]
    const path = writeAll({ fileType: 'pdf', pages }, sourcePdf([{}, {}, {}]))
    write(`desk/${uuid}/${page(6).uuid}.rm`, writeV6(scene(6)))
    const { err } = await rmirror('export', path, '-o', 'a.pdf')
    expect(texts('a.pdf')).toEqual(['source page 3', 'source page 1', '', 'source page 1'])
    expect(err).toContain('1 of its page files are not in its list of pages and were left out')
    using pdf = new PdfFile(readFileSync(at('a.pdf')))
    const heights = pages.slice(0, 4).map((_, index) => middleOf(pdf.colours(index + 1), 'red')?.y ?? 0)
    expect(heights.map((y) => Math.round((y * 227) / 7200))).toEqual([1, 2, 3, 4])
  })

  test('writes on the PDF that the tablet made of a book, and lays the book out where there is none', async () => {
    const pages = [page(1, { sourcePage: 0 }), page(2, { sourcePage: 1 })]
    const source = sourcePdf([{}, {}])
    const path = writeAll({ fileType: 'epub', pages }, source)
    write(`desk/${uuid}.epub`, await epubOf(2))
    expect(await rmirror('export', path, '-o', 'a.pdf')).toEqual({ status: 0, out: '', err: '' })
    expect(texts('a.pdf')).toEqual(['source page 1', 'source page 2'])
    expect(readFileSync(at('a.pdf')).subarray(0, source.length).equals(source)).toBe(true)
    rmSync(at(`desk/${uuid}.pdf`))
    const { status, err } = await rmirror('export', path, '-o', 'b.pdf')
    expect({ status, err }).toEqual({ status: 0, err: expect.stringContaining("The book's layout has changed") })
    expect(texts('b.pdf')).toEqual([expect.stringContaining('Chapter 1'), expect.stringContaining('Chapter 2')])
  })

  test('leaves out what lies below the ink where it is switched off, in PDFs and pictures', async () => {
    const inserted = page(2, { template: 'P Black' })
    const path = writeAll({ fileType: 'pdf', pages: [page(1, { sourcePage: 0 }), inserted] }, sourcePdf([{}]))
    await rmirror('export', path, '-o', 'on.pdf')
    expect(await rmirror('export', path, '-o', 'off.pdf', '--background', 'off')).toEqual({
      status: 0,
      out: '',
      err: '',
    })
    using on = new PdfFile(readFileSync(at('on.pdf')))
    using off = new PdfFile(readFileSync(at('off.pdf')))
    expect(on.colours(2).at(20, 20)).toEqual([0, 0, 0])
    expect(off.colours(2).at(20, 20)).toEqual([255, 255, 255])
    expect([on.text().trim(), off.text().trim()]).toEqual(['source page 1', ''])
    for (const number of [1, 2]) expect(middleOf(off.colours(number), 'red')).toBeDefined()
    await rmirror('export', path, '-o', 'off.zip', '--background', 'off')
    for (const [number, name] of ['001.png', '002.png'].entries()) {
      await rmirror('render', path, '--page', `${number + 1}`, '-o', 'a.png', '--background', 'off')
      expect(zipEntry(readFileSync(at('off.zip')), `Paper/${name}`).equals(readFileSync(at('a.png')))).toBe(true)
    }
    expect(await rmirror('export', path, '-o', 'a.pdf', '--background', 'no')).toMatchObject({ status: 2 })
  })

  test("moves no ink for the zoom of the tablet's view, nor for the turn an old one states", async () => {
    const pages = [page(1, { sourcePage: 0 })]
    const zoom = {
      customZoomCenterX: 300,
      customZoomCenterY: 200,
      customZoomOrientation: 'landscape',
      customZoomPageHeight: 700,
      customZoomPageWidth: 500,
      customZoomScale: 2.5,
      zoomMode: 'customFit',
    }
    const transform = { m11: 2, m12: 0.5, m13: 0, m21: 0, m22: 2, m23: 0, m31: 40, m32: 0, m33: 1 }
    const middles = []
    for (const [formatVersion, content] of [
      [2, {}],
      [2, zoom],
      [1, { transform }],
      [1, zoom],
    ] as const) {
      const path = writeAll({ fileType: 'pdf', formatVersion, content, pages }, sourcePdf([{}]))
      expect(await rmirror('export', path, '-o', 'a.pdf')).toEqual({ status: 0, out: '', err: '' })
      using pdf = new PdfFile(readFileSync(at('a.pdf')))
      expect(pdf.sizes()).toMatchObject([{ width: 595, height: 842 }])
      middles.push(middleOf(pdf.colours(), 'red'))
    }
    expect(middles[0]?.x).toBeCloseTo(595 / 2, -0.5)
    expect(middles).toEqual(Array(4).fill(middles[0]))
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
    expect({ status, err }).toEqual({ status: 0, err: expect.stringContaining('only your notes are included') })
    expect(texts('a.pdf')).toEqual([''])
    rmSync(at(`desk/${uuid}.pdf`))
    const without = await rmirror('export', path, '-o', 'b.pdf')
    expect(without.err).toContain('The PDF or book is missing')
  })

  test('writes a page that could not be read as a note in its place', async () => {
    const path = writeAll({ pages: [page(1), page(2)] })
    write(`desk/${uuid}/${page(2).uuid}.rm`, readFileSync(fixture('broken/version-9.rm')))
    const { status, err } = await rmirror('export', path, '-o', 'a.pdf')
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining('Paper, page 2: ') })
    expect(texts('a.pdf')[1]).toContain("Page 2 couldn't be read")
  })

  test('says of which page a part is missing, in PDFs and in pictures', async () => {
    const path = writeAll({ pages: [page(1), page(2)] })
    write(`desk/${uuid}/${page(2).uuid}.rm`, readFileSync(fixture('broken/v6-cut-in-the-last-stroke.rm')))
    const err = "page 2: 1 part of the page couldn't be read; the rest is included\n"
    for (const output of ['a.pdf', 'a.zip'])
      expect(await rmirror('export', path, '-o', output)).toEqual({ status: 0, out: '', err })
    const drawn = await rmirror('render', path, '--page', '2', '-o', 'a.svg')
    expect(drawn).toMatchObject({ status: 0, err: expect.stringMatching(/: 1 part of the page couldn't be read/) })
  })

  test('annotates what was marked with older firmware, too', async () => {
    const mark = { x: -500, y: 400, width: 300, height: 40 }
    const marked = onePage([{ kind: 'highlight', color: 3, text: 'well said', rects: [mark] }])
    const pages = [page(1, { version: 5, sourcePage: 0, scene: marked })]
    const path = writeAll({ fileType: 'pdf', formatVersion: 1, pages }, sourcePdf([{}]))
    expect(await rmirror('export', path, '-o', 'a.pdf')).toEqual({ status: 0, out: '', err: '' })
    const annotations = opened(readFileSync(at('a.pdf')))
      .loadPage(0)
      .getAnnotations()
    expect(annotations.map((each) => [each.getType(), each.getContents()])).toEqual([['Highlight', 'well said']])
    // The page's height corresponds to the tablet's 1872 units.
    const scale = 842 / 1872
    const [upperLeft, , , lowerRight] = pointsOf(annotations[0]?.getQuadPoints()[0])
    expect(upperLeft?.map((value) => Math.round(value / scale))).toEqual([702 - 500, 400])
    expect(lowerRight?.map((value) => Math.round(value / scale))).toEqual([702 - 200, 440])
  })

  /** Turns alternating x and y into pairs. */
  function pointsOf(quad: number[] = []): number[][] {
    return quad.flatMap((x, index) => (index % 2 === 0 ? [[x, quad[index + 1] ?? 0]] : []))
  }

  test('makes no PDF of a notebook without pages', async () => {
    const outcome = await rmirror('export', writeAll({ pages: [] }), '-o', 'a.pdf')
    expect(outcome).toMatchObject({ status: 1, err: expect.stringContaining('This notebook has no pages') })
    expect(existsSync(at('a.pdf'))).toBe(false)
  })

  describe('of several notebooks', () => {
    const another = { uuid: '8e0c1f6e-28c1-4d2c-9d5c-0f9d1c5b7a03', name: 'Empty', pages: [] }
    const writeSeveral = () => {
      const folder = '9f0c1f6e-28c1-4d2c-9d5c-0f9d1c5b7a04'
      for (const { path, bytes } of folderFiles(folder, 'Work')) write(`desk/${path}`, bytes)
      writeDocument('desk')
      writeAll({ parent: folder, fileType: 'pdf', pages: [page(1, { sourcePage: 0 })] }, sourcePdf([{}]))
    }

    test('refuses to put them into one PDF, and says what to do instead', async () => {
      writeSeveral()
      const outcome = await rmirror('export', 'desk', '-o', 'a.pdf')
      expect(outcome).toMatchObject({ status: 1, err: expect.stringContaining('This contains 2 notebooks') })
      expect(outcome.err).toContain('-o OUT.zip --as pdf')
      expect(existsSync(at('a.pdf'))).toBe(false)
    })

    test("gives a ZIP of one PDF each, in the tablet's folders", async () => {
      writeSeveral()
      expect(await rmirror('export', 'desk', '-o', 'a.zip', '--as', 'pdf')).toEqual({ status: 0, out: '', err: '' })
      const zip = readFileSync(at('a.zip'))
      expect(zipNames(zip)).toEqual(['Work/Paper.pdf', 'Ideen 1 2 ∑.pdf'])
      expect(textsOf(zipEntry(zip, 'Work/Paper.pdf'))).toEqual(['source page 1'])
      expect(textsOf(zipEntry(zip, 'Ideen 1 2 ∑.pdf'))).toHaveLength(2)
    })

    test('takes those of a folder, a tag or a time', async () => {
      writeSeveral()
      for (const [args, names] of [
        [['--folder', 'work'], ['Work/Paper.pdf']],
        [['--tag', 'garden'], ['Ideen 1 2 ∑.pdf']],
        [['--since', '2026-01-01'], ['Work/Paper.pdf']],
      ] as const) {
        const outcome = await rmirror('export', 'desk', '-o', 'a.zip', '--as', 'pdf', ...args)
        expect(outcome).toEqual({ status: 0, out: '', err: '' })
        expect(zipNames(readFileSync(at('a.zip')))).toEqual(names)
      }
      expect(await rmirror('export', 'desk', '-o', 'b.pdf', '--tag', 'garden')).toMatchObject({ status: 0 })
      expect(texts('b.pdf')).toHaveLength(2)
      expect(await rmirror('export', 'desk', '-o', 'c.zip', '--until', '2020-01-01')).toEqual({
        status: 1,
        out: '',
        err: 'desk: No notebook matches these options\n',
      })
      expect(existsSync(at('c.zip'))).toBe(false)
    })

    test('says of which notebook a note is, and leaves out those without pages', async () => {
      writeSeveral()
      write(`desk/${uuid}.pdf`, Buffer.from('PK\u0003\u0004'))
      for (const { path, bytes } of notebookFiles(another)) write(`desk/${path}`, bytes)
      const { status, err } = await rmirror('export', 'desk', '-o', 'a.zip', '--as', 'pdf')
      expect({ status, err }).toEqual({ status: 0, err: expect.stringContaining("Paper: The source file isn't a PDF") })
      expect(err).toContain('"Empty" has no pages')
      expect(zipNames(readFileSync(at('a.zip')))).toEqual(['Work/Paper.pdf', 'Ideen 1 2 ∑.pdf'])
    })

    test.each([
      [['-o', 'a.md', '--as', 'pdf'], '--as pdf is only for .zip or .pdf files'],
      [
        ['-o', 'a.zip', '--as', 'jpg'],
        '--as must be pdf, md, txt, html, png, textbundle, enex, html-images, logseq or roam, not "jpg"',
      ],
    ])('does not guess what %j means', async (args, message) => {
      expect(await rmirror('export', 'desk', ...args)).toMatchObject({
        status: 2,
        err: expect.stringContaining(message),
      })
    })
  })
})
