// SPDX-License-Identifier: AGPL-3.0-or-later
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type NotebookFiles, notebookFiles } from '../../../../tests/generator/document.ts'
import { onePage } from '../../../../tests/generator/scene.ts'
import { task } from '../../../../tests/generator/task-list.ts'
import { paragraph, typed } from '../../../../tests/generator/text-fixtures.ts'
import {
  at,
  documentFiles,
  fixture,
  fixtures,
  notebook,
  objects,
  pages,
  rmirror,
  start,
  write,
  writeArchive,
  writeDocument,
} from '../../testing/program.ts'

const uuid = (number: number) => `00000000-0000-4000-8000-00000000000${number}`
const archived = (name: string, given: NotebookFiles) =>
  writeArchive(name, Object.fromEntries(notebookFiles(given).map(({ path, bytes }) => [path, bytes])))

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

  test('shows what names of files would have a terminal do', async () => {
    const obeyed = (text: string) => [...text.replaceAll('\n', '')].filter((each) => /[\p{Cc}\u202e]/u.test(each))
    const [evil, broken] = ['\u001b]0;title\u0007 \u202eoh.rm', 'two\nlines.rm']
    cpSync(fixture('v6.rm'), at(evil))
    write(broken, 'no page')
    const { out, err } = await rmirror('inspect', evil, broken)
    expect(out).toMatch(/^\\u001b\]0;title\\u0007 \\u202eoh\.rm: v6, /)
    expect(out).toContain("\ntwo\\u000alines.rm: This isn't a reMarkable page")
    expect(obeyed(out + err)).toEqual([])
    const [first] = objects((await rmirror('inspect', evil, '--json')).out)
    expect(first?.file).toBe(evil)
    expect(obeyed((await rmirror('render', evil, '-o', 'no/folder.png')).err)).toEqual([])
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

  test('prints the name of an unknown template, however long or odd', async () => {
    const names = ['P Dots S', '../../etc/passwd', 'x'.repeat(5000), 'red \u001b[31m ink\u202e', 'P Nowhere']
    const pagesOn = names.map((template, index) => ({ uuid: uuid(index), template, scene: onePage([]) }))
    await archived('templates.rmdoc', { uuid: notebook, name: 'Templates', pages: pagesOn })
    const { status, out } = await rmirror('inspect', 'templates.rmdoc')
    expect(out.split('\n').map((line) => /, template (.*)$/.exec(line)?.[1])).toEqual([
      ...[undefined, `"../../etc/passwd" isn't supported`, `"${'x'.repeat(80)}…" isn't supported`],
      ...[`"red \\u001b[31m ink " isn't supported`, `"P Nowhere" isn't supported`, undefined],
    ])
    const lines = objects((await rmirror('inspect', 'templates.rmdoc', '--json')).out)
    expect(lines.map(({ template_known }) => template_known)).toEqual([true, false, false, false, false])
    expect(lines[4]).toMatchObject({ template: 'P Nowhere' })
    expect(status).toBe(0)
  })

  test('says of typed tasks whether they are ticked', async () => {
    const scene = onePage([], {
      text: typed([paragraph(1, 'Week 7'), task('a'), task('b', 'ticked'), task('c', 'dashed')]),
    })
    await archived('chores.rmdoc', { uuid: notebook, name: 'Chores', pages: [{ uuid: uuid(1), scene }] })
    const [{ text }] = objects((await rmirror('inspect', 'chores.rmdoc', '--json')).out)
    expect(text.map(({ state }: { state?: string }) => state)).toEqual([undefined, 'open', 'ticked', 'dashed'])
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

  test('of an empty folder says that there is no notebook', async () => {
    mkdirSync(at('empty/within'), { recursive: true })
    expect(await rmirror('inspect', 'empty')).toEqual({
      status: 1,
      out: 'empty: No notebooks found: this folder is empty (nothing-found)\n',
      err: '',
    })
    const { status, out } = await rmirror('inspect', 'empty', fixture('v6.rm'), '--json')
    expect(objects(out).map(({ ok, error }) => [ok, error?.code])).toEqual([
      [false, 'nothing-found'],
      [true, undefined],
    ])
    expect(status).toBe(1)
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
