// SPDX-License-Identifier: AGPL-3.0-or-later
// A rehearsal: people write while the server is backed up, then everything is lost and restored.
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, makeDatabase } from '../world/database.ts'
import { kill, startBucket, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device, png, uuid } from './library.ts'

const folder = mkdtempSync(join(tmpdir(), 'rmirror-backup-'))
const key = Buffer.alloc(32, 7).toString('base64')
const databases: Database[] = []

afterAll(() => {
  for (const database of databases) database[Symbol.dispose]()
  rmSync(folder, { recursive: true })
})

function newDatabase(schema: 'migrated' | 'empty'): string {
  const database = makeDatabase(schema)
  databases.push(database)
  return database.url
}

interface Ended {
  status: number
  stdout: string
  stderr: string
}

const server = 'build/native/rmirror-server'

/** `before`: what a shell does first, such as setting a limit. */
async function run(words: string[], environment: Record<string, string>, before = ':'): Promise<Ended> {
  const env = { PATH: process.env.PATH ?? '', ...environment }
  const shell = ['-c', `${before}; exec "$@"`, 'sh', server, ...words]
  return promisify(execFile)('sh', shell, { env }).then(
    ({ stdout, stderr }) => ({ status: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ status: code, stdout, stderr }),
  )
}

const settings = (data: string, database: string) => ({
  RMIRROR_DATA_DIR: join(folder, data),
  RMIRROR_DATABASE_URL: database,
  RMIRROR_BACKUP_KEY: key,
  RMIRROR_FREE_PAGES: '1000',
})

/** A server with a device that has sent pages. */
let source: ReturnType<typeof settings>

beforeAll(async () => {
  source = settings('source', newDatabase('migrated'))
})

it('brings back all that was acknowledged before the backup, though people went on writing and all else is lost', async () => {
  const { RMIRROR_BACKUP_KEY, ...ofServer } = source
  const first = await startServer(source.RMIRROR_DATABASE_URL, ofServer)
  let device = await Device.signUp(new Api(first.said), 'ann@example.org')
  const before = Array.from({ length: 12 }, (_, index) => index + 1)
  await device.announce(before)
  for (const page of before) expect((await device.put(page)).status).toBe(200)

  // Each of these replaces a page's image, so that the one before leaves.
  let isWriting = true
  const writing = (async () => {
    for (let look = 100; isWriting; look++) {
      await device.announceManifest({
        scope: 'notebooks',
        notebooks: [
          {
            ...{ notebook_uuid: uuid(2), document_type: 'notebook', visible_name: 'Later' },
            pages: [{ page_uuid: uuid(50), ink_hash: `i1:${look}`, has_ink: true }],
          },
        ],
      })
      await device.of(2).put(50, {}, '', png(look % 256), look)
    }
  })()
  const place = join(folder, 'backups')
  const made = await run(['--backup', place], source)
  isWriting = false
  await writing
  expect(made).toMatchObject({ status: 0, stderr: '' })
  expect(made.stdout).toMatch(/^Backup 20\d\d-.*: the database \([\d.]+ MB\) and 1[23] images, of which 1[23] are new/)
  await kill(first)
  databases.shift()?.[Symbol.dispose]()
  rmSync(join(folder, 'source'), { recursive: true })

  const restored = settings('restored', newDatabase('empty'))
  const result = await run(['--restore', place], restored)
  expect(result).toMatchObject({ status: 0, stderr: '' })
  await using second = await startServer(restored.RMIRROR_DATABASE_URL, {
    RMIRROR_DATA_DIR: restored.RMIRROR_DATA_DIR,
  })
  device = device.at(new Api(second.said))
  for (const page of before) expect(Buffer.from((await device.image(page)).bytes)).toEqual(Buffer.from(png(page)))
  const again = await device.announce(before)
  expect(again.body.want).toEqual([])
  expect((await run(['--check'], restored)).stdout).toMatch(/^Checked 1[23] images\.\n$/)
})

it('backs up into a bucket, lists what is there, and restores from it', async () => {
  await using bucket = await startBucket(join(folder, 'bucket'))
  const account = {
    AWS_ENDPOINT_URL: bucket.said,
    AWS_ACCESS_KEY_ID: 'S3RVER',
    AWS_SECRET_ACCESS_KEY: 'S3RVER',
    RMIRROR_BACKUP_TO: 's3://pages/backups-of-rmirror',
  }
  const from = { ...settings('in-bucket', newDatabase('migrated')), ...account }
  {
    await using running = await startServer(from.RMIRROR_DATABASE_URL, { RMIRROR_DATA_DIR: from.RMIRROR_DATA_DIR })
    const device = await Device.signUp(new Api(running.said), 'ann@example.org')
    await device.announce([1, 2])
    for (const page of [1, 2]) await device.put(page)
  }
  expect(await run(['--backup'], from)).toMatchObject({ status: 0, stderr: '' })
  expect((await run(['--backups'], from)).stdout).toMatch(/^20\d\d-\d\d-\d\dT\d\d-\d\d-\d\dZ {2}2 images\n$/)
  const into = { ...settings('from-bucket', newDatabase('empty')), ...account }
  expect(await run(['--restore'], into)).toMatchObject({ status: 0, stderr: '' })
  await using again = await startServer(into.RMIRROR_DATABASE_URL, { RMIRROR_DATA_DIR: into.RMIRROR_DATA_DIR })
  const back = await new Api(again.said).ask('POST /api/v1/auth/login', {
    json: { email: 'ann@example.org', password: 'correct horse battery staple' },
  })
  expect(back.status).toBe(200)
})

it('ends with a sentence when the place is full, and leaves earlier backups as they were', async () => {
  const from = settings('full', newDatabase('migrated'))
  const place = join(folder, 'small')
  expect(await run(['--backup', place], from)).toMatchObject({ status: 0 })
  const earlier = readdirSync(place, { recursive: true, encoding: 'utf8' }).sort()
  const full = await run(['--backup', place], from, 'ulimit -f 4')
  expect(full.status).toBe(1)
  expect(full.stderr).toMatch(/^There is no room left: cannot write .*\. What was stored before is intact\.\n$/)
  const { stdout } = await run(['--backups', place], from)
  expect(stdout.trim().split('\n')).toHaveLength(1)
  expect(readdirSync(place, { recursive: true, encoding: 'utf8' })).toEqual(expect.arrayContaining(earlier))
})

it('says what is wrong with a place, and changes nothing', async () => {
  const from = settings('wrong', newDatabase('migrated'))
  for (const [words, sentence] of [
    [['--backup'], 'Name a place for backups: a folder, s3://BUCKET/PREFIX, or set RMIRROR_BACKUP_TO'],
    [['--backup', 's3://my-backups'], 'A backup in a bucket needs AWS_ENDPOINT_URL'],
    [['--backup', 's3://My Backups/'], "isn't a place in a bucket such as s3://"],
    [['--backup', '/proc/nowhere'], '/proc/nowhere can.t be used for backups: cannot make'],
    [['--restore', join(folder, 'nothing')], 'There are no backups.'],
    [['--restore', join(folder, 'backups'), '2020-01-01T00-00-00Z'], 'There is no backup 2020-01-01T00-00-00Z.'],
  ] as const)
    expect(await run([...words], from)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(new RegExp(sentence)),
    })
})

it("says that PostgreSQL's own program is missing", async () => {
  const from = { ...settings('without-program', newDatabase('migrated')), PATH: '/nowhere' }
  const { stderr } = await promisify(execFile)(server, ['--backup', join(folder, 'none')], { env: from }).catch(
    (error) => error,
  )
  expect(stderr).toMatch(/^pg_dump can't be started: .*\. It comes with PostgreSQL: apt install postgresql-client\.\n$/)
})
