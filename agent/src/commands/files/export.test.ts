// SPDX-License-Identifier: AGPL-3.0-or-later
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readEnex } from '../../../../tests/formats/enex.ts'
import { folderFiles, type NotebookFiles, notebookFiles } from '../../../../tests/generator/document.ts'
import { onePage } from '../../../../tests/generator/scene.ts'
import { paragraph, typed } from '../../../../tests/generator/text-fixtures.ts'
import { complaintsOf } from '../../../../tests/world/html.ts'
import { zipNames } from '../../../../tests/world/zip.ts'
import {
  at,
  documentFiles,
  fixture,
  rmirror,
  start,
  write,
  writeArchive,
  writeDocument,
} from '../../testing/program.ts'

/** Without pages if none are given. */
function lay(notebook: Omit<NotebookFiles, 'pages'> & Partial<Pick<NotebookFiles, 'pages'>>): void {
  for (const { path, bytes } of notebookFiles({ pages: [], ...notebook })) write(`desk/${path}`, bytes)
}

const uuid = (letter: string) => `${letter.repeat(8)}-0000-4000-8000-000000000000`

describe('export', () => {
  test('writes Markdown with title, tags and the text of each page', async () => {
    const archive = await writeArchive('a.rmdoc', documentFiles())
    expect(await rmirror('export', archive, '-o', 'a.md')).toEqual({ status: 0, out: '', err: '' })
    const text = readFileSync(at('a.md'), 'utf8')
    expect(text).toMatch(
      /^---\ntitle: "Ideen: 1\/2 ∑"\npath: "(?:.*\/)?Ideen: 1\/2 ∑"\ntags:\n(?: {2}- ".*"\n)+(?:modified: .*\n)?source: "reMarkable"\n---\n\n# Ideen: 1\/2 ∑\n\n## Page 1\n\n/,
    )
    expect(text.trimEnd()).toMatch(/\*No typed text on page 2\.\*$/)
  })

  test('writes a web page, or one of each notebook into a ZIP', async () => {
    const archive = await writeArchive('a.rmdoc', documentFiles())
    expect(await rmirror('export', archive, '-o', 'a.html')).toEqual({ status: 0, out: '', err: '' })
    const html = readFileSync(at('a.html'), 'utf8')
    expect(complaintsOf(html)).toBe('')
    expect(html).toContain('<h1 dir="auto">Ideen: 1/2 ∑</h1>')
    expect(html).toContain('<p class="note">No typed text on page 2.</p>\n</main>')
    await rmirror('export', archive, '-o', 'a.zip', '--as', 'html')
    expect(zipNames(readFileSync(at('a.zip')))).toEqual(['Ideen 1 2 ∑.html'])
  })

  test('writes files for other apps, by their extension or by --as', async () => {
    const archive = await writeArchive('a.rmdoc', documentFiles())
    const exported = async (output: string, ...options: string[]) => {
      expect(await rmirror('export', archive, '-o', output, ...options)).toEqual({ status: 0, out: '', err: '' })
      return readFileSync(at(output))
    }
    expect(readEnex((await exported('a.enex')).toString())[0]?.title).toBe('Ideen: 1/2 ∑')
    expect(zipNames(await exported('a.textpack'))).toContain('Ideen 1 2 ∑.textbundle/text.md')
    expect(JSON.parse((await exported('a.json')).toString())).toMatchObject([{ title: 'Ideen 1 2 ∑' }])
    expect((await exported('b.html', '--as', 'html-images')).toString()).toContain('<img src="data:image/png;base64,')
    expect(zipNames(await exported('b.zip', '--as', 'logseq'))).toContain('pages/Ideen 1 2 ∑.md')
    expect(zipNames(await exported('c.zip', '--as', 'enex'))).toEqual(['Ideen 1 2 ∑.enex'])
  })

  test.each([
    ['a.html', 'enex', '--as enex is only for .zip or .enex files'],
    ['a.zip', 'roam', '--as roam is only for .json files'],
    ['a.md', 'logseq', '--as logseq is only for .zip files'],
  ])('into %s refuses --as %s', async (output, as, sentence) => {
    const archive = await writeArchive('a.rmdoc', documentFiles())
    const { status, err } = await rmirror('export', archive, '-o', output, '--as', as)
    expect([status, err]).toEqual([2, expect.stringContaining(sentence)])
  })

  /** A notebook of one page with a description that another program than the tablet wrote. */
  function layAs(letter: string, list: object): string {
    const pages = [{ uuid: uuid('a'), scene: onePage([], { text: typed([paragraph(1, 'Said here')]) }) }]
    for (const { path, bytes } of notebookFiles({ uuid: uuid(letter), name: 'Uploaded', formatVersion: 1, pages })) {
      const described = () => ({ ...JSON.parse(new TextDecoder().decode(bytes)), ...list })
      write(`desk/${path}`, path.endsWith('.content') ? new TextEncoder().encode(JSON.stringify(described())) : bytes)
    }
    return at(`desk/${uuid(letter)}.content`)
  }

  test('writes a notebook whose page list has objects in place of ids, as other programs upload them', async () => {
    const path = layAs('b', { pages: [{ id: uuid('a') }] })
    expect(await rmirror('export', path, '-o', 'a.md')).toEqual({ status: 0, out: '', err: '' })
    expect(readFileSync(at('a.md'), 'utf8')).toContain('## Page 1\n\nSaid here\n')
    expect((await rmirror('inspect', path, '--json')).out).toMatch(/^\{[^\n]*"ok":true[^\n]*\}\n$/)
  })

  test('writes the pages that are there where their list is damaged, with a note, and no failure', async () => {
    const path = layAs('c', { pages: [{ uuid: uuid('a') }] })
    expect(await rmirror('export', path, '-o', 'a.md')).toEqual({
      status: 0,
      out: '',
      err: expect.stringMatching(/^.*: \.content: entry 1 of the page list has no usable id\n$/),
    })
    expect(readFileSync(at('a.md'), 'utf8')).toContain('## Page 1\n\nSaid here\n')
  })

  test('fails where a damaged list leaves a page out', async () => {
    const path = layAs('d', { pages: [uuid('f'), 7] })
    const { status, err } = await rmirror('export', path, '-o', 'a.md')
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining('entry 2 of the page list') })
    expect(err).toContain('1 of its page files are not in its list of pages')
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
    expect(readFileSync(at('a.md'), 'utf8')).toContain("## Page 1\n\n> This page couldn't be read: ")
  })

  test('of several notebooks gives each its heading', async () => {
    cpSync(fixture('text-styles.rm'), at('desk/One/1.rm'))
    cpSync(fixture('v6.rm'), at('desk/Two/1.rm'))
    const { status } = await rmirror('export', 'desk', '-o', 'a.md')
    expect(status).toBe(0)
    expect(readFileSync(at('a.md'), 'utf8').match(/^# (One|Two)$/gm)).toEqual(['# One', '# Two'])
  })

  test('of a folder leaves out what is in the trash', async () => {
    for (const { path, bytes } of folderFiles(uuid('f'), 'Old', 'trash')) write(`desk/${path}`, bytes)
    const pages = [{ uuid: uuid('d'), scene: onePage([]) }]
    lay({ uuid: uuid('a'), name: 'Diary', pages })
    lay({ uuid: uuid('b'), name: 'Thrown away', parent: 'trash', pages })
    lay({ uuid: uuid('c'), name: 'Thrown away with its folder', parent: uuid('f'), pages })
    for (const name of ['a.md', 'a.txt']) {
      expect(await rmirror('export', 'desk', '-o', name)).toMatchObject({ status: 0 })
      expect(readFileSync(at(name), 'utf8')).toContain('Diary')
      expect(readFileSync(at(name), 'utf8')).not.toContain('Thrown away')
    }
    expect(await rmirror('export', 'desk', '-o', 'a.zip')).toMatchObject({ status: 0 })
    expect(await rmirror('export', 'desk', '-o', 'b.zip', '--as', 'pdf')).toMatchObject({ status: 0 })
    const names = ['a.zip', 'b.zip'].map((name) => zipNames(readFileSync(at(name))))
    expect(names).toEqual([['Diary/001.png'], ['Diary.pdf']])
    expect(await rmirror('export', 'desk', '--folder', 'Old', '-o', 'b.md')).toMatchObject({
      status: 0,
      err: expect.stringContaining('desk: "Thrown away with its folder" is in the trash\n'),
    })
    expect(readFileSync(at('b.md'), 'utf8')).toContain('*This notebook is in the trash.*')
  })

  test('of a notebook in the trash that is asked for by name says where it is', async () => {
    lay({ uuid: uuid('b'), name: 'Thrown away', parent: 'trash' })
    expect(await rmirror('export', `desk/${uuid('b')}.content`, '-o', 'a.txt')).toMatchObject({
      status: 0,
      err: expect.stringContaining(`desk/${uuid('b')}.content: "Thrown away" is in the trash\n`),
    })
    expect(readFileSync(at('a.txt'), 'utf8')).toBe('Thrown away\n===========\n\n[This notebook is in the trash.]\n')
    for (const { path, bytes } of folderFiles(uuid('f'), 'Old', 'trash')) write(`desk/${path}`, bytes)
    lay({ uuid: uuid('c'), name: 'Thrown away with its folder', parent: uuid('f') })
    expect(await rmirror('export', `desk/${uuid('c')}.metadata`, '-o', 'c.md')).toMatchObject({ status: 0 })
    expect(readFileSync(at('c.md'), 'utf8')).toContain('*This notebook is in the trash.*')
    expect(await rmirror('export', 'desk', '-o', 'b.txt')).toMatchObject({
      status: 1,
      err: expect.stringContaining('desk: All notebooks are in the trash. Name one of them to export it\n'),
    })
    expect(existsSync(at('b.txt'))).toBe(false)
  })

  test('of an empty folder says that there is no notebook', async () => {
    mkdirSync(at('empty'))
    expect(await rmirror('export', 'empty', '-o', 'a.md')).toEqual({
      status: 1,
      out: '',
      err: 'empty: No notebooks found: this folder is empty\n',
    })
    expect(existsSync(at('a.md'))).toBe(false)
  })

  test('leaves no half file when it is interrupted', async () => {
    for (let index = 0; index < 400; index++) cpSync(fixture('v6.rm'), at(`desk/${index}.rm`))
    write('a.zip', 'before')
    const { child, outcome } = start('export', 'desk', '-o', 'a.zip')
    await untilPartial()
    child.kill('SIGINT')
    expect(await outcome).toMatchObject({ status: 130, err: '' })
    expect(readdirSync(at()).sort()).toEqual(['a.zip', 'desk'])
    expect(readFileSync(at('a.zip'), 'utf8')).toBe('before')
  })

  test('says plainly what it cannot do', async () => {
    expect(await rmirror('export', fixture('v6.rm'), '-o', 'a.docx')).toMatchObject({
      status: 2,
      err: expect.stringContaining('must end in .pdf, .md, .txt, .html, .zip, .textpack, .enex or .json'),
    })
    expect(await rmirror('export', fixture('v6.rm'), '-o', 'no/such/folder/a.md')).toMatchObject({
      status: 1,
      err: expect.stringContaining("the folder doesn't exist"),
    })
    write('empty/readme.txt', 'hello')
    expect(await rmirror('export', 'empty', '-o', 'a.md')).toMatchObject({
      status: 1,
      err: expect.stringContaining('No notebooks found in this file'),
    })
    expect(existsSync(at('a.md'))).toBe(false)
  })

  /** Waits until the program has begun to write. */
  async function untilPartial(): Promise<void> {
    while (!readdirSync(at()).some((name) => name.endsWith('.part'))) await new Promise(setImmediate)
  }
})
