// SPDX-License-Identifier: AGPL-3.0-or-later
// What the export of everything costs: how long it takes, and how much memory the server needs for it.
import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ask, signUp } from './device.ts'
import { NaturalWords } from './natural-words.ts'
import { startBench } from './processes.ts'
import { pagesEach, writeLibrary } from './search-speed.ts'

const imageBytes = 200_000
const vocabulary = 100_000

export interface ExportCost {
  /** Until the first byte, and until the last. */
  plannedSeconds: number
  seconds: number
  archiveMegabytes: number
  /** Beyond that at rest. */
  megabytes: number
}

/** Of pages with a text and an image of 200 kB each. */
export async function measureExport(pages: number): Promise<ExportCost> {
  await using bench = await startBench({}, 'api')
  const token = await signUp(bench)
  const { id } = await ask(bench, token, 'GET', 'me')
  await writeLibrary(bench, id, new NaturalWords(vocabulary), pages / pagesEach)
  const folder = join(bench.folder, 'data/blobs', id)
  const hashes = Array.from({ length: pages }, () => writeImage(folder))
  const sql = `COPY blobs (user_id, sha256, media_type, size_bytes, store) FROM STDIN`
  const command = [bench.databaseUrl, '-q', '-v', 'ON_ERROR_STOP=1']
  execFileSync('psql', [...command, '-c', sql], {
    input: hashes.map((hash) => `${id}\t${hash}\timage/png\t${imageBytes}\tdisk\n`).join(''),
  })
  execFileSync('psql', [...command, '-c', imagesOfPages])
  const { now } = bench.memory()
  const start = performance.now()
  const answer = await fetch(`${bench.url}/api/v1/me/export`, { headers: { authorization: `Bearer ${token}` } })
  const plannedSeconds = (performance.now() - start) / 1000
  let bytes = 0
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) bytes += chunk.length
  if (bytes < pages * imageBytes) throw new Error(`The export has only ${bytes} bytes`)
  return {
    plannedSeconds,
    seconds: (performance.now() - start) / 1000,
    archiveMegabytes: bytes / 1_000_000,
    megabytes: bench.memory().peak - now,
  }
}

/** Each page has one of the blobs. */
const imagesOfPages = `
  INSERT INTO page_images (user_id, page_id, blob_id, ink_hash, part, part_count, width, height,
                           crop_left, crop_top, crop_width, crop_height)
  SELECT page.user_id, page.id, blob.id, 'i1:0', 1, 1, 1, 1, 0, 0, 1, 1
  FROM (SELECT user_id, id, row_number() OVER (ORDER BY id) AS place FROM pages) AS page
  JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM blobs) AS blob USING (place)`

/** Its hash. As hard to compress as a picture. */
function writeImage(folder: string): string {
  const image = randomBytes(imageBytes)
  const hash = createHash('sha256').update(image).digest('hex')
  const shard = join(folder, hash.slice(0, 2))
  mkdirSync(shard, { recursive: true })
  writeFileSync(join(shard, hash), image)
  return hash
}
