// SPDX-License-Identifier: AGPL-3.0-or-later
// PDFs and EPUBs never opened on the tablet, so that no list states their pages.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { zipped } from '../../../tests/generator/archive.ts'
import { notebookFiles } from '../../../tests/generator/document.ts'
import { epubOf, longPdf, opened, sourcePdf } from '../../../tests/pdf/fixtures.ts'
import { zipEntry, zipNames } from '../../../tests/world/zip.ts'
import { at, objects, pngSize, rmirror, write } from '../testing/program.ts'

const uuid = '7d0c1f6e-28c1-4d2c-9d5c-0f9d1c5b7a04'

/** The files as on a tablet where the document was never opened. */
function writeUnopened(source: Uint8Array, fileType: 'pdf' | 'epub' = 'pdf'): string {
  for (const { path, bytes } of notebookFiles({ uuid, name: 'Manual', formatVersion: 1, fileType, pages: [] }))
    write(`desk/${path}`, bytes)
  write(`desk/${uuid}.${fileType}`, source)
  return `desk/${uuid}.content`
}

describe('a PDF that was never opened', () => {
  test('is told page by page', async () => {
    const path = writeUnopened(sourcePdf([{}, {}, {}]))
    const { status, out, err } = await rmirror('inspect', path, '--json')
    expect(objects(out).map(({ page, ok, strokes }) => [page, ok, strokes.total])).toEqual([
      [1, true, 0],
      [2, true, 0],
      [3, true, 0],
    ])
    expect([status, err]).toEqual([0, ''])
  })

  test('is drawn as it is printed, out of an archive too', async () => {
    const path = writeUnopened(sourcePdf([{}, { content: '0 0 1 rg 0 700 100 100 re f' }]))
    const drawn = async (...args: string[]) => {
      expect(await rmirror('render', ...args, '-o', 'a.png')).toEqual({ status: 0, out: '', err: '' })
      return readFileSync(at('a.png')).toString('base64')
    }
    const [first, second] = [await drawn(path), await drawn(path, '--page', '2')]
    expect(first).not.toBe(second)
    expect(pngSize(at('a.png'))[0]).toBeGreaterThan(1404)
    const files = notebookFiles({ uuid, name: 'Manual', formatVersion: 1, fileType: 'pdf', pages: [] })
    const bytes = readFileSync(at(`desk/${uuid}.pdf`))
    write('a.rmdoc', await zipped([...files, { path: `${uuid}.pdf`, bytes }]))
    expect(await drawn('a.rmdoc', '--page', '2')).toBe(second)
    expect(await rmirror('render', path, '--page', '3', '-o', 'b.png')).toMatchObject({
      status: 1,
      err: expect.stringContaining("There's no page 3; the notebook has 2"),
    })
  })

  test('is exported as it is, and some of its pages', async () => {
    const source = sourcePdf([{}, {}, {}])
    const path = writeUnopened(source)
    expect(await rmirror('export', path, '-o', 'a.pdf')).toEqual({ status: 0, out: '', err: '' })
    const whole = readFileSync(at('a.pdf'))
    expect(whole.subarray(0, source.length).equals(source)).toBe(true)
    expect(opened(whole).countPages()).toBe(3)
    expect(await rmirror('export', path, '-o', 'b.pdf', '--pages', '2-3')).toMatchObject({ status: 0 })
    expect(opened(readFileSync(at('b.pdf'))).countPages()).toBe(2)
    expect(await rmirror('export', 'desk', '-o', 'a.zip')).toEqual({ status: 0, out: '', err: '' })
    const pictures = readFileSync(at('a.zip'))
    expect(zipNames(pictures)).toEqual(['Manual/001.png', 'Manual/002.png', 'Manual/003.png'])
    await rmirror('render', path, '-o', 'a.png')
    expect(zipEntry(pictures, 'Manual/001.png').equals(readFileSync(at('a.png')))).toBe(true)
  })
})

test('a book that was never opened has the pages of its file as it is laid out here, without a word about ink', async () => {
  const path = writeUnopened(await epubOf(2), 'epub')
  const { out } = await rmirror('inspect', path, '--json')
  expect(objects(out)).toHaveLength(2)
  expect(await rmirror('render', path, '--page', '2', '-o', 'a.png')).toEqual({ status: 0, out: '', err: '' })
  expect(await rmirror('export', path, '-o', 'a.pdf')).toEqual({ status: 0, out: '', err: '' })
  expect(opened(readFileSync(at('a.pdf'))).countPages()).toBe(2)
})

const locked = () =>
  opened(sourcePdf([{}]))
    .saveToBuffer('encrypt=aes-256,user-password=secret')
    .asUint8Array()
    .slice()
const bad: Record<string, [() => Uint8Array, string]> = {
  locked: [locked, '"Manual": The file is password-protected'],
  damaged: [() => new TextEncoder().encode('%PDF-1.7\n1 0 obj\n<<'), '"Manual": The file is damaged'],
  'no PDF': [() => new TextEncoder().encode('PK something else'), '"Manual": The file isn\'t a PDF'],
}
for (const [name, [source, sentence]] of Object.entries(bad))
  test(`where it is ${name}, that is said by every command`, async () => {
    const path = writeUnopened(source())
    expect(await rmirror('inspect', path)).toMatchObject({ status: 1, out: expect.stringContaining(sentence) })
    expect(await rmirror('render', path, '-o', 'a.png')).toMatchObject({
      status: 1,
      err: expect.stringContaining(sentence),
    })
    expect(await rmirror('export', path, '-o', 'a.pdf')).toMatchObject({
      status: 1,
      err: expect.stringContaining(sentence),
    })
  })

test('of ten thousand pages the first are there, and the others told', async () => {
  const path = writeUnopened(longPdf(10_000))
  const { status, err } = await rmirror('render', path, '--page', '9000', '-o', 'a.png')
  const sentence = 'The file has 10000 pages; only the first 8000 are shown'
  expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining(sentence) })
  expect(await rmirror('render', path, '-o', 'a.png')).toEqual({ status: 0, out: '', err: '' })
})
