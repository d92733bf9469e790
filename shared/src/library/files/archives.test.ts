// SPDX-License-Identifier: AGPL-3.0-or-later
// Every archive is made in the test; the hostile ones are valid archives with some bytes changed.
import {
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipWriter,
  type ZipWriterAddDataOptions,
} from '@zip.js/zip.js/lib/zip-core-native.js'
import { describe, expect, test } from 'vitest'
import type { SourceFile } from '../model/types.ts'
import { InflatedArchiveCache } from './archive-cache.ts'
import { archiveLimits, listArchive } from './archives.ts'
import { type CollectedFiles, collectFiles } from './collected-files.ts'

const utf8 = new TextEncoder()
const pageBytes = utf8.encode('reMarkable .lines file, version=5          \u0000\u0000\u0000\u0000')

function given(path: string, bytes: Uint8Array): SourceFile {
  return {
    path,
    size: bytes.length,
    modified: 0,
    read: async () => bytes,
    readRange: async (start, end) => bytes.slice(start, end),
  }
}

async function zip(
  entries: Record<string, Uint8Array | string>,
  options: ZipWriterAddDataOptions = {},
): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false })
  for (const [name, content] of Object.entries(entries)) {
    const bytes = typeof content === 'string' ? utf8.encode(content) : content
    await writer.add(name, new Uint8ArrayReader(bytes), options)
  }
  return writer.close()
}

const open = (path: string, bytes: Uint8Array): Promise<CollectedFiles> =>
  collectFiles([given(path, bytes)], undefined, () => {})
const paths = (intake: CollectedFiles) => intake.files.map((placed) => placed.path)
const codes = (intake: CollectedFiles) => intake.problems.map((problem) => problem.code)

/** Replaces every occurrence of `from` with `to`, which is equally long. */
function patch(bytes: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
  const changed = bytes.slice()
  for (let at = 0; at + from.length <= changed.length; at++)
    if (from.every((byte, offset) => changed[at + offset] === byte)) changed.set(to, at)
  return changed
}

describe('an archive', () => {
  test('is known by its first bytes, whatever its name', async () => {
    const archive = await zip({ 'u.content': '{}', 'u/p.rm': pageBytes })
    for (const name of ['a.rmdoc', 'a.RMN', 'a.zip', 'a.bin', 'a', 'a.rm'])
      expect(paths(await open(name, archive))).toEqual([`${name}/u.content`, `${name}/u/p.rm`])
  })

  test('whose files overlap is left out as a whole, however little of them that is', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `u/${String(index).padStart(3, '0')}.rm`)
    const archive = await zip(Object.fromEntries(names.map((name) => [name, pageBytes])), { level: 0 })
    const view = new DataView(archive.buffer, archive.byteOffset)
    const directory = [...archive.keys()].filter((at) => at + 46 < archive.length && view.getUint32(at) === 0x504b0102)
    expect(directory).toHaveLength(50)
    const [, second = 0, third = 0] = directory
    view.setUint32(third + 42, view.getUint32(second + 42, true) + 1, true)
    const intake = await open('a.zip', archive)
    expect([paths(intake), codes(intake)]).toEqual([[], ['bad-archive']])
    expect(intake.problems[0]?.detail).toContain('overlap')
  })

  test('that states no date for its files, or the first there is, gives them none', async () => {
    const page = { 'p.rm': pageBytes }
    const dated = await zip(page, { lastModDate: new Date(2026, 2, 4, 12), extendedTimestamp: false })
    const [time, date] = [12 << 11, (46 << 9) | (3 << 5) | 4]
    const stated = new Uint8Array(new Uint16Array([time, date]).buffer)
    const undated = patch(dated, stated, new Uint8Array(4))
    const first = await zip(page, { lastModDate: new Date(1980, 0, 1), extendedTimestamp: false })
    const modified = async (archive: Uint8Array) => (await open('a.zip', archive)).files[0]?.file.modified
    expect(await modified(dated)).toBe(new Date(2026, 2, 4, 12).getTime())
    expect([await modified(undated), await modified(first)]).toEqual([0, 0])
  })

  test('may begin its entries with a slash, or part folders with backslashes', async () => {
    const archive = await zip({ '/u.content': '{}', 'u\\p.rm': pageBytes })
    expect(paths(await open('a.zip', archive))).toEqual(['a.zip/u.content', 'a.zip/u/p.rm'])
  })

  test.each([
    '../p.rm',
    'u/../../p.rm',
    '..\\p.rm',
    'C:\\p.rm',
    'c:/p.rm',
    '/C:/p.rm',
    '//host/p.rm',
    '\\\\host\\p.rm',
  ])('that names an entry %j loses that entry, not the others', async (name) => {
    const intake = await open('a.zip', await zip({ [name]: pageBytes, 'good.rm': pageBytes }))
    expect(paths(intake)).toEqual(['a.zip/good.rm'])
    expect(codes(intake)).toEqual(['unsafe-name'])
  })

  test('with names in no Unicode encoding still opens', async () => {
    const archive = await zip({ 'X1.rm': pageBytes })
    // 0x81 alone is invalid UTF-8; in code page 437, which old tools wrote, it is "ü".
    const foreign = patch(
      patch(archive, utf8.encode('X1.rm'), new Uint8Array([0x81, 0x31, 0x2e, 0x72, 0x6d])),
      new Uint8Array([0x14, 0, 0, 8]),
      new Uint8Array([0x14, 0, 0, 0]),
    )
    const intake = await open('a.zip', foreign)
    expect(intake.files).toHaveLength(1)
    expect(codes(intake)).toEqual([])
    expect(paths(intake)[0]).toMatch(/^a\.zip\/.1\.rm$/u)
  })

  test('with a password says so once', async () => {
    const archive = await zip({ 'u.content': '{}', 'u/p.rm': pageBytes }, { password: 'secret', zipCrypto: true })
    const intake = await open('a.zip', archive)
    expect(intake.files).toEqual([])
    expect(codes(intake)).toEqual(['encrypted-archive'])
  })

  test('that was cut off is reported as damaged', async () => {
    const archive = await zip({ 'u.content': '{}', 'u/p.rm': pageBytes })
    expect(codes(await open('a.zip', archive.subarray(0, archive.length - 30)))).toEqual(['bad-archive'])
    expect(codes(await open('a.zip', utf8.encode('hello')))).toEqual(['bad-archive'])
    expect(codes(await open('a.zip', new Uint8Array()))).toEqual(['empty'])
  })

  test('whose entry has other bytes than its checksum gives that entry as damaged', async () => {
    const archive = await zip({ 'u.content': '{"fileType":"notebook"}' }, { level: 0 })
    const intake = await open('a.zip', patch(archive, utf8.encode('fileType'), utf8.encode('fileTypo')))
    await expect(intake.files[0]?.file.read()).rejects.toMatchObject({ name: 'SourceError', code: 'corrupt' })
  })
})

describe('archives in archives', () => {
  const nest = async (levels: number): Promise<Uint8Array> =>
    levels === 1 ? zip({ 'p.rm': pageBytes }) : zip({ 'inner.zip': await nest(levels - 1) })

  test('open three deep', async () => {
    expect(paths(await open('a.zip', await nest(3)))).toEqual(['a.zip/inner.zip/inner.zip/p.rm'])
  })

  test('are refused where they lie deeper, ten deep as well', async () => {
    for (const levels of [4, 10]) {
      const intake = await open('a.zip', await nest(levels))
      expect(intake.files).toEqual([])
      expect(codes(intake)).toEqual(['archive-too-deep'])
    }
  })

  test('give their pages as often as they are asked for', async () => {
    const intake = await open('a.zip', await nest(3))
    const [page] = intake.files
    expect(await page?.file.read()).toEqual(pageBytes)
    expect(await page?.file.read()).toEqual(pageBytes)
  })
})

describe('an archive that unpacks to too much', () => {
  test('is stopped where it goes beyond the size it declares', async () => {
    const zeros = new Uint8Array(24 * 1024 * 1024)
    const size = new Uint8Array(new Uint32Array([zeros.length]).buffer)
    const lying = patch(await zip({ 'u.content': zeros }), size, new Uint8Array([100, 0, 0, 0]))
    const intake = await open('a.zip', lying)
    expect(intake.files[0]?.file.size).toBe(100)
    await expect(intake.files[0]?.file.read()).rejects.toMatchObject({ code: 'corrupt' })
  })

  test('gives its small files all the same', async () => {
    const intake = await open(
      'a.zip',
      await zip({ 'u.content': new Uint8Array(24 * 1024 * 1024), 'u/p.rm': pageBytes }),
    )
    await expect(intake.files[0]?.file.read()).rejects.toMatchObject({ code: 'archive-too-large' })
    expect(await intake.files[1]?.file.read()).toEqual(pageBytes)
  })

  test('gives its files until their sum is too large, and counts one that is read again once', async () => {
    const noise = crypto.getRandomValues(new Uint8Array(60_000))
    const archive = given('a.zip', await zip({ a: noise, b: noise, c: noise }))
    const { files } = await listArchive(archive, 'a.zip', { spent: 0, limit: 150_000 }, new InflatedArchiveCache())
    for (let round = 0; round < 5; round++) expect((await files[0]?.read())?.length).toBe(noise.length)
    expect((await files[1]?.read())?.length).toBe(noise.length)
    await expect(files[2]?.read()).rejects.toMatchObject({ code: 'archive-too-large' })
    expect((await files[1]?.read())?.length).toBe(noise.length)
  })

  test('is read up to the number of entries allowed', async () => {
    const intake = await open('a.zip', directoryOf(archiveLimits.entries + 5, 'u.content'))
    expect(intake.files).toHaveLength(archiveLimits.entries)
    expect(codes(intake)).toEqual(['archive-too-large'])
  })
})

/** An archive of `count` empty stored entries with one name. */
function directoryOf(count: number, name: string): Uint8Array {
  const record = new Uint8Array(46 + name.length)
  record.set([0x50, 0x4b, 1, 2, 20, 0, 20])
  record[28] = name.length
  record.set(utf8.encode(name), 46)
  const local = new Uint8Array(30 + name.length)
  local.set([0x50, 0x4b, 3, 4, 20])
  local[26] = name.length
  local.set(utf8.encode(name), 30)
  const end = new Uint8Array(22)
  const fields = new DataView(end.buffer)
  end.set([0x50, 0x4b, 5, 6])
  fields.setUint16(8, count, true)
  fields.setUint16(10, count, true)
  fields.setUint32(12, count * record.length, true)
  const directory = count * local.length
  fields.setUint32(16, directory, true)
  const archive = new Uint8Array(directory + count * record.length + end.length)
  for (let index = 0; index < count; index++) {
    archive.set(local, index * local.length)
    new DataView(record.buffer).setUint32(42, index * local.length, true)
    archive.set(record, directory + index * record.length)
  }
  archive.set(end, archive.length - end.length)
  return archive
}

test('pictures, caches and hidden files are left alone, and counted', async () => {
  const files = ['u.thumbnails/p.jpg', '.DS_Store', '__MACOSX/._u.content', 'u.cache/0.png', 'readme.md', 'notes.docx']
  const intake = await collectFiles(
    files.map((path) => given(`drop/${path}`, utf8.encode('xxxx'))),
    undefined,
    () => {},
  )
  expect(intake).toMatchObject({ files: [], problems: [], ignored: files.length })
})

test('a foreign file that was given by itself is named', async () => {
  expect(codes(await open('letter.doc', utf8.encode('Dear')))).toEqual(['unknown-file'])
})

test('a page in an unnamed file is found by its header', async () => {
  expect(paths(await open('recovered', pageBytes))).toEqual(['recovered'])
})

test('a file that cannot be read is a problem of its own', async () => {
  const broken: SourceFile = { path: 'x.rm', size: 5, modified: 0, read: () => Promise.reject(new Error('gone')) }
  const intake = await collectFiles([broken, given('y.rm', pageBytes)], undefined, () => {})
  expect(codes(intake)).toEqual(['unreadable-file'])
  expect(paths(intake)).toEqual(['y.rm'])
})
