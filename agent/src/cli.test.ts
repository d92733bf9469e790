// SPDX-License-Identifier: AGPL-3.0-or-later
// The built program, as a person or a script runs it: a process with arguments, two streams and a status.
import { execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeZip } from '@rmirror/shared/library'
import { build } from 'vite'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type NotebookFiles, type NotebookPage, notebookFiles } from '../../tests/generator/document.ts'
import { onePage } from '../../tests/generator/scene.ts'
import { opened, redDot, sourcePdf } from '../../tests/pdf/fixtures.ts'
import { imageTokens } from './image-tokens.ts'

const agent = dirname(dirname(fileURLToPath(import.meta.url)))
const fixtures = join(agent, '../tests/fixtures')
const program = join(agent, 'bin/rmirror.mjs')
const temporary = mkdtempSync(join(tmpdir(), 'rmirror-cli-'))
let folder: string

beforeAll(() => build({ root: agent, logLevel: 'silent' }), 60_000)
beforeEach(() => {
  folder = mkdtempSync(join(temporary, 'case-'))
})
afterAll(() => rmSync(temporary, { recursive: true }))

interface Outcome {
  status: number | null
  out: string
  err: string
}

function start(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const outcome = new Promise<Outcome>((resolve, reject) => {
    let [out, err] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text
    })
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, out, err }))
  })
  return { child, outcome }
}

const rmirror = (...args: string[]): Promise<Outcome> => start(...args).outcome
const objects = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
const fixture = (name: string) => join(fixtures, name)
const at = (...names: string[]) => join(folder, ...names)

function write(path: string, content: string | Uint8Array | object): string {
  const file = at(path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content))
  return file
}

const notebook = '6a0c1f6e-28c1-4d2c-9d5c-0f9d1c5b7a01'
const pages = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']

/** A notebook whose second page comes first. */
function documentFiles(
  more: { orientation?: string; name?: string; second?: Uint8Array; template?: string } = {},
): Record<string, Uint8Array> {
  const { orientation = 'portrait', name = 'Ideen: 1/2 ∑', second = readFileSync(fixture('text-styles.rm')) } = more
  const bytes = (value: object) => new TextEncoder().encode(JSON.stringify(value))
  const ordered = [
    {
      id: pages[0],
      idx: { timestamp: '1:1', value: 'bb' },
      ...(more.template && { template: { timestamp: '1:1', value: more.template } }),
    },
    { id: pages[1], idx: { timestamp: '1:1', value: 'ba' } },
  ]
  const tags = [{ name: 'garden', timestamp: 1 }]
  return {
    [`${notebook}.content`]: bytes({
      fileType: 'notebook',
      formatVersion: 2,
      orientation,
      tags,
      cPages: { pages: ordered },
    }),
    [`${notebook}.metadata`]: bytes({
      visibleName: name,
      type: 'DocumentType',
      parent: '',
      lastModified: '1700000000000',
    }),
    [`${notebook}/${pages[0]}.rm`]: readFileSync(fixture('v6.rm')),
    [`${notebook}/${pages[1]}.rm`]: second,
  }
}

function writeDocument(root: string, more: Parameters<typeof documentFiles>[0] = {}): string {
  for (const [path, bytes] of Object.entries(documentFiles(more))) write(join(root, path), bytes)
  return at(root)
}

async function writeArchive(path: string, files: Record<string, Uint8Array>): Promise<string> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const whole = new Response(readable as ReadableStream<Uint8Array<ArrayBuffer>>).bytes()
  const zip = writeZip(writable)
  for (const [name, bytes] of Object.entries(files)) await zip.add(name, bytes, 0)
  await zip.close()
  return write(path, await whole)
}

function pngSize(path: string): [number, number] {
  const png = readFileSync(path)
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

describe('inspect', () => {
  test('says of every fixture what it was made to say, in the order given', async () => {
    const names = readdirSync(fixtures).filter((name) => name.endsWith('.rm'))
    const { status, out, err } = await rmirror('inspect', '--json', '--strokes', ...names.map(fixture))
    const lines = objects(out)
    expect(lines.map((line) => line.file)).toEqual(names.map(fixture))
    for (const [index, name] of names.entries()) {
      const expected = JSON.parse(readFileSync(fixture(name.replace(/rm$/, 'expected.json')), 'utf8'))
      expect(lines[index], name).toMatchObject({ ok: true, ...expected })
    }
    expect({ status, err }).toEqual({ status: 0, err: '' })
  })

  test('has the keys that scripts rely on, and no others', async () => {
    const { out } = await rmirror('inspect', fixture('v6.rm'), '--json')
    expect(Object.keys(objects(out)[0])).toEqual(
      'file ok version paper layers strokes bbox tools colors text highlights images unreadable file_hash ink_hash'.split(
        ' ',
      ),
    )
  })

  test('names broken files in their place, does the rest, and exits with 1', async () => {
    const missing = at('missing.rm')
    const given = [
      fixture('v5.rm'),
      fixture('broken/empty.rm'),
      fixture('broken/text-file.rm'),
      missing,
      fixture('v6.rm'),
    ]
    const { status, out } = await rmirror('inspect', '--json', ...given)
    expect(objects(out).map(({ file, ok, error }) => [file, ok, error?.code])).toEqual([
      [given[0], true, undefined],
      [given[1], false, 'empty'],
      [given[2], false, 'not-a-page'],
      [given[3], false, 'unreadable-file'],
      [given[4], true, undefined],
    ])
    expect(status).toBe(1)
  })

  test('gives one object per page of an archive, a folder and a lines notebook', async () => {
    const archive = await writeArchive('a.rmdoc', documentFiles())
    const given = writeDocument('desk')
    for (const path of [archive, given]) {
      const { status, out } = await rmirror('inspect', path, '--json')
      expect(objects(out).map(({ page, page_uuid }) => [page, page_uuid])).toEqual([
        [1, pages[1]],
        [2, pages[0]],
      ])
      expect(status).toBe(0)
    }
    const lines = objects((await rmirror('inspect', fixture('lines-old.lines'), '--json')).out)
    expect(lines).toMatchObject(
      JSON.parse(readFileSync(fixture('lines-old.expected.json'), 'utf8')).pages.map(
        ({ stroke_list: _, ...page }: { stroke_list: unknown }) => page,
      ),
    )
    expect(lines.map((line) => line.page)).toEqual(lines.map((_, index) => index + 1))
  })

  test('takes any member of a document for the document', async () => {
    writeDocument('desk')
    cpSync(fixture('v5.rm'), at('desk/another.rm'))
    for (const member of [notebook, `${notebook}/`, `${notebook}.content`, `${notebook}.metadata`]) {
      const { out } = await rmirror('inspect', join('desk', member), '--json')
      expect(objects(out).map(({ file, page }) => [file, page])).toEqual([
        [`desk/${notebook}/${pages[1]}.rm`, 1],
        [`desk/${notebook}/${pages[0]}.rm`, 2],
      ])
    }
  })

  test('names layers by the file beside an old page', async () => {
    cpSync(fixture('v5.rm'), at('p.rm'))
    write('p-metadata.json', { layers: [{ name: 'Sketch' }] })
    expect(objects((await rmirror('inspect', 'p.rm', '--json')).out)[0].layers[0].name).toBe('Sketch')
  })

  test('reads a folder that links to itself once, and takes no pipe for a page', async () => {
    cpSync(fixture('v6.rm'), at('desk/1.rm'))
    symlinkSync(at('desk'), at('desk/again'))
    symlinkSync(at('nowhere'), at('desk/2.rm'))
    execFileSync('mkfifo', [at('desk/3.rm')])
    const { status, out } = await rmirror('inspect', 'desk', '--json')
    expect(objects(out).map((line) => line.file)).toEqual(['desk/1.rm'])
    expect(status).toBe(0)
  })

  test('without --json is for people', async () => {
    const { status, out } = await rmirror('inspect', fixture('v6.rm'), fixture('broken/empty.rm'))
    expect(out).toMatch(/v6\.rm: v6, 1404 × 1872, 2 layers, 3 strokes\n.*empty\.rm: The file is empty \(empty\)\n/)
    expect(status).toBe(1)
  })

  test('ends quietly when its reader stops reading', async () => {
    const { child, outcome } = start('inspect', '--json', ...Array(300).fill(fixture('v6.rm')))
    child.stdout.once('data', () => child.stdout.destroy())
    expect(await outcome).toMatchObject({ status: 0, err: '' })
  })

  test('ends with 130 on Ctrl-C', async () => {
    const { child, outcome } = start('inspect', '--json', ...Array(3000).fill(fixture('v6.rm')))
    child.stdout.once('data', () => child.kill('SIGINT'))
    expect(await outcome).toMatchObject({ status: 130, err: '' })
  })
})

describe('render', () => {
  test('draws a PNG, as wide as asked', async () => {
    expect(await rmirror('render', fixture('v6.rm'), '-o', 'a.png')).toEqual({ status: 0, out: '', err: '' })
    expect(pngSize(at('a.png'))).toEqual([1404, 1872])
    await rmirror('render', fixture('v6.rm'), '-o', 'b.png', '--width', '351')
    expect(pngSize(at('b.png'))).toEqual([351, 468])
    await rmirror('render', fixture('v6.rm'), '-o', 'c.png', '--for', 'ocr')
    expect(readFileSync(at('c.png')).equals(readFileSync(at('a.png')))).toBe(false)
  })

  test('draws an SVG', async () => {
    await rmirror('render', fixture('v6.rm'), '-o', 'a.svg', '--background', 'off')
    expect(readFileSync(at('a.svg'), 'utf8')).toMatch(/^<\?xml|^<svg/)
  })

  test('draws a page of a document as the document lies, and alone as its paper does', async () => {
    writeDocument('desk', { orientation: 'landscape' })
    await rmirror('render', `desk/${notebook}/${pages[0]}.rm`, '-o', 'there.png')
    cpSync(at('desk', notebook, `${pages[0]}.rm`), at('alone.rm'))
    await rmirror('render', 'alone.rm', '-o', 'alone.png')
    const [there, alone] = [pngSize(at('there.png')), pngSize(at('alone.png'))]
    expect(there[0]).toBeGreaterThan(there[1])
    expect(alone[0]).toBeLessThan(alone[1])
  })

  test('draws the template of a page in its document, unless it shall not', async () => {
    writeDocument('desk', { template: 'P Grid small' })
    const page = `desk/${notebook}/${pages[0]}.rm`
    const picture = async (...args: string[]) => {
      expect(await rmirror('render', ...args, '-o', 'a.png')).toEqual({ status: 0, out: '', err: '' })
      return readFileSync(at('a.png')).toString('base64')
    }
    cpSync(at(page), at('alone.rm'))
    const alone = await picture('alone.rm')
    expect(await picture(page, '--background', 'off')).toBe(alone)
    expect(await picture(page)).not.toBe(alone)
    expect(await picture(page, '--for', 'ocr')).toBe(await picture('alone.rm', '--for', 'ocr'))
    await rmirror('render', page, '-o', 'a.svg')
    expect(readFileSync(at('a.svg'), 'utf8')).toContain('id="template"')
  })

  test('notes a template nobody knows and draws blank paper; a path in its name opens nothing', async () => {
    writeDocument('desk', { template: '../../../etc/passwd\u001b[2J' })
    const page = `desk/${notebook}/${pages[0]}.rm`
    const { status, err } = await rmirror('render', page, '-o', 'there.png')
    expect([status, err]).toEqual([
      0,
      expect.stringContaining('its template "../../../etc/passwd\\u001b[2J" is not known'),
    ])
    await rmirror('render', page, '-o', 'blank.png', '--background', 'off')
    expect(readFileSync(at('there.png')).equals(readFileSync(at('blank.png')))).toBe(true)
  })

  test('takes the page asked for, and says when there is none', async () => {
    const archive = await writeArchive('a.rmdoc', documentFiles())
    await rmirror('render', archive, '--page', '2', '-o', 'second.png')
    await rmirror('render', fixture('v6.rm'), '-o', 'same.png')
    expect(readFileSync(at('second.png')).equals(readFileSync(at('same.png')))).toBe(true)
    expect(await rmirror('render', archive, '--page', '3', '-o', 'third.png')).toMatchObject({
      status: 1,
      err: expect.stringContaining('There is no page 3: it has 2'),
    })
    expect(existsSync(at('third.png'))).toBe(false)
  })

  test('leaves what was there when the page is broken', async () => {
    write('a.png', 'before')
    const { status, err } = await rmirror('render', fixture('broken/v5-two-billion-points.rm'), '-o', 'a.png')
    if (status === 1) expect(err).not.toBe('')
    expect(status === 0 || readFileSync(at('a.png'), 'utf8') === 'before').toBe(true)
    expect(readdirSync(folder)).toEqual(['a.png'])
  })

  test.each([
    [['render'], 'exactly one file'],
    [['render', 'a.rm'], '-o OUT.png'],
    [['render', 'a.rm', '-o', 'a.gif'], 'neither a .png nor a .svg'],
    [['render', 'a.rm', '-o', 'a.png', '--width', '0'], '--width'],
    [['render', 'a.rm', '-o', 'a.png', '--page', 'x'], '--page'],
    [['render', 'a.rm', '-o', 'a.png', '--for', 'fun'], '--for is ocr or display'],
    [['render', 'a.rm', '-o', 'a.png', '--background', 'maybe'], '--background is on or off'],
    [['render', 'a.rm', '-o', 'a.png', '--loud'], '--loud'],
  ])('does not guess what %j means', async (args, message) => {
    expect(await rmirror(...args)).toMatchObject({ status: 2, out: '', err: expect.stringContaining(message) })
  })
})

describe('export', () => {
  test('writes Markdown with title, tags and the text of each page', async () => {
    const archive = await writeArchive('a.rmdoc', documentFiles())
    expect(await rmirror('export', archive, '-o', 'a.md')).toEqual({ status: 0, out: '', err: '' })
    const text = readFileSync(at('a.md'), 'utf8')
    expect(text).toMatch(/^---\ntitle: "Ideen: 1\/2 ∑"\ntags:\n {2}- "garden"\n---\n\n# Ideen: 1\/2 ∑\n\n## Page 1\n\n/)
    expect(text.trimEnd()).toMatch(/\*No typed text on page 2\.\*$/)
  })

  test('writes plain text without marks', async () => {
    const archive = await writeArchive('a.rmdoc', documentFiles())
    await rmirror('export', archive, '-o', 'a.txt')
    expect(readFileSync(at('a.txt'), 'utf8')).toMatch(/^Ideen: 1\/2 ∑\n=+\n\nTags: garden\n\nPage 1\n------\n\n/)
  })

  test('writes a ZIP of pictures under names that every system takes', async () => {
    const broken = readFileSync(fixture('broken/version-9.rm'))
    const archive = await writeArchive('a.rmdoc', documentFiles({ second: broken }))
    const { status, err } = await rmirror('export', archive, '-o', 'a.zip')
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining('Ideen: 1/2 ∑, page 1: ') })
    mkdirSync(at('again'))
    cpSync(at('a.zip'), at('again/a.zip'))
    const names = zipNames(readFileSync(at('a.zip')))
    expect(names).toEqual(['Ideen 1 2 ∑/001.txt', 'Ideen 1 2 ∑/002.png'])
  })

  test('gives the same bytes for the same input', async () => {
    const archive = await writeArchive('a.rmdoc', documentFiles())
    await rmirror('export', archive, '-o', 'a.zip')
    await rmirror('export', archive, '-o', 'b.zip')
    expect(readFileSync(at('a.zip')).equals(readFileSync(at('b.zip')))).toBe(true)
  })

  test('puts a note where a page could not be read', async () => {
    writeDocument('desk', { second: readFileSync(fixture('broken/version-9.rm')) })
    const { status } = await rmirror('export', 'desk', '-o', 'a.md')
    expect(status).toBe(1)
    expect(readFileSync(at('a.md'), 'utf8')).toContain('## Page 1\n\n> This page could not be read: ')
  })

  test('of several notebooks gives each its heading', async () => {
    cpSync(fixture('text-styles.rm'), at('desk/One/1.rm'))
    cpSync(fixture('v6.rm'), at('desk/Two/1.rm'))
    const { status } = await rmirror('export', 'desk', '-o', 'a.md')
    expect(status).toBe(0)
    expect(readFileSync(at('a.md'), 'utf8').match(/^# (One|Two)$/gm)).toEqual(['# One', '# Two'])
  })

  test('leaves no half file when it is interrupted', async () => {
    for (let index = 0; index < 400; index++) cpSync(fixture('v6.rm'), at(`desk/${index}.rm`))
    write('a.zip', 'before')
    const { child, outcome } = start('export', 'desk', '-o', 'a.zip')
    await untilPartial()
    child.kill('SIGINT')
    expect(await outcome).toMatchObject({ status: 130, err: '' })
    expect(readdirSync(folder).sort()).toEqual(['a.zip', 'desk'])
    expect(readFileSync(at('a.zip'), 'utf8')).toBe('before')
  })

  test('says plainly what it cannot do', async () => {
    expect(await rmirror('export', fixture('v6.rm'), '-o', 'a.docx')).toMatchObject({
      status: 2,
      err: expect.stringContaining('neither a .pdf, a .md, a .txt nor a .zip'),
    })
    expect(await rmirror('export', fixture('v6.rm'), '-o', 'no/such/folder/a.md')).toMatchObject({
      status: 1,
      err: expect.stringContaining('the folder does not exist'),
    })
    write('empty/readme.txt', 'hello')
    expect(await rmirror('export', 'empty', '-o', 'a.md')).toMatchObject({
      status: 1,
      err: expect.stringContaining('No notebook in this file'),
    })
    expect(existsSync(at('a.md'))).toBe(false)
  })

  /** The program has begun to write. */
  async function untilPartial(): Promise<void> {
    while (!readdirSync(folder).some((name) => name.endsWith('.part'))) await new Promise(setImmediate)
  }
})

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

describe('bench', () => {
  test('prints one line of figures', async () => {
    const given = [fixture('v6.rm'), fixture('lines-old.lines'), fixture('broken/empty.rm')]
    const { status, out } = await rmirror('bench', ...given, '--json')
    const [line] = objects(out)
    expect(Object.keys(line)).toEqual('pages failed sum_ms median_ms p95_ms rm_bytes png_bytes image_tokens'.split(' '))
    const inked = given.slice(0, 2).reduce((sum, path) => sum + readFileSync(path).length, 0)
    expect(line).toMatchObject({ failed: 1, rm_bytes: inked })
    expect(line.pages).toBeGreaterThan(2)
    expect(line.median_ms).toBeLessThanOrEqual(line.p95_ms)
    expect(line.p95_ms).toBeLessThanOrEqual(line.sum_ms)
    expect(status).toBe(1)
  })

  test('counts image tokens as Claude does', () => {
    expect(imageTokens(1404, 1872)).toBe(51 * 67)
    expect(imageTokens(8000, 6000)).toBe(4784)
    expect(imageTokens(28, 28)).toBe(1)
    expect(imageTokens(5152, 560)).toBe(92 * 10)
  })
})

describe('the program', () => {
  test('explains itself', async () => {
    const help = await rmirror('help')
    expect(help).toMatchObject({ status: 0, err: '' })
    for (const command of ['inspect', 'render', 'export', 'bench']) {
      expect(help.out).toContain(command)
      expect((await rmirror(command, '--help')).out).toContain(`Usage: rmirror ${command}`)
    }
  })

  test.each([[[]], [['frobnicate']], [['login']], [['inspect']], [['inspect', '--loud', 'a.rm']]])(
    'answers %j with help on standard error and status 2',
    async (args) => {
      const { status, out, err } = await rmirror(...args)
      expect({ status, out }).toEqual({ status: 2, out: '' })
      expect(err).toContain('rmirror')
    },
  )
})

/** Names from the directory of a ZIP, in its order. */
function zipNames(zip: Buffer): string[] {
  const names: string[] = []
  for (let at = zip.indexOf('PK\u0001\u0002'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 46))
    names.push(zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)))
  return names
}
