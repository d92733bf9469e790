// SPDX-License-Identifier: AGPL-3.0-or-later
// Backups of real files: what the server gets of them, and what comes back.
import { createHash, randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  at,
  fixture,
  type Outcome,
  objects,
  rmirrorWith,
  startWith,
  write,
  writeDocument,
} from '../../testing/program.ts'
import { signUp, TestServer, type TestUser } from '../../testing/server.ts'

const passphrase = 'quite bony lantern'
const other = 'a wholly new sentence'

let server: TestServer
let ann: TestUser
let users = 0
beforeAll(async () => {
  server = await TestServer.start({ RMIRROR_TEST_RATE_LIMITS: 'off', RMIRROR_BACKUP_MB: '60' })
})
afterAll(() => server.stop())
beforeEach(async () => {
  ann = await signUp(server, `ann${++users}@example.org`)
  writeDocument('desk', { name: 'Diary of a gardener' })
  for (const name of ['v5.rm', 'two_layers_3.3.2.rm'].filter((each) => existsSync(fixture(each)))) {
    mkdirSync(at('desk', 'more'), { recursive: true })
    copyFileSync(fixture(name), at('desk', 'more', name))
  }
  write('desk/empty.content', new Uint8Array())
})

const environment = (secret = passphrase) => ({
  ...{ RMIRROR_TOKEN: ann.token, RMIRROR_SERVER: server.url, XDG_STATE_HOME: at('state') },
  RMIRROR_BACKUP_PASSPHRASE: secret,
})
const backup = (...args: string[]): Promise<Outcome> => rmirrorWith(environment(), 'backup', ...args)
const backupAs = (secret: string, ...args: string[]) => rmirrorWith(environment(secret), 'backup', ...args)
const mine = (sql: string) => server.ask(sql.replaceAll('ME', `(SELECT id FROM users WHERE email = '${ann.email}')`))

function filesBelow(folder: string): Record<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()
  return Object.fromEntries(
    names
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name))]),
  )
}

/** Compared by their hashes: expect() takes minutes for large arrays of bytes. */
function hashesBelow(folder: string): Record<string, string> {
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  return Object.fromEntries(Object.entries(filesBelow(folder)).map(([name, bytes]) => [name, hash(bytes)]))
}

/** Files of the server with pieces of this user's backups. */
function pieces(): string[] {
  const own = mine('SELECT ME')
  const hashes = mine(`SELECT string_agg(sha256, ',') FROM blobs WHERE user_id = ME`).split(',')
  return readdirSync(server.dataFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes(own) && hashes.some((hash) => name.includes(hash)))
    .map((name) => join(server.dataFolder, name))
}

describe('a backup', () => {
  test('comes back byte by byte on another machine, and the server has no plaintext of it', async () => {
    const made = await backup('desk', '--json')
    expect(made.status).toBe(0)
    expect(made.err).toContain('nobody can open them any more')
    const files = filesBelow(at('desk'))
    expect(objects(made.out)[0]).toMatchObject({ number: 1, files: Object.keys(files).length })
    const restored = await rmirrorWith(
      { ...environment(), XDG_STATE_HOME: at('elsewhere') },
      ...['backup', 'restore', 'back'],
    )
    expect(restored).toMatchObject({ status: 0, err: '' })
    expect(hashesBelow(at('back/desk'))).toEqual(hashesBelow(at('desk')))
    expect(readdirSync(at('back'))).toEqual(['desk'])
    const first = Object.keys(files)[0] ?? ''
    expect(Math.trunc(statSync(at('back/desk', first)).mtimeMs)).toBe(Math.trunc(statSync(at('desk', first)).mtimeMs))

    const rows = mine(`SELECT string_agg(row, ' ') FROM (
      SELECT to_jsonb(sealed_backups)::text || encode(decode(sealed, 'base64'), 'escape') FROM sealed_backups WHERE user_id = ME
      UNION ALL SELECT to_jsonb(sealed_chunks)::text FROM sealed_chunks WHERE user_id = ME
      UNION ALL SELECT to_jsonb(sealed_keys)::text FROM sealed_keys WHERE user_id = ME) AS rows (row)`)
    const stored = Buffer.concat([Buffer.from(rows), ...pieces().map((path) => readFileSync(path))])
    expect(stored.length).toBeGreaterThan(Object.values(files).reduce((sum, { length }) => sum + length, 0))
    const signature = Buffer.from('reMarkable .lines file')
    expect(Object.values(files).some((bytes) => bytes.includes(signature))).toBe(true)
    const words = [signature, 'gardener', 'visibleName', 'cPages', 'desk/', '.rm"', passphrase]
    for (const word of [...words, ...Object.keys(files)]) expect(stored.includes(word), String(word)).toBe(false)
  })

  test('is sent once: the second run sends nothing but what changed', async () => {
    write('desk/book.pdf', randomBytes(2_000_000))
    await backup('desk')
    await server.forgetRequests()
    expect(await backup('desk')).toMatchObject({ status: 0, err: '' })
    expect((await server.requests()).filter((request) => request.startsWith('PUT'))).toEqual([])
    write('desk/new.content', '{"more": 1}')
    const { out } = await backup('desk', '--json')
    expect(objects(out)[0]).toMatchObject({ number: 3 })
    expect(Number(objects(out)[0]?.sent)).toBeLessThan(1_000_000)
    const listed = await backup('list', '--json')
    expect(objects(listed.out).map(({ number }) => number)).toEqual([3, 2, 1])
  })

  test('that is killed in the middle goes on', async () => {
    for (let book = 0; book < 10; book++) write(`desk/book${book}.pdf`, randomBytes(3_000_000))
    await server.forgetRequests()
    const { child, outcome } = startWith(environment(), 'backup', 'desk')
    await Promise.race([server.answered('PUT', 8), outcome])
    child.kill('SIGKILL')
    expect(await outcome).toMatchObject({ status: null })
    const stored = Number(mine('SELECT count(*) FROM sealed_chunks WHERE user_id = ME'))
    expect(stored).toBeGreaterThan(0)
    await server.forgetRequests()
    expect(await backup('desk')).toMatchObject({ status: 0 })
    const sent = (await server.requests()).filter((request) => request.startsWith('PUT /api/v1/uploads/')).length
    const total = Number(mine('SELECT cardinality(chunks) FROM sealed_backups WHERE user_id = ME'))
    expect(sent).toBe(total - stored)
    expect(await backup('restore', 'back')).toMatchObject({ status: 0 })
    expect(hashesBelow(at('back/desk'))).toEqual(hashesBelow(at('desk')))
  })

  test('is not made under a passphrase of one letter, or beyond the limit', async () => {
    const weak = await backupAs('a', 'desk')
    expect(weak.status).toBe(1)
    expect(weak.err).toContain('rmirror: this passphrase is too easy to guess. Use at least 12 characters')
    expect(mine('SELECT count(*) FROM sealed_keys WHERE user_id = ME')).toBe('0')
    for (let book = 0; book < 2; book++) write(`desk/book${book}.pdf`, randomBytes(40_000_000))
    const full = await backup('desk')
    expect(full.status).toBe(1)
    expect(full.err).toContain('Your backups take all of the 60 MB that they may take.')
    expect(mine('SELECT count(*) FROM sealed_backups WHERE user_id = ME')).toBe('0')
  })

  test('takes its passphrase from a file, or is told that there is none', async () => {
    writeFileSync(at('secret'), `${passphrase}\nsecond line`, { mode: 0o600 })
    const { RMIRROR_BACKUP_PASSPHRASE: _, ...without } = environment()
    expect(await rmirrorWith(without, 'backup', 'desk', '--passphrase-file', 'secret')).toMatchObject({ status: 0 })
    expect(await backup('list')).toMatchObject({ status: 0 })
    const missing = await backup('list', '--passphrase-file', 'none')
    expect(missing.err).toBe("rmirror: none can't be read: the folder doesn't exist\n")
    expect(await startWith({ ...without, input: `${passphrase}\n` }, 'backup', 'list').outcome).toMatchObject({
      status: 0,
    })
  })
})

describe('a restore', () => {
  test('says what is wrong, and writes nothing that is not whole', async () => {
    expect(await backup('restore', 'back')).toMatchObject({
      status: 1,
      err: 'rmirror: there are no backups yet, so there is no passphrase.\n',
    })
    await backup('desk')
    expect((await backupAs('quite bony lanterns', 'restore', 'back')).err).toBe(
      'rmirror: this is neither the passphrase nor the recovery key of these backups. Nobody can reset them.\n',
    )
    expect((await backup('restore', 'desk')).err).toContain("rmirror: desk isn't empty.")
    expect((await backup('restore', 'back', '--backup', 'ffff')).err).toBe('rmirror: there is no backup ffff.\n')
    expect(existsSync(at('back'))).toBe(false)
    for (const path of pieces()) {
      const bytes = readFileSync(path)
      const half = Math.trunc(bytes.length / 2)
      bytes[half] = (bytes[half] ?? 0) ^ 1
      writeFileSync(path, bytes)
    }
    const altered = await backup('restore', 'back')
    expect(altered.err).toContain("rmirror: a part of this backup isn't what was stored")
    for (const path of pieces()) writeFileSync(path, readFileSync(path).subarray(0, 30))
    expect((await backup('restore', 'back')).err).toContain('rmirror: a part of this backup is cut off.')
    expect(Object.keys(filesBelow(at('back')))).toEqual(['.rmirror-restore.json'])
  })

  test('goes on in its folder, and leaves what was changed there', async () => {
    write('desk/book.pdf', randomBytes(2_000_000))
    await backup('desk')
    const { id } = objects((await backup('list', '--json')).out)[0] ?? {}
    mkdirSync(at('back/desk'), { recursive: true })
    writeFileSync(at('back/.rmirror-restore.json'), JSON.stringify({ backup: id }))
    copyFileSync(at('desk/book.pdf'), at('back/desk/book.pdf'))
    writeFileSync(at('back/desk/empty.content'), 'mine')
    writeFileSync(at('back/desk/book.pdf.rmirror-part'), 'half')
    await server.forgetRequests()
    const restored = await backup('restore', 'back')
    expect(restored).toMatchObject({
      status: 1,
      err: 'desk/empty.content: it was changed here meanwhile, and stays so\n',
    })
    expect(readFileSync(at('back/desk/empty.content'), 'utf8')).toBe('mine')
  })

  test('tells of a server that shows an older state', async () => {
    await backup('desk')
    await backup('desk')
    mine(
      'DELETE FROM sealed_backups WHERE user_id = ME AND created_at = (SELECT max(created_at) FROM sealed_backups WHERE user_id = ME)',
    )
    const { status, err } = await backup('list')
    expect([status, err]).toEqual([
      0,
      'This computer saw backup number 2, but the newest on the server is number 1: newer ones were deleted, or the server shows an older state.\n',
    ])
    expect(objects((await backup('desk', '--json')).out)[0]).toMatchObject({ number: 3 })
  })

  test('refuses the backups of another account', async () => {
    await backup('desk')
    const from = ann
    ann = await signUp(server, `ann${++users}@example.org`)
    const sql = (table: string) => `UPDATE ${table} SET user_id = (SELECT id FROM users WHERE email = '${ann.email}')
      WHERE user_id = (SELECT id FROM users WHERE email = '${from.email}')`
    server.ask(`BEGIN; ALTER TABLE sealed_backups DROP CONSTRAINT sealed_backups_user_id_fkey1; ${sql('sealed_keys')}; ${sql('sealed_backups')};
      ALTER TABLE sealed_backups ADD CONSTRAINT sealed_backups_user_id_fkey1 FOREIGN KEY (user_id) REFERENCES sealed_keys; COMMIT`)
    expect((await backup('list')).err).toBe(
      'rmirror: these backups belong to another account, so the passphrase of this one is of no use for them.\n',
    )
  })
})

describe('the key', () => {
  test('is opened by another passphrase after a change, and no piece is sent again', async () => {
    await backup('desk')
    const before = mine('SELECT string_agg(name, chr(44) ORDER BY name) FROM sealed_chunks WHERE user_id = ME')
    const weak = await startWith({ ...environment(), input: 'a\n' }, 'backup', 'passphrase').outcome
    expect(weak.err).toContain('rmirror: this passphrase is too easy to guess.')
    const changed = await startWith({ ...environment(), input: `${other}\n` }, 'backup', 'passphrase').outcome
    expect(changed).toEqual({
      ...{ status: 0, err: '' },
      out: 'The passphrase of your backups is changed. They stay as they are.\n',
    })
    expect((await backup('list')).err).toContain('rmirror: this is neither the passphrase')
    expect(await backupAs(other, 'restore', 'back')).toMatchObject({ status: 0 })
    expect(mine('SELECT string_agg(name, chr(44) ORDER BY name) FROM sealed_chunks WHERE user_id = ME')).toBe(before)
  })

  test('is opened by a printed recovery key, of which the last one counts', async () => {
    await backup('desk')
    const { out } = await backup('recovery-key')
    const key = out.trim()
    expect(await backupAs(key.toLowerCase(), 'restore', 'back')).toMatchObject({ status: 0 })
    expect(hashesBelow(at('back/desk'))).toEqual(hashesBelow(at('desk')))
    expect((await backupAs(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`, 'list')).err).toContain(
      'has a typing error',
    )
    expect((await backup('recovery-key')).err).toContain('The recovery key that you had opens nothing any more.')
    expect((await backupAs(key, 'list')).err).toContain('rmirror: this is neither the passphrase')
  })

  test('is made once by two computers that begin at a time', async () => {
    const [one, two] = await Promise.all(
      ['one', 'two'].map(
        (state) => startWith({ ...environment(), XDG_STATE_HOME: at(state) }, 'backup', 'desk').outcome,
      ),
    )
    const statuses = [one?.status, two?.status].toSorted()
    expect(statuses[0]).toBe(0)
    if (statuses[1] !== 0) expect(`${one?.err}${two?.err}`).toContain('Open that one, or delete all backups first.')
    expect(mine('SELECT count(*) FROM sealed_keys WHERE user_id = ME')).toBe('1')
  })
})

test('words that are no backup command are refused', async () => {
  expect(await backup('restore')).toMatchObject({ status: 2 })
  expect(await backup('list', 'more')).toMatchObject({ status: 2 })
  expect(await backup('nowhere')).toMatchObject({ status: 1 })
})
