// SPDX-License-Identifier: AGPL-3.0-or-later
// rmirror-server --doctor says what is set wrongly, in words, with what to do.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clockAhead } from '../world/clock.ts'
import { type Database, makeDatabase } from '../world/database.ts'
import { startPooler } from '../world/pooler.ts'

const folder = mkdtempSync(join(tmpdir(), 'rmirror-doctor-'))
let database: Database

beforeAll(() => {
  database = makeDatabase()
})
afterAll(() => {
  database[Symbol.dispose]()
  rmSync(folder, { recursive: true })
})

const wellSet = () => ({
  RMIRROR_DATABASE_URL: database.url,
  RMIRROR_DATA_DIR: join(folder, 'data'),
  RMIRROR_PUBLIC_URL: 'https://notes.example.org',
  RMIRROR_TRUSTED_PROXIES: '127.0.0.1',
  RMIRROR_SIGNUP: 'invited',
  RMIRROR_ANTHROPIC_API_KEY: 'sk-ant-1',
  RMIRROR_SPEND_LIMIT: '5',
  RMIRROR_DB_CONNECTIONS: '8',
  RMIRROR_BACKUP_TO: join(folder, 'backups'),
})

function run(action: string, changes: Record<string, string> = {}) {
  const env = { PATH: process.env.PATH ?? '', ...wellSet(), ...changes }
  const { status, stdout, stderr } = spawnSync('build/native/rmirror-server', [action], { env, encoding: 'utf8' })
  return { status, lines: (stdout + stderr).trim().split('\n') }
}

const noted = (lines: string[], mark: string) =>
  lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length).trim())

it('finds nothing wrong with a server that is set up well', () => {
  expect(run('--backup').status).toBe(0)
  const { status, lines } = run('--doctor')
  expect([noted(lines, 'WRONG'), status]).toEqual([[], 0])
  expect(noted(lines, 'ok')).toEqual([
    'All settings are valid.',
    'People reach it at https://notes.example.org.',
    expect.stringMatching(/^The database is PostgreSQL 1\d\.\d+/),
    'The clocks of this machine and of the database agree.',
    expect.stringMatching(/^The database allows \d+ connections; a server may open \d+\.$/),
    'The schema is that of this version.',
    'All credentials can be decrypted.',
    expect.stringMatching(/^The disk with the images is \d+ % full\.$/),
    expect.stringMatching(/^The newest of 1 backups in .* is of 20/),
    'Pages are transcribed by Claude.',
  ])
})

describe('says what is wrong', () => {
  it.each<[what: string, changes: () => Record<string, string>, sentence: RegExp]>([
    ['a proxy that is not trusted', () => ({ RMIRROR_TRUSTED_PROXIES: '' }), /RMIRROR_TRUSTED_PROXIES is empty/],
    [
      'a database that is gone',
      () => ({ RMIRROR_DATABASE_URL: 'postgresql:///x?host=/nowhere' }),
      /^The database can't be used: /,
    ],
    [
      'half an OAuth client',
      () => ({ RMIRROR_TODOIST_CLIENT_ID: 'rmirror' }),
      /^RMIRROR_TODOIST_CLIENT_ID and RMIRROR_TODOIST_CLIENT_SECRET belong together\./,
    ],
    [
      'an OAuth client whose users cannot come back',
      () => ({
        RMIRROR_PUBLIC_URL: '',
        RMIRROR_TODOIST_CLIENT_ID: 'rmirror',
        RMIRROR_TODOIST_CLIENT_SECRET: 'secret',
      }),
      /^People who sign in at Todoist can't come back, because RMIRROR_PUBLIC_URL isn't set\.$/,
    ],
    [
      'no backup yet',
      () => ({ RMIRROR_BACKUP_TO: join(folder, 'none') }),
      /^Backups in .*none: There are no backups\.$/,
    ],
    [
      'the key of other backups',
      () => ({ RMIRROR_BACKUP_KEY: Buffer.alloc(32).toString('base64') }),
      /aren't encrypted, but RMIRROR_BACKUP_KEY is set/,
    ],
    ['a Redis that is not there', () => ({ RMIRROR_REDIS_URL: 'redis://127.0.0.1:1' }), /^Redis can't be used: /],
    [
      'a bucket that is not there',
      () => ({
        RMIRROR_S3_ENDPOINT: 'http://127.0.0.1:1',
        RMIRROR_S3_BUCKET: 'pages',
        RMIRROR_S3_ACCESS_KEY: 'key',
        RMIRROR_S3_SECRET_KEY: 'secret',
      }),
      /^The images can't be reached: S3 doesn't respond/,
    ],
  ])('%s', (_, changes, sentence) => {
    const { status, lines } = run('--doctor', changes())
    expect([noted(lines, 'WRONG'), status]).toEqual([[expect.stringMatching(sentence)], 1])
  })

  it('an empty database', () => {
    using empty = makeDatabase('empty')
    const { lines } = run('--doctor', { RMIRROR_DATABASE_URL: empty.url })
    expect(noted(lines, 'WRONG')).toEqual([expect.stringContaining('Run rmirror-server --migrate.')])
  })

  it('a pooler that it was not told of', async () => {
    await using pooler = await startPooler(database.url)
    const found = run('--doctor', { RMIRROR_DATABASE_URL: pooler.url })
    expect(noted(found.lines, 'WRONG')).toEqual([
      expect.stringContaining('leads to a pooler. Set RMIRROR_DATABASE_POOLER=transaction'),
    ])
    const told = { RMIRROR_DATABASE_URL: pooler.url, RMIRROR_DATABASE_POOLER: 'transaction' }
    expect(run('--doctor', told).status).toBe(0)
  })

  it('clocks that are a minute apart', () => {
    const { lines } = run('--doctor', clockAhead(60))
    expect(noted(lines, 'WRONG')).toEqual([
      expect.stringMatching(/^The clocks of this machine and of the database differ by (60|61) seconds\. Let both /),
    ])
  })

  it('a setting that is none, before anything else', () => {
    expect(run('--doctor', { RMIRROR_LISTN: '127.0.0.1:80' })).toEqual({
      status: 1,
      lines: ["RMIRROR_LISTN isn't a setting of this server. Did you mean RMIRROR_LISTEN?"],
    })
  })
})

it('notes what may not be what the operator wants', () => {
  const { status, lines } = run('--doctor', {
    RMIRROR_PUBLIC_URL: 'http://192.0.2.1:9',
    RMIRROR_ANTHROPIC_API_KEY: '',
    RMIRROR_BACKUP_TO: '',
  })
  expect([status, noted(lines, 'note')]).toEqual([
    0,
    [
      expect.stringContaining("isn't encrypted: passwords can be read on the way"),
      "There are no daily backups: RMIRROR_BACKUP_TO isn't set.",
      "Pages aren't transcribed: RMIRROR_ANTHROPIC_API_KEY isn't set.",
      "People connect Notion by a token: RMIRROR_NOTION_CLIENT_ID isn't set.",
      "People connect Todoist by a token: RMIRROR_TODOIST_CLIENT_ID isn't set.",
    ],
  ])
})
