// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages rendered on the PDF or EPUB below them, and with their images.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import * as mupdf from 'mupdf'
import { describe, expect, test } from 'vitest'
import { zipped } from '../../tests/generator/archive.ts'
import { type NotebookFiles, notebookFiles } from '../../tests/generator/document.ts'
import { layer, onePage, type ScenePage } from '../../tests/generator/scene.ts'
import {
  epubOf,
  halfFilled,
  image,
  middleOf,
  opened,
  redDot,
  type SourcePage,
  sourcePdf,
} from '../../tests/pdf/fixtures.ts'
import { greyOf, inkF1 } from '../../tests/pdf/likeness.ts'
import { zipEntry } from '../../tests/world/zip.ts'
import { at, pngSize, rmirror, write } from './testing/program.ts'

const uuid = '7d0c1f6e-28c1-4d2c-9d5c-0f9d1c5b7a03'
const page = '11111111-1111-4111-8111-111111111111'
const file = `desk/${uuid}/${page}.rm`
const written = onePage([redDot(-150, 300), redDot(120, 700)])

function writeNotebook(scene: ScenePage, more: Partial<NotebookFiles> & { version?: 5 | 6; sourcePage?: number } = {}) {
  const { version = 6, sourcePage, ...notebook } = more
  const pages = [{ uuid: page, scene, version, ...(sourcePage !== undefined && { sourcePage }) }]
  for (const { path, bytes } of notebookFiles({ uuid, name: 'Paper', pages, ...notebook })) write(`desk/${path}`, bytes)
}

function writeOnPdf(source: SourcePage | Uint8Array, more: Parameters<typeof writeNotebook>[1] = {}) {
  writeNotebook(written, { fileType: 'pdf', sourcePage: 0, ...more })
  write(`desk/${uuid}.pdf`, source instanceof Uint8Array ? source : sourcePdf([source]))
}

const seen = (png: Uint8Array) => shownBy(new mupdf.Image(png).toPixmap())

function shownBy(pixmap: mupdf.Pixmap) {
  const [width, height, parts] = [pixmap.getWidth(), pixmap.getHeight(), pixmap.getNumberOfComponents()]
  // A copy, because views of MuPDF's memory become invalid when it grows.
  const pixels = pixmap.getPixels().slice()
  const colour = (x: number, y: number): [number, number, number] => {
    const start = parts * (y * width + x)
    return [pixels[start] ?? 0, pixels[start + 1] ?? 0, pixels[start + 2] ?? 0]
  }
  return { width, height, rgba: () => opaqueRgba(pixels, parts), at: colour }
}

function opaqueRgba(pixels: Uint8ClampedArray, parts: number): Buffer {
  const rgba = Buffer.alloc((pixels.length / parts) * 4, 255)
  for (let from = 0, to = 0; from < pixels.length; from += parts, to += 4) {
    rgba[to] = pixels[from] ?? 0
    rgba[to + 1] = pixels[from + 1] ?? 0
    rgba[to + 2] = pixels[from + 2] ?? 0
  }
  return rgba
}

async function rendered(...args: string[]) {
  expect(await rmirror('render', file, '-o', 'a.png', ...args)).toEqual({ status: 0, out: '', err: '' })
  return seen(readFileSync(at('a.png')))
}

/** The first page of a PDF, rendered as wide as the picture. */
function pageOfPdf(bytes: Uint8Array, width: number) {
  const shown = opened(bytes).loadPage(0)
  const [left, , right] = shown.getBounds()
  const scale = width / (right - left)
  return shownBy(shown.toPixmap([scale, 0, 0, scale, 0, 0], mupdf.ColorSpace.DeviceRGB, false, true))
}

describe('a page on its PDF', () => {
  const sources: Record<string, SourcePage & { orientation?: 'landscape' }> = {
    upright: {},
    'turned by 90°': { rotate: 90 },
    'turned by 180°': { rotate: 180 },
    'turned by 270°': { rotate: 270 },
    cropped: { mediaBox: [-50, -80, 600, 900], cropBox: [40, 60, 520, 800] },
    'turned and cropped': { mediaBox: [0, 0, 700, 900], cropBox: [40, 60, 520, 800], rotate: 270 },
    'wider than high': { mediaBox: [0, 0, 842, 595] },
    'wider than high, held in landscape': { mediaBox: [0, 0, 842, 595], orientation: 'landscape' },
    'held in landscape': { orientation: 'landscape' },
  }
  for (const [name, { orientation, ...source }] of Object.entries(sources))
    test(`looks in a picture as in a PDF: ${name}`, async () => {
      writeOnPdf(source, orientation && { orientation })
      const picture = await rendered()
      await rmirror('export', `desk/${uuid}.content`, '-o', 'a.pdf')
      const shown = pageOfPdf(readFileSync(at('a.pdf')), picture.width)
      expect(Math.abs(shown.height - picture.height)).toBeLessThanOrEqual(2)
      const height = Math.min(shown.height, picture.height)
      const grey = [picture, shown].map(({ rgba, width }) =>
        greyOf(rgba().subarray(0, 4 * width * height), width, height),
      )
      const [ours, theirs] = grey as [(typeof grey)[0], (typeof grey)[0]]
      expect(inkF1(ours, theirs)).toBeGreaterThan(0.97)
      expect(middleOf(picture, 'red')).toBeDefined()
    })

  test('fits into the paper where an older tablet drew it', async () => {
    writeOnPdf({ content: `0 0 1 rg 0 800 42 42 re f` }, { version: 5 })
    const picture = await rendered()
    expect([picture.width, picture.height]).toEqual([1404, 1872])
    const scale = 1872 / 842
    const corner = middleOf(picture, 'blue')
    expect(corner?.x).toBeCloseTo(21 * scale, -1)
    expect(corner?.y).toBeCloseTo(21 * scale, -1)
  })

  test('is left out with the background, and the ink stays in its place', async () => {
    writeOnPdf({})
    const [on, off] = [await rendered(), await rendered('--background', 'off')]
    expect([off.width, off.height]).toEqual([on.width, on.height])
    expect(middleOf(off, 'red')).toEqual(middleOf(on, 'red'))
    expect(greyOf(off.rgba(), off.width, off.height).grey.filter((grey) => grey < 40)).toHaveLength(0)
  })

  test('is in SVGs and at every width, and never in pictures to be read', async () => {
    writeOnPdf({})
    await rendered('--width', '300')
    expect(pngSize(at('a.png'))[0]).toBe(300)
    await rmirror('render', file, '-o', 'a.svg')
    expect(readFileSync(at('a.svg'), 'utf8')).toContain('href="data:image/png;base64,')
    await rendered('--for', 'ocr')
    const alone = readFileSync(at('a.png'))
    await rmirror('render', file, '-o', 'b.png', '--for', 'ocr', '--background', 'off')
    expect(readFileSync(at('b.png')).equals(alone)).toBe(true)
  })

  test('is in a ZIP of pictures', async () => {
    writeOnPdf({})
    await rendered()
    expect(await rmirror('export', `desk/${uuid}.content`, '-o', 'a.zip')).toMatchObject({ status: 0, err: '' })
    expect(zipEntry(readFileSync(at('a.zip')), 'Paper/001.png').equals(readFileSync(at('a.png')))).toBe(true)
  })

  const encrypted = () => {
    const document = opened(sourcePdf([{}]))
    return document.saveToBuffer('encrypt=aes-256,user-password=secret').asUint8Array().slice()
  }
  const broken: Record<string, [() => Uint8Array, string]> = {
    encrypted: [encrypted, 'password-protected'],
    'no PDF': [() => new TextEncoder().encode('PK this is something else'), "isn't a PDF"],
    'without the page': [() => sourcePdf([]), 'only your notes are included'],
    'of an impossible size': [() => sourcePdf([{ mediaBox: [0, 0, 9e6, 9e6] }]), 'only your notes are included'],
  }
  for (const [name, [source, note]] of Object.entries(broken))
    test(`leaves the ink alone, with a note, where the PDF is ${name}`, async () => {
      writeOnPdf(source())
      const { status, err } = await rmirror('render', file, '-o', 'a.png')
      expect({ status, err }).toEqual({ status: 0, err: expect.stringContaining(note) })
      expect(middleOf(seen(readFileSync(at('a.png'))), 'red')).toBeDefined()
    })

  test('has nothing below a page that was inserted', async () => {
    writeOnPdf({})
    const printed = { uuid: '22222222-2222-4222-8222-222222222222', scene: onePage([]), sourcePage: 0 }
    const pages = [{ uuid: page, scene: written, version: 6 as const }, printed]
    for (const { path, bytes } of notebookFiles({ uuid, name: 'Paper', fileType: 'pdf', pages }))
      write(`desk/${path}`, bytes)
    const picture = await rendered()
    expect([picture.width, picture.height]).toEqual([1404, 1872])
  })
})

test('a page on an EPUB shows the book below its ink, with a note that its layout changed', async () => {
  writeNotebook(written, { fileType: 'epub', sourcePage: 0 })
  write(`desk/${uuid}.epub`, await epubOf(2))
  const { status, err } = await rmirror('render', file, '-o', 'a.png')
  expect({ status, err }).toEqual({ status: 0, err: expect.stringContaining("The book's layout has changed") })
  const picture = seen(readFileSync(at('a.png')))
  expect(greyOf(picture.rgba(), picture.width, picture.height).grey.filter((grey) => grey < 40).length).toBeGreaterThan(
    99,
  )
})

describe('images', () => {
  const halfRed = () => halfFilled([255, 0, 0])

  const writeImage = (bytes: Uint8Array | undefined, scene = onePage([image])) => {
    writeNotebook(scene)
    if (bytes) write(`desk/${uuid}/picture.png`, bytes)
  }

  test('are drawn in their place, see-through where they are', async () => {
    writeImage(halfRed())
    const picture = await rendered()
    expect(picture.at(702 - 290, 210)).toEqual([255, 0, 0])
    expect(picture.at(702 + 290, 590)).toEqual([255, 255, 255])
    expect(picture.at(702 - 310, 210)).toEqual([255, 255, 255])
  })

  test('are hidden with their layer, and then need no file', async () => {
    writeImage(undefined, { layers: [layer('Hidden', [image], false)] })
    const picture = await rendered()
    expect(picture.rgba().every((value) => value === 255)).toBe(true)
  })

  test('are in SVGs with the bytes of their file, and in PDFs as an image', async () => {
    writeImage(halfRed())
    expect(await rmirror('render', file, '-o', 'a.svg')).toEqual({ status: 0, out: '', err: '' })
    const address = `data:image/png;base64,${Buffer.from(halfRed()).toString('base64')}`
    expect(readFileSync(at('a.svg'), 'utf8')).toContain(address)
    expect(await rmirror('export', `desk/${uuid}.content`, '-o', 'a.pdf')).toEqual({ status: 0, out: '', err: '' })
    const shown = pageOfPdf(readFileSync(at('a.pdf')), 1404)
    expect(shown.at(702 - 290, 210)).toEqual([255, 0, 0])
    expect(shown.at(702 + 290, 590)).toEqual([255, 255, 255])
  })

  test('come with a page out of an archive', async () => {
    writeImage(halfRed())
    const entries = notebookFiles({ uuid, name: 'Paper', pages: [{ uuid: page, scene: onePage([image]) }] })
    write('a.rmdoc', await zipped([...entries, { path: `${uuid}/picture.png`, bytes: halfRed() }]))
    const lying = await rendered()
    expect(await rmirror('render', 'a.rmdoc', '-o', 'b.png')).toEqual({ status: 0, out: '', err: '' })
    expect(
      seen(readFileSync(at('b.png')))
        .rgba()
        .equals(lying.rgba()),
    ).toBe(true)
  })

  test('lie in the folder of their page, and each page shows its own', async () => {
    const second = '22222222-2222-4222-8222-222222222222'
    const pages = [page, second].map((each) => ({ uuid: each, scene: onePage([image]) }))
    const files = notebookFiles({ uuid, name: 'Paper', pages })
    const pictures = [
      { path: `${uuid}/${page}/picture.png`, bytes: halfFilled([255, 0, 0]) },
      { path: `${uuid}/${second}/picture.png`, bytes: halfFilled([0, 0, 255]) },
    ]
    for (const { path, bytes } of [...files, ...pictures]) write(`desk/${path}`, bytes)
    write('a.rmdoc', await zipped([...files, ...pictures]))
    const colours = async (...given: string[]) => {
      expect(await rmirror('render', ...given, '-o', 'a.png')).toEqual({ status: 0, out: '', err: '' })
      return seen(readFileSync(at('a.png'))).at(702 - 290, 210)
    }
    expect(await colours(file)).toEqual([255, 0, 0])
    expect(await colours(`desk/${uuid}/${second}.rm`)).toEqual([0, 0, 255])
    for (const path of ['desk', `desk/${uuid}.content`, 'a.rmdoc']) {
      expect(await colours(path), path).toEqual([255, 0, 0])
      expect(await colours(path, '--page', '2'), path).toEqual([0, 0, 255])
    }
    expect(await rmirror('export', 'desk', '-o', 'a.pdf', '--pages', '2')).toEqual({ status: 0, out: '', err: '' })
    expect(pageOfPdf(readFileSync(at('a.pdf')), 1404).at(702 - 290, 210)).toEqual([0, 0, 255])
    expect(await rmirror('export', 'desk', '-o', 'a.zip')).toEqual({ status: 0, out: '', err: '' })
    expect(seen(zipEntry(readFileSync(at('a.zip')), 'Paper/002.png')).at(702 - 290, 210)).toEqual([0, 0, 255])
  })

  const broken: Record<string, [Uint8Array | undefined, string]> = {
    'not there': [undefined, 'An image is missing'],
    damaged: [halfRed().slice(0, 40), 'is damaged'],
    'of a hundred thousand pixels either way': [hugePng(), 'too large to be drawn'],
  }
  for (const [name, [bytes, note]] of Object.entries(broken))
    test(`leave a frame, with a note, where the file is ${name}`, async () => {
      writeImage(bytes)
      const { status, err } = await rmirror('render', file, '-o', 'a.png')
      expect({ status, err }).toEqual({ status: 0, err: expect.stringContaining(note) })
      expect(seen(readFileSync(at('a.png'))).at(702, 200)).toEqual([160, 160, 160])
      const exported = await rmirror('export', `desk/${uuid}.content`, '-o', 'a.pdf')
      expect(exported).toMatchObject({ status: 0, err: expect.stringContaining(note) })
    })

  test('open no file outside the folder, whatever their name says', async () => {
    const scene = onePage([{ ...image, fileName: '../secret.png' }])
    writeImage(undefined, scene)
    mkdirSync(at('desk'), { recursive: true })
    write('desk/secret.png', halfRed())
    const { err } = await rmirror('render', file, '-o', 'a.png')
    expect(err).toContain('An image is missing')
    expect(existsSync(at('a.png'))).toBe(true)
  })

  /** Its header states 100,000 x 100,000 pixels; it has no such data. */
  function hugePng(): Uint8Array {
    const bytes = halfRed().slice()
    const header = new DataView(bytes.buffer)
    header.setUint32(16, 100_000)
    header.setUint32(20, 100_000)
    return bytes
  }
})
