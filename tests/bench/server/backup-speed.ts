// SPDX-License-Identifier: AGPL-3.0-or-later
// How long a backup and a restore take, and how they grow, with an image of 20 kB and its text for each page.
import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askDatabase, startCluster } from '../../world/programs.ts'
import { ask, signUp } from './device.ts'
import { NaturalWords } from './natural-words.ts'
import { type Bench, startBench } from './processes.ts'
import { pagesEach, writeLibrary } from './search-speed.ts'

const imageBytes = 20_000
const vocabulary = 100_000

/** In seconds. */
export interface BackupTimes {
  pages: number
  backup: number
  /** Once more, with nothing new. */
  again: number
  restore: number
}

/** For a tenth of the pages, and for all of them. */
export async function measureBackups(pages: number): Promise<[tenth: BackupTimes, all: BackupTimes]> {
  await using bench = await startBench({}, 'api')
  const words = new NaturalWords(vocabulary)
  await writePages(bench, words, pages / 10)
  const tenth = await measure(bench, pages / 10)
  await writePages(bench, words, (pages / 10) * 9)
  return [tenth, await measure(bench, pages)]
}

async function writePages(bench: Bench, words: NaturalWords, count: number): Promise<void> {
  const token = await signUp(bench)
  const { id } = await ask(bench, token, 'GET', 'me')
  await writeLibrary(bench, id, words, count / pagesEach)
  const hashes = Array.from({ length: count }, () => writeImage(join(bench.folder, 'data/blobs', id)))
  execFileSync(
    'psql',
    [
      ...[bench.databaseUrl, '-q', '-v', 'ON_ERROR_STOP=1', '-c'],
      `COPY blobs (user_id, sha256, media_type, size_bytes, store) FROM STDIN`,
    ],
    { input: hashes.map((hash) => `${id}\t${hash}\timage/png\t${imageBytes}\tdisk\n`).join('') },
  )
}

/** Its hash. As hard to compress as a picture. */
function writeImage(folder: string): string {
  const image = randomBytes(imageBytes)
  const hash = createHash('sha256').update(image).digest('hex')
  const shard = join(folder, hash.slice(0, 2))
  mkdirSync(shard, { recursive: true })
  writeFileSync(join(shard, hash), image)
  return hash
}

async function measure(bench: Bench, pages: number): Promise<BackupTimes> {
  const place = mkdtempSync(join(tmpdir(), 'rmirror-backup-bench-'))
  const source = { RMIRROR_DATABASE_URL: bench.databaseUrl, RMIRROR_DATA_DIR: join(bench.folder, 'data') }
  const backup = seconds(source, ['--backup', join(place, 'backups')])
  const again = seconds(source, ['--backup', join(place, 'backups')])
  await using empty = await startCluster('release')
  const target = { RMIRROR_DATABASE_URL: empty.said, RMIRROR_DATA_DIR: join(place, 'data') }
  const restore = seconds(target, ['--restore', join(place, 'backups')])
  const counts = askDatabase(empty.said, 'SELECT (SELECT count(*) FROM blobs), (SELECT count(*) FROM pages)')
  if (counts !== `${pages}|${pages}`) throw new Error(`Restored are ${counts} images and pages of ${pages}`)
  rmSync(place, { recursive: true })
  return { pages, backup, again, restore }
}

function seconds(settings: Record<string, string>, words: string[]): number {
  const start = performance.now()
  execFileSync('build/release/rmirror-server', words, { env: { PATH: process.env.PATH, ...settings }, stdio: 'pipe' })
  return (performance.now() - start) / 1000
}
