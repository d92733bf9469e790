// SPDX-License-Identifier: AGPL-3.0-or-later
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { describe, expect, test } from 'vitest'
import { folderFiles, type NotebookFiles, notebookFiles } from '../../../../tests/generator/document.ts'
import { fineliner, wave } from '../../../../tests/generator/ink.ts'
import { onePage } from '../../../../tests/generator/scene.ts'
import { paragraph, typed } from '../../../../tests/generator/text-fixtures.ts'
import { sourcePdf } from '../../../../tests/pdf/fixtures.ts'
import { at, fixture, objects, rmirror, startUnprivileged, write, writeArchive } from '../../testing/program.ts'

const uuid = (letter: string, number = 0) => `${letter.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`

const says = (words: string) =>
  onePage([wave({ x: -300, y: 200 }, 200, fineliner)], { text: typed([paragraph(1, words)]) })

/** One page for each text. */
function lay(letter: string, texts: string[], more: Partial<NotebookFiles> = {}): void {
  const pages = texts.map((words, index) => ({ uuid: uuid(letter, index + 1), scene: says(words), tags: ['garden'] }))
  for (const { path, bytes } of notebookFiles({ uuid: uuid(letter), name: `Notebook ${letter}`, pages, ...more }))
    write(`desk/${path}`, bytes)
}

const run = (...args: string[]) => rmirror('vault', 'vault', '--from', 'desk', ...args)
const note = (path: string) => readFileSync(at('vault', path), 'utf8')
const edit = (path: string, change: (text: string) => string) => writeFileSync(at('vault', path), change(note(path)))
const picture = (letter: string, page: number) => `rmirror-files/${uuid(letter)}/${uuid(letter, page)}.png`

/** Times and contents of all files. */
function snapshot(): Record<string, number> {
  const names = readdirSync(at('vault'), { recursive: true, encoding: 'utf8' }).toSorted()
  return Object.fromEntries(names.map((name) => [name, statSync(at('vault', name)).mtimeMs]))
}

describe('vault', () => {
  test('writes a note for each notebook, with pictures, and a second run writes nothing', async () => {
    lay('a', ['Buy ink', 'Call Ann'], { parent: uuid('f') })
    for (const { path, bytes } of folderFiles(uuid('f'), 'Work')) write(`desk/${path}`, bytes)
    lay('b', ['gone'], { parent: 'trash' })
    expect(await run()).toEqual({ status: 0, out: '1 note written, 2 files written; 0 unchanged.\n', err: '' })
    expect(note('Work/Notebook a.md')).toContain(
      `## Page 2 ^${uuid('a', 2)}\n\n![[${picture('a', 2)}]]\n\nTags: #garden\n\nCall Ann\n`,
    )
    expect(
      readFileSync(at('vault', picture('a', 2)))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    const before = snapshot()
    expect(await run()).toEqual({ status: 0, out: 'The vault is up to date.\n', err: '' })
    expect(snapshot()).toEqual(before)
    rmSync(at('vault/.rmirror'), { recursive: true })
    await run()
    const { '.rmirror': _, '.rmirror/vault.json': __, ...others } = before
    expect(snapshot()).toMatchObject(others)
  })

  test('writes the PDF that a notebook was written on, and links to its pages', async () => {
    const pages = [{ uuid: uuid('c', 1), scene: says('margin'), sourcePage: 1 }]
    lay('c', [], { fileType: 'pdf', pages })
    write(`desk/${uuid('c')}.pdf`, sourcePdf([{}, {}]))
    expect(await run()).toMatchObject({ status: 0, err: '' })
    expect(note('Notebook c.md')).toContain(`[[rmirror-files/${uuid('c')}/source.pdf#page=2|Page 2 of the PDF]]`)
    expect(
      readFileSync(at(`vault/rmirror-files/${uuid('c')}/source.pdf`))
        .subarray(0, 4)
        .toString(),
    ).toBe('%PDF')
  })

  test('moves and updates notes, and leaves what is around them', async () => {
    lay('a', ['Buy ink'])
    await run()
    edit('Notebook a.md', (text) => `${text}mine`)
    lay('a', ['Buy paper'], { name: 'Journal' })
    const { out } = await run('--json')
    expect(objects(out)).toEqual([
      { action: 'move', note: 'Journal.md', from: 'Notebook a.md' },
      { action: 'write', note: 'Journal.md' },
      { action: 'write', file: picture('a', 1) },
    ])
    expect(note('Journal.md')).toMatch(/# Journal\n[\s\S]*Buy paper\n[\s\S]*mine$/)
    expect(existsSync(at('vault/Notebook a.md'))).toBe(false)
  })

  test('writes notes for pages, and stays with them', async () => {
    lay('a', ['Buy ink', 'Call Ann'])
    await run('--per', 'page', '--pictures', 'off')
    lay('a', ['Buy ink', 'Call Bea'])
    await run('--pictures', 'off')
    expect(readdirSync(at('vault')).toSorted()).toEqual(['.rmirror', 'Notebook a'])
    expect(readdirSync(at('vault/Notebook a')).toSorted()).toEqual(['Notebook a 001.md', 'Notebook a 002.md'])
    expect(note('Notebook a/Notebook a 002.md')).toContain('Call Bea')
  })

  test('keeps what was changed inside and says so, until it is put back', async () => {
    lay('a', ['Buy ink'])
    await run()
    edit('Notebook a.md', (text) => text.replace('Buy ink', 'Sell ink'))
    const { status, out, err } = await run()
    expect({ status, out }).toEqual({ status: 0, out: 'The vault is up to date.\n' })
    expect(err).toContain('Notebook a.md, page 1: text between the markers was changed. It stays')
    const [finding] = objects((await run('--json')).out)
    expect(finding).toMatchObject({ finding: 'changed', note: 'Notebook a.md', page: uuid('a', 1), document: null })
    expect((await run('--put-back', 'vault/Notebook a.md')).err).toBe('')
    expect(note('Notebook a.md')).toContain('Buy ink')
    expect(await run('--put-back', 'other.md')).toMatchObject({ status: 2, err: expect.stringContaining('other.md') })
  })

  test('uses the templates of a file, keeps them in the vault, and writes nothing if they can’t be used', async () => {
    lay('a', ['Buy ink'])
    await run()
    write('mine.json', '{"page": "{{text}}{{typed}}!", "file_name": "{{name}} (tablet)"}')
    expect(await run('--templates', 'mine.json')).toMatchObject({ status: 0, err: '' })
    expect(note('Notebook a (tablet).md')).toContain('\n\nBuy ink!\n')
    expect((await run()).out).toBe('The vault is up to date.\n')
    write('mine.json', '{"page": "a\\n{{#text}}"}')
    expect(await run('--templates', 'mine.json')).toMatchObject({
      status: 1,
      err: expect.stringContaining('The template for pages, line 2, has {{#text}} without {{/text}}.'),
    })
    expect(note('Notebook a (tablet).md')).toContain('Buy ink!')
    expect((await run('--templates', 'none.json')).err).toContain("none.json can't be read")
    rmSync(at('vault/.rmirror/templates.json'))
    await run()
    expect(note('Notebook a.md')).toContain('\n\nBuy ink\n')
  })

  test('marks the note of a notebook in the trash, and deletes it only if that is wanted', async () => {
    lay('a', ['Buy ink'])
    await run()
    lay('a', ['Buy ink'], { parent: 'trash' })
    expect((await run()).err).toContain('Notebook a.md: what it shows is in the trash. The note stays')
    expect(note('Notebook a.md')).toContain('[!warning]')
    expect(await run('--delete-removed')).toMatchObject({ out: '1 note deleted, 1 file deleted; 0 unchanged.\n' })
    expect(readdirSync(at('vault'))).toEqual(['.rmirror'])
  })

  test('takes what is missing for gone only from a whole library that could be read', async () => {
    lay('a', ['Buy ink'])
    lay('b', ['Call Ann'])
    await run()
    rmSync(at(`desk/${uuid('b')}.content`))
    rmSync(at(`desk/${uuid('b')}.metadata`))
    rmSync(at(`desk/${uuid('b')}`), { recursive: true })
    expect((await run('--delete-removed')).out).toBe('The vault is up to date.\n')
    write('desk/bad.zip', 'PK no archive')
    expect(await run('--whole', '--delete-removed')).toMatchObject({ status: 1, out: 'The vault is up to date.\n' })
    rmSync(at('desk/bad.zip'))
    expect((await run('--whole', '--delete-removed')).out).toBe('1 note deleted, 1 file deleted; 1 unchanged.\n')
    expect(await rmirror('vault', 'vault', '--whole')).toMatchObject({ status: 2 })
  })

  test('keeps what it said of a page that is damaged now', async () => {
    lay('a', ['Buy ink'])
    await run()
    write(`desk/${uuid('a')}/${uuid('a', 1)}.rm`, readFileSync(fixture('broken/version-9.rm')))
    expect(await run()).toMatchObject({ status: 1, err: expect.stringContaining('Notebook a, page 1: ') })
    expect(note('Notebook a.md')).toContain('Buy ink')
    expect(existsSync(at('vault', picture('a', 1)))).toBe(true)
  })

  test('with --dry-run says what it would do', async () => {
    lay('a', ['Buy ink'])
    expect((await run('--dry-run')).out).toBe('Would be done: 1 note written, 1 file written; 0 unchanged.\n')
    expect(existsSync(at('vault'))).toBe(false)
  })

  test('takes an archive, which says nothing of other notebooks', async () => {
    lay('a', ['Buy ink'])
    await run()
    const files = notebookFiles({
      uuid: uuid('e'),
      name: 'Letters',
      pages: [{ uuid: uuid('e', 1), scene: says('Dear Bea') }],
    })
    await writeArchive('e.rmdoc', Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])))
    expect((await rmirror('vault', 'vault', '--from', 'e.rmdoc', '--delete-removed')).status).toBe(0)
    expect(note('Letters.md')).toContain('Dear Bea')
    expect(note('Notebook a.md')).toContain('Buy ink')
  })

  test('leaves alone what it cannot read as text, and hidden folders', async () => {
    lay('a', ['Buy ink'])
    write('vault/Notebook a.md', new Uint8Array([0xff, 0xfe, 0x00]))
    write('vault/.obsidian/app.md', 'mine')
    await run()
    expect(readFileSync(at('vault/Notebook a.md'))).toHaveLength(3)
    expect(note('Notebook a (2).md')).toContain('Buy ink')
    expect(note('.obsidian/app.md')).toBe('mine')
  })
})

describe('vault says in one sentence', () => {
  test('that nothing says what it should hold', async () => {
    const { status, err } = await rmirror('vault', 'vault')
    expect({ status, lines: err.trimEnd().split('\n') }).toEqual({
      status: 1,
      lines: [expect.stringContaining('Name files of the tablet by --from, or run "rmirror login" first.')],
    })
  })

  test('that its folder is a file', async () => {
    lay('a', ['Buy ink'])
    write('vault', 'mine')
    expect(await run()).toMatchObject({ status: 1, err: expect.stringMatching(/^rmirror: vault is a file\. .*\n$/) })
  })

  test('that its folder is read-only', async () => {
    lay('a', ['Buy ink'])
    mkdirSync(at('vault'))
    chmodSync(at('vault'), 0o555)
    const { status, err } = await startUnprivileged({}, 'vault', 'vault', '--from', 'desk').outcome
    chmodSync(at('vault'), 0o755)
    expect({ status, err }).toEqual({
      status: 1,
      err: expect.stringMatching(/^rmirror: .*can't be written: permission denied\n$/),
    })
    expect(readdirSync(at('vault'))).toEqual([])
  })
})

test('a note stays whole where its new text cannot be written', async () => {
  lay('a', ['Buy ink'])
  await run()
  const before = note('Notebook a.md')
  lay('a', ['Buy paper'])
  chmodSync(at('vault'), 0o555)
  const { status } = await startUnprivileged({}, 'vault', 'vault', '--from', 'desk').outcome
  chmodSync(at('vault'), 0o755)
  expect(status).toBe(1)
  expect(note('Notebook a.md')).toBe(before)
  expect(readdirSync(at('vault')).toSorted()).toEqual(['.rmirror', 'Notebook a.md', 'rmirror-files'])
  renameSync(at('vault'), at('moved'))
  expect((await rmirror('vault', 'moved', '--from', 'desk')).out).toBe('1 note written, 1 file written; 0 unchanged.\n')
})
