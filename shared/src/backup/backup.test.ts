// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { Random } from '../../../tests/generator/prng.ts'
import type { SourceFile } from '../library/index.ts'
import { BackupError, type BackupFault } from './backup-error.ts'
import { Chunker, type ChunkSizes } from './chunker.ts'
import { type FileEntry, parseContents, parseSummary, writeContents } from './contents.ts'
import { createKey } from './key-record.ts'
import { openBackup, readContents, restoreFiles } from './read-backup.ts'
import { joined, type SealedChunk, Sealer } from './sealer.ts'
import { openSodium } from './sodium.ts'
import type { BackupStore, SealedBackup } from './store.ts'
import { writeBackup } from './write-backup.ts'

const sodium = await openSodium()
const account = '01931f3c-8f00-7000-8000-000000000001'
const cost = { passes: 1, memory: 8 * 1024 * 1024 }
const sizes: ChunkSizes = { min: 64, averageBits: 8, max: 1024 }
const { key } = createKey(sodium, account, 'quite bony lantern', cost)
const sealer = new Sealer(sodium, key)
const { signal } = new AbortController()

/** Keeps what it is given, as a server does. */
class Shelf implements BackupStore {
  readonly chunks = new Map<string, Uint8Array>()
  readonly backups: { backup: SealedBackup; chunks: readonly string[] }[] = []
  /** How many more are taken before it fails. */
  room = Number.POSITIVE_INFINITY
  puts = 0

  async missing(names: readonly string[]): Promise<Set<string>> {
    return new Set(names.filter((name) => !this.chunks.has(name)))
  }

  async put({ name, bytes }: SealedChunk): Promise<void> {
    if (this.room-- <= 0) throw new Error('The line is dead')
    this.puts++
    this.chunks.set(name, bytes)
  }

  async get(name: string): Promise<Uint8Array> {
    const bytes = this.chunks.get(name)
    if (!bytes) throw new BackupError('missing')
    return bytes
  }

  async add(backup: SealedBackup, chunks: readonly string[]): Promise<boolean> {
    if ((await this.missing(chunks)).size > 0) return false
    this.backups.push({ backup, chunks })
    return true
  }
}

type Files = Record<string, Uint8Array>

/** Compared as text: expect() takes long for arrays of bytes. */
const asText = (files: Files) =>
  Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]))

function randomBytes(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.integer(256))
}

function randomFiles(random: Random): Files {
  const files: Files = {}
  for (let count = random.integer(30); count > 0; count--) {
    const length = random.chance(0.1) ? 0 : random.integer(random.chance(0.2) ? 6000 : 300)
    files[`xochitl/${random.uuid()}${random.chance(0.5) ? `/${random.uuid()}.rm` : '.content'}`] = randomBytes(
      random,
      length,
    )
  }
  return files
}

const sources = (files: Files): SourceFile[] =>
  Object.entries(files).map(([path, bytes]) => ({
    path,
    size: bytes.length,
    modified: 1_700_000_000_000,
    read: async () => bytes,
  }))

const noneUnreadable = (file: SourceFile, error: unknown): never => {
  throw new Error(`${file.path} can't be read`, { cause: error })
}

function write(shelf: Shelf, files: Files, more: Partial<Parameters<typeof writeBackup>[0]> = {}) {
  const given = { sealer, store: shelf, files: sources(files), lastNumber: 0, origin: 'desk', now: 5, signal, sizes }
  return writeBackup({ ...given, onUnreadable: noneUnreadable, ...more })
}

async function restore(shelf: Shelf, wanted = (_: FileEntry) => true, by = sealer): Promise<Files> {
  const files: Files = {}
  const { backup } = shelf.backups.at(-1) ?? {}
  if (!backup) throw new Error('There is no backup')
  const contents = await readContents(by, shelf, openBackup(by, backup), signal)
  const open = async (file: FileEntry) => {
    if (!wanted(file)) return undefined
    const parts: Uint8Array[] = []
    return {
      write: async (bytes: Uint8Array) => void parts.push(bytes),
      end: async () => {
        files[file.path] = joined(parts)
      },
      abandon: async () => {},
    }
  }
  await restoreFiles(contents, { sealer: by, store: shelf, signal, open })
  return files
}

const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown): BackupFault | undefined => (error instanceof BackupError ? error.fault : undefined),
  )

describe('a backup of any files', () => {
  it.each(Array.from({ length: 25 }, (_, seed) => seed))('is restored byte by byte (%i)', async (seed) => {
    const random = new Random(seed)
    const [shelf, files] = [new Shelf(), randomFiles(random)]
    const { summary } = await write(shelf, files)
    expect(summary).toMatchObject({ number: 1, made: 5, origin: 'desk', fileCount: Object.keys(files).length })
    expect(asText(await restore(shelf))).toEqual(asText(files))
    const some = (path: string) => path.charCodeAt(8) % 2 === 0
    const part = Object.fromEntries(Object.entries(files).filter(([path]) => some(path)))
    expect(asText(await restore(shelf, ({ path }) => some(path)))).toEqual(asText(part))
  })

  it('is sent once: a second one sends its contents at most', async () => {
    const [shelf, files] = [new Shelf(), randomFiles(new Random(1))]
    await write(shelf, files)
    const before = shelf.puts
    await write(shelf, files, { lastNumber: 1 })
    expect(shelf.puts).toBe(before)
  })

  it('with one file changed sends the pieces around it, and no other file of some size', async () => {
    const random = new Random(2)
    const [shelf, files] = [new Shelf(), {} as Files]
    for (const name of 'abcdefgh') files[`${name}.pdf`] = randomBytes(random, 8000)
    for (const name of 'abcdefgh') files[`${name}.rm`] = randomBytes(random, 100)
    const { sent: first } = await write(shelf, files)
    files['e.rm'] = randomBytes(random, 120)
    const { sent } = await write(shelf, files)
    expect(sent).toBeLessThan(first / 10)
    expect(asText(await restore(shelf))).toEqual(asText(files))
  })

  it('goes on where it was interrupted', async () => {
    const [shelf, files] = [new Shelf(), randomFiles(new Random(3))]
    await write(shelf, files)
    const whole = shelf.puts
    const other = new Shelf()
    for (let tries = 0; other.backups.length === 0 && tries < whole; tries++) {
      other.room = 3
      await write(other, files).catch(() => undefined)
    }
    expect(other.puts).toBe(whole)
    expect(asText(await restore(other))).toEqual(asText(files))
  })

  it('is sent once more if pieces went while it was made', async () => {
    const [shelf, files] = [new Shelf(), randomFiles(new Random(4))]
    await write(shelf, files)
    const add = shelf.add.bind(shelf)
    shelf.add = async (...given) => {
      shelf.add = add
      shelf.chunks.clear()
      return add(...given)
    }
    await write(shelf, files)
    expect(asText(await restore(shelf))).toEqual(asText(files))
  })

  it('leaves out what cannot be read, and says so; nothing readable is no backup', async () => {
    const [shelf, files] = [new Shelf(), { 'a.rm': Uint8Array.of(1), 'b.rm': Uint8Array.of(2) }]
    const given = sources(files)
    const broken = { ...given[0], read: () => Promise.reject(new Error('torn')) } as SourceFile
    const left: string[] = []
    const onUnreadable = ({ path }: SourceFile) => void left.push(path)
    await write(shelf, {}, { files: [broken, given[1] as SourceFile], onUnreadable })
    expect(left).toEqual(['a.rm'])
    expect(asText(await restore(shelf))).toEqual({ 'b.rm': 'Ag==' })
    expect(await faultOf(write(shelf, {}, { files: [broken], onUnreadable }))).toBe('nothing-readable')
  })
})

describe('what is stored', () => {
  const secret = new TextEncoder().encode('A sentence that nobody else may read. ')
  const files = { 'Diary of Ann/secret.rm': joined(Array.from({ length: 50 }, () => secret)) }

  it('has neither names nor contents in it', async () => {
    const shelf = new Shelf()
    await write(shelf, files)
    const stored = Buffer.concat([
      ...shelf.chunks.values(),
      ...shelf.backups.flatMap(({ backup, chunks }) => [
        Buffer.from(JSON.stringify(backup)),
        Buffer.from(backup.sealed, 'base64'),
        Buffer.from(chunks.join()),
      ]),
    ])
    for (const text of ['Diary', 'secret', 'sentence', 'nobody', 'desk', 'number'])
      expect(stored.includes(text)).toBe(false)
  })

  it('gets other names and other bytes under another key', async () => {
    const [shelf, other] = [new Shelf(), new Shelf()]
    await write(shelf, files)
    const { key: otherKey } = createKey(sodium, account, 'quite bony lantern', cost)
    await write(other, files, { sealer: new Sealer(sodium, otherKey) })
    expect([...other.chunks.keys()].filter((name) => shelf.chunks.has(name))).toEqual([])
  })
})

describe('a backup that was tampered with is not restored:', () => {
  async function stored() {
    const shelf = new Shelf()
    await write(shelf, { 'a.rm': randomBytes(new Random(5), 4000), 'b.rm': randomBytes(new Random(6), 4000) })
    return { shelf, names: [...shelf.chunks.keys()] as [string, string, ...string[]] }
  }

  it.each([0, 10, 24, 41, 60, -1])('a changed byte (%i)', async (at) => {
    const { shelf, names } = await stored()
    const bytes = Uint8Array.from(shelf.chunks.get(names[0]) ?? [])
    const position = at < 0 ? bytes.length + at : at
    bytes[position] = (bytes[position] ?? 0) ^ 1
    shelf.chunks.set(names[0], bytes)
    expect(await faultOf(restore(shelf))).toBe('altered')
  })

  it.each([0, 1, 24, 41, -1])('a piece that is cut (%i)', async (at) => {
    const { shelf, names } = await stored()
    shelf.chunks.set(names[0], (shelf.chunks.get(names[0]) ?? new Uint8Array()).slice(0, at))
    expect(await faultOf(restore(shelf))).toBe('cut')
  })

  it('pieces that changed places', async () => {
    const { shelf, names } = await stored()
    const [first, second] = [shelf.chunks.get(names[0]), shelf.chunks.get(names[1])]
    if (first && second) shelf.chunks.set(names[0], second).set(names[1], first)
    expect(['altered', 'cut']).toContain(await faultOf(restore(shelf)))
  })

  it('a piece that is missing', async () => {
    const { shelf, names } = await stored()
    shelf.chunks.delete(names[1])
    expect(await faultOf(restore(shelf))).toBe('missing')
  })

  it('a summary of another backup, another key or another account', async () => {
    const { shelf } = await stored()
    await write(shelf, { 'c.rm': Uint8Array.of(3) })
    const [older, newer] = shelf.backups.map(({ backup }) => backup)
    if (!older || !newer) throw new Error('There are two')
    expect(() => openBackup(sealer, { ...newer, sealed: older.sealed })).toThrow(new BackupError('altered'))
    expect(() => openBackup(sealer, { ...newer, keyId: account })).toThrow(new BackupError('other-key'))
    const elsewhere = new Sealer(sodium, { ...key, account: key.id })
    expect(() => openBackup(elsewhere, newer)).toThrow(new BackupError('altered'))
    expect(() => openBackup(sealer, { ...newer, sealed: 'not Base64!' })).toThrow(new BackupError('altered'))
    expect(() => openBackup(sealer, { ...newer, sealed: '' })).toThrow(new BackupError('altered'))
  })
})

describe('contents', () => {
  const file = { path: 'a.rm', size: 1, modified: 0, hash: '0'.repeat(32) }
  const chunk = { name: '0'.repeat(64), size: 1 }

  it.each(['../a.rm', '/a.rm', 'a//b', 'a/./b', 'a/..', 'C:/a', 'a\\b', 'a\0', ''])(
    'never lead out of a folder: %j',
    (path) => {
      expect(() => parseContents(writeContents({ files: [{ ...file, path }], chunks: [chunk] }))).toThrow(BackupError)
    },
  )

  it('are refused if they make no sense', () => {
    for (const text of ['', '1', 'null', '{}', '{"files":[[]],"chunks":[]}', '{"files":[1],"chunks":[]}'])
      expect(() => parseContents(text), text).toThrow(BackupError)
    expect(() => parseContents(writeContents({ files: [file], chunks: [] }))).toThrow(BackupError)
    expect(() => parseContents(writeContents({ files: [file, file], chunks: [chunk, chunk] }))).toThrow(BackupError)
    expect(() => parseSummary('{"format":"rmirror-backup","version":2}')).toThrow(new BackupError('newer-format'))
    expect(() => parseSummary('{"format":"rmirror-backup","version":1}')).toThrow(new BackupError('altered'))
  })
})

describe('bytes are cut', () => {
  const pieces = (bytes: Uint8Array, parts: number, table = sealer.cutTable()) => {
    const chunker = new Chunker(table, sizes)
    const step = Math.ceil(bytes.length / parts)
    const cut = Array.from({ length: parts }, (_, part) => [
      ...chunker.add(bytes.subarray(part * step, (part + 1) * step)),
    ])
    return [...cut.flat(), ...[chunker.cut() ?? []].flat()] as Uint8Array[]
  }
  const bytes = randomBytes(new Random(7), 50_000)

  it('at the same places, however they arrive, within the sizes', () => {
    const whole = pieces(bytes, 1)
    const names = (some: Uint8Array[]) => some.map((piece) => sealer.nameOf(piece))
    for (const parts of [2, 7, 5000]) expect(names(pieces(bytes, parts))).toEqual(names(whole))
    expect(Buffer.compare(joined(whole), bytes)).toBe(0)
    for (const { length } of whole.slice(0, -1)) {
      expect(length).toBeGreaterThanOrEqual(sizes.min)
      expect(length).toBeLessThanOrEqual(sizes.max)
    }
  })

  it('at other places with another key, so that their sizes tell nothing of a known file', () => {
    const { key: otherKey } = createKey(sodium, account, 'quite bony lantern', cost)
    const lengths = (table: Uint32Array) => pieces(bytes, 1, table).map(({ length }) => length)
    expect(lengths(new Sealer(sodium, otherKey).cutTable())).not.toEqual(lengths(sealer.cutTable()))
  })

  it('where a byte is inserted, and nowhere else', () => {
    const longer = joined([bytes.subarray(0, 25_000), Uint8Array.of(1), bytes.subarray(25_000)])
    const known = new Set(pieces(bytes, 1).map((piece) => sealer.nameOf(piece)))
    const changed = pieces(longer, 1).filter((piece) => !known.has(sealer.nameOf(piece)))
    expect(changed.length).toBeLessThanOrEqual(6)
  })
})
