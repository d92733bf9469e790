// SPDX-License-Identifier: AGPL-3.0-or-later
// Input that no tablet writes: the program ends, reports what is missing, and its memory stays bounded.
import { existsSync, readFileSync, truncateSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { zipped } from '../../tests/generator/archive.ts'
import { type NotebookFiles, notebookFiles } from '../../tests/generator/document.ts'
import { among, inklessStrokes, manyStrokes, rawPoint, tallPage } from '../../tests/generator/hostile.ts'
import { fineliner, stroke } from '../../tests/generator/ink.ts'
import { onePage, type ScenePage } from '../../tests/generator/scene.ts'
import { writeV6 } from '../../tests/generator/v6.ts'
import { circularPdf, deepPdf, middleOf, redDot, sourcePdf } from '../../tests/pdf/fixtures.ts'
import { PdfFile } from '../../tests/pdf/tools.ts'
import { at, measured, pngSize, write } from './testing/program.ts'

// The largest picture takes 390; exporting a notebook as PDF takes 130.
const maxMegabytes = 500

async function expectDone(...args: string[]): Promise<string> {
  const { status, out, err, megabytes } = await measured(...args)
  expect({ status, out, err }).toEqual({ status: 0, out: '', err })
  expect(err).not.toMatch(/\n\s+at |Error:/)
  expect(megabytes).toBeLessThan(maxMegabytes)
  return err
}

describe('a page', () => {
  const pages: Record<string, () => ScenePage> = {
    'of strokes that leave no ink': () => among(...Object.values(inklessStrokes)),
    'of strokes to the ends of the plane': () =>
      among(stroke(fineliner, [rawPoint(-3e38, 0), rawPoint(3e38, 3e38), rawPoint(NaN, Infinity)])),
    'of strokes of one point and negative width': () =>
      among(stroke(fineliner, [rawPoint(5, 5)]), stroke(fineliner, [rawPoint(0, 9, { width: -7 }), rawPoint(50, 9)])),
    'a hundred thousand units tall': () => tallPage(100_000),
    'of forty thousand strokes': () => manyStrokes(40_000),
  }

  const notes: Record<string, RegExp> = {
    'of strokes that leave no ink': /2 strokes have no position on the page/,
    'of strokes to the ends of the plane': /too large for an image/,
    'a hundred thousand units tall': /too large for an image 1404 pixels wide; it was drawn \d+ pixels wide/,
  }

  test.each(Object.keys(pages))('%s is drawn and exported', async (name) => {
    write('a.rm', writeV6(pages[name]?.() ?? onePage([]), { pointBytes: 24 }))
    const said = await expectDone('render', 'a.rm', '-o', 'a.png')
    if (notes[name]) expect(said).toMatch(notes[name])
    else expect(said).toBe('')
    expect(Math.max(...pngSize(at('a.png')))).toBeLessThanOrEqual(32_000)
    await expectDone('render', 'a.rm', '-o', 'read.png', '--for', 'ocr')
    expect(Math.max(...pngSize(at('read.png')))).toBeLessThanOrEqual(2576)
    await expectDone('render', 'a.rm', '-o', 'a.svg')
    expect(readFileSync(at('a.svg'), 'utf8')).toMatch(/<\/svg>\s*$/)
    const lost = /strokes have no position on the page/
    expect(lost.test(await expectDone('export', 'a.rm', '-o', 'a.pdf'))).toBe(lost.test(said))
    using pdf = new PdfFile(readFileSync(at('a.pdf')))
    expect(pdf.complaints()).toBe('')
    expect(Math.max(...pdf.sizes().flatMap(({ width, height }) => [width, height]))).toBeLessThanOrEqual(14_400)
  })
})

test('files of gigabytes are named with the limit, and the others are read: they end neither the program nor its memory', async () => {
  const sparse = (path: string, head: string, size: number) => truncateSync(write(path, head), size)
  sparse('desk/a.rmdoc', 'PK\u0003\u0004', 3 * 2 ** 30)
  sparse('desk/b.rmdoc', 'no archive', 3 * 2 ** 30)
  sparse('desk/c/c.rm', 'reMarkable .lines file, version=6          ', 500 * 2 ** 20)
  write('desk/d/d.rm', writeV6(onePage([])))
  const { status, out, err, megabytes } = await measured('inspect', 'desk')
  expect({ status, err }).toEqual({ status: 1, err: '' })
  expect(out).toContain('a.rmdoc: This file is 3072 MB; the limit is 512 MB (too-large)')
  expect(out).toContain("b.rmdoc: This isn't a ZIP archive, or it's damaged (bad-archive)")
  expect(out).toContain('c.rm, page 1: This file is 500 MB; the limit is 64 MB (too-large)')
  expect(out).toMatch(/d\.rm, page 1: v6,/)
  expect(megabytes).toBeLessThan(maxMegabytes)
})

describe('a document whose PDF', () => {
  const uuid = '7d0c1f6e-28c1-4d2c-9d5c-0f9d1c5b7a02'
  const page = (number: number) => ({
    uuid: `${String(number).padStart(8, '0')}-1111-4111-8111-111111111111`,
    sourcePage: number - 1,
    ...(number <= 2 && { scene: onePage([redDot(0, 300)]) }),
  })

  function writeDocument(source: Uint8Array, more: Partial<NotebookFiles> = {}): string {
    const pages = [page(1), page(2)]
    for (const { path, bytes } of notebookFiles({ uuid, name: 'Paper', fileType: 'pdf', pages, ...more }))
      write(`desk/${path}`, bytes)
    write(`desk/${uuid}.pdf`, source)
    return at(`desk/${uuid}.content`)
  }

  const encrypted = (source: Uint8Array) => {
    using file = new PdfFile(source)
    return file.encrypted('secret')
  }
  const sources: Record<string, [note: string, source: () => Uint8Array | Promise<Uint8Array>]> = {
    'is a ZIP': ["isn't a PDF", () => zipped([{ path: 'a.txt', bytes: new Uint8Array(9) }])],
    'is empty': ["isn't a PDF", () => new Uint8Array()],
    'is cut off': ['is damaged', () => sourcePdf([{}, {}]).slice(0, 700)],
    'wants a password': ['password-protected', () => encrypted(sourcePdf([{}, {}]))],
    'bites its own tail': ['is damaged', () => circularPdf()],
    // MuPDF needs time proportional to the square of their number.
    'hides its page fifty thousand nodes deep': [
      'page 2: The page of the PDF or book is missing',
      () => deepPdf(50_000),
    ],
    'has pages without size': [
      'has no usable size',
      () => sourcePdf([{ mediaBox: [0, 0, 0, 0] }, { mediaBox: [5, 5, 5, 700] }]),
    ],
    'has pages of enormous size': [
      'has no usable size',
      () => sourcePdf([{ mediaBox: [0, 0, 1e9, 1e9] }, { mediaBox: [-1e30, -1e30, 1e30, 1e30] }]),
    ],
  }

  test.each(Object.keys(sources))('%s still gives the ink, and a note', async (name) => {
    const [note, source] = sources[name] ?? ['', () => new Uint8Array()]
    const path = writeDocument(await source())
    const said = await expectDone('export', path, '-o', 'a.pdf')
    expect(said).toContain(note)
    using pdf = new PdfFile(readFileSync(at('a.pdf')))
    expect(pdf.isReadable()).toBe(true)
    expect(pdf.sizes()).toHaveLength(2)
    for (const number of [1, 2]) expect(middleOf(pdf.colours(number), 'red')).toBeDefined()
  })

  test.each(Object.keys(sources))('%s does not keep a page of it from being drawn', async (name) => {
    writeDocument((await sources[name]?.[1]()) ?? new Uint8Array())
    for (const output of ['a.png', 'a.svg'])
      await expectDone('render', at(`desk/${uuid}/${page(1).uuid}.rm`), '-o', output, '--width', '702')
    expect(pngSize(at('a.png'))[0]).toBe(702)
  })

  test('has five thousand pages is exported whole, and only its pages with ink are rewritten', async () => {
    const source = sourcePdf(Array.from({ length: 5000 }, () => ({})))
    const pages = Array.from({ length: 5000 }, (_, index) => page(index + 1))
    const path = writeDocument(source, { formatVersion: 1, pages })
    await expectDone('export', path, '-o', 'a.pdf')
    const written = readFileSync(at('a.pdf'))
    expect(written.subarray(0, source.length).equals(source)).toBe(true)
    expect(written.length - source.length).toBeLessThan(500_000)
    using pdf = new PdfFile(written)
    expect(pdf.info()).toMatch(/^Pages:\s+5000$/m)
  })
})

test('a template whose name is a path is noted once, and blank paper', async () => {
  const template = '../../../etc/passwd'
  const pages = [1, 2].map((number) => ({
    uuid: `${number}`.repeat(8) + '-1111-4111-8111-111111111111',
    scene: onePage([redDot(0, 300)]),
    template,
  }))
  for (const { path, bytes } of notebookFiles({ uuid: 'a1b2c1f6-28c1-4d2c-9d5c-0f9d1c5b7a05', name: 'Odd', pages }))
    write(`desk/${path}`, bytes)
  for (const output of ['a.pdf', 'a.zip']) {
    const said = await expectDone('export', 'desk', '-o', output)
    expect(said.match(/the template "..\/..\/..\/etc\/passwd" isn't supported/g)).toHaveLength(1)
    expect(existsSync(at(output))).toBe(true)
  }
})
