// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { entriesOf, filesOf, maxFiles } from './dropped-files.ts'

const file = (name: string) => new File(['x'], name)

function fileEntry(path: string, given = file(path)): FileSystemEntry {
  const entry = { isDirectory: false, fullPath: path, file: (done: (given: File) => void) => done(given) }
  return entry as unknown as FileSystemEntry
}

/** Returns 100 entries per call, as browsers do. */
function folderEntry(path: string, children: FileSystemEntry[]): FileSystemEntry {
  const createReader = () => {
    let at = 0
    const readEntries = (done: (some: FileSystemEntry[]) => void) => {
      const some = children.slice(at, at + 100)
      at += 100
      done(some)
    }
    return { readEntries }
  }
  return { isDirectory: true, fullPath: path, createReader } as unknown as FileSystemEntry
}

function transferOf(entries: (FileSystemEntry | File)[]): DataTransfer {
  const items = entries.map((entry) => ({
    kind: 'file',
    webkitGetAsEntry: () => (entry instanceof File ? null : entry),
    getAsFile: () => (entry instanceof File ? entry : null),
  }))
  return { items: [...items, { kind: 'string' }] } as unknown as DataTransfer
}

describe('a drop', () => {
  it('is walked to the last file of the deepest folder', async () => {
    const many = Array.from({ length: 250 }, (_, index) => fileEntry(`/top/deep/${index}.rm`))
    const drop = transferOf([folderEntry('/top', [folderEntry('/top/deep', many)]), fileEntry('/single.rmdoc')])
    const { files, problems } = await entriesOf(drop)()
    expect(problems).toEqual([])
    expect(files).toHaveLength(251)
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['top/deep/249.rm', 'single.rmdoc']))
  })

  it('takes plain files where the browser knows no entries', async () => {
    const { files } = await entriesOf(transferOf([file('a.rm')]))()
    expect(files.map(({ path }) => path)).toEqual(['a.rm'])
  })

  it('asks for the files of a folder together, and keeps their order', async () => {
    const asked: (() => void)[] = []
    const slow = ['/top/a.rm', '/top/b.rm', '/top/c.rm'].map((path) => {
      const answerLater = (done: (given: File) => void) => asked.push(() => done(file(path)))
      return { isDirectory: false, fullPath: path, file: answerLater } as unknown as FileSystemEntry
    })
    const collecting = entriesOf(transferOf([folderEntry('/top', slow)]))()
    await expect.poll(() => asked.length).toBe(3)
    for (const answer of asked.reverse()) answer()
    expect((await collecting).files.map(({ path }) => path)).toEqual(['top/a.rm', 'top/b.rm', 'top/c.rm'])
  })

  it('ends at more files than any tablet holds, and says so', async () => {
    const same = file('page.rm')
    const many = Array.from({ length: maxFiles + 1 }, (_, index) => fileEntry(`/top/${index}.rm`, same))
    const { files, problems } = await entriesOf(transferOf([folderEntry('/top', many)]))()
    expect(files).toHaveLength(maxFiles)
    expect(problems).toMatchObject([{ path: `top/${maxFiles}.rm`, code: 'too-large' }])
  })

  it('goes on when one file cannot be opened, and says which', async () => {
    const refusing = (_: unknown, fail: (error: Error) => void) => fail(new Error('gone'))
    const gone = { isDirectory: false, fullPath: '/gone.rm', file: refusing } as unknown as FileSystemEntry
    const { files, problems } = await entriesOf(transferOf([gone, fileEntry('/here.rm')]))()
    expect(files.map(({ path }) => path)).toEqual(['here.rm'])
    expect(problems).toEqual([{ path: 'gone.rm', code: 'unreadable-file', detail: 'gone' }])
  })
})

it('chosen folders keep their paths', () => {
  const inside = Object.defineProperty(file('a.rm'), 'webkitRelativePath', { value: 'folder/a.rm' })
  expect(filesOf([inside, file('b.rm')]).files.map(({ path }) => path)).toEqual(['folder/a.rm', 'b.rm'])
})
