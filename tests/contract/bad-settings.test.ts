// SPDX-License-Identifier: AGPL-3.0-or-later
// What is set wrongly is refused before anything is touched, in a sentence that says what to do.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { askDatabase, type Database, makeDatabase } from '../world/database.ts'

const folder = mkdtempSync(join(tmpdir(), 'rmirror-bad-settings-'))
const weak = `weak_${process.pid}`
let empty: Database

beforeAll(() => {
  empty = makeDatabase('empty')
  askDatabase(empty.url, `CREATE ROLE ${weak}; REVOKE CREATE ON SCHEMA public FROM PUBLIC`)
})
afterAll(() => {
  askDatabase(empty.url, `DROP OWNED BY ${weak}; DROP ROLE ${weak}`)
  empty[Symbol.dispose]()
  rmSync(folder, { recursive: true })
})

function refusal(settings: Record<string, string>, ...words: string[]): string {
  const own = { RMIRROR_DATABASE_URL: empty.url, RMIRROR_DASHBOARD_DIR: '', RMIRROR_DATA_DIR: join(folder, 'data') }
  const env = { PATH: process.env.PATH ?? '', ...own, ...settings }
  const { status, stderr } = spawnSync('build/native/rmirror-server', words, { env, encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr.trim().split('\n')).toHaveLength(1)
  return stderr.trim()
}

it.each([
  [{ RMIRROR_LISTN: '1' }, "RMIRROR_LISTN isn't a setting of this server. Did you mean RMIRROR_LISTEN?"],
  [{ RMIRROR_MASTER_KEYS: 'k1:abcd' }, 'Key k1 of RMIRROR_MASTER_KEYS has 3 bytes instead of 32.'],
  [{ RMIRROR_JWT_SECRET: 'short' }, 'RMIRROR_JWT_SECRET must be at least 32 characters long.'],
  [{ RMIRROR_LEGAL_DIR: '/nowhere' }, 'RMIRROR_LEGAL_DIR: /nowhere/version must contain a version such as 2026-11.'],
  [{ RMIRROR_SMTP_URL: 'http://mail.example.org' }, 'RMIRROR_SMTP_URL must look like smtp://USER:PASSWORD@HOST:587'],
  [{ RMIRROR_SMTP_URL: 'smtp://mail.example.org/inbox' }, 'RMIRROR_SMTP_URL must look like smtp://USER:PASSWORD@HOST'],
  [
    { RMIRROR_SMTP_URL: 'smtp://mail.example.org', RMIRROR_MAIL_FROM: 'rMirror' },
    'RMIRROR_MAIL_FROM must be an address, such as rMirror <notes@example.org>.',
  ],
  [{ RMIRROR_SENTRY_DSN: 'sentry' }, 'RMIRROR_SENTRY_DSN must look like https://KEY@HOST/PROJECT'],
  [{ RMIRROR_CLERK_WEBHOOK_SECRET: 'secret!' }, 'must be the signing secret of a webhook in Clerk, such as whsec_'],
  [
    { RMIRROR_OIDC_CLIENT_ID: 'a', RMIRROR_OIDC_CLIENT_SECRET: 'b' },
    'RMIRROR_OIDC_CLIENT_ID requires RMIRROR_OIDC_ISSUER,',
  ],
  [{ RMIRROR_OIDC_ISSUER: 'https://id.example.org' }, 'or RMIRROR_OIDC_CLIENT_ID this server'],
  [{ RMIRROR_OIDC_NAME: 'a\nb' }, 'RMIRROR_OIDC_NAME must be at most 50 bytes in one line.'],
  [{ RMIRROR_GITHUB_CLIENT_ID: 'a' }, 'RMIRROR_GITHUB_CLIENT_ID and RMIRROR_GITHUB_CLIENT_SECRET belong together.'],
  [{ RMIRROR_CLERK_WEBHOOK_SECRET: 'whsec_AAAA' }, 'RMIRROR_CLERK_WEBHOOK_SECRET requires RMIRROR_OIDC_ISSUER,'],
  [{ RMIRROR_DATABASE_URL: 'postgresql://x@127.0.0.1:1/x' }, "The database can't be reached: "],
  [{}, "hasn't been applied to this database. Run rmirror-server --migrate."],
])('%o', (settings, sentence) => {
  expect(refusal(settings)).toContain(sentence)
  expect(readdirSync(folder)).not.toContain('blobs')
  expect(askDatabase(empty.url, `SELECT count(*) FROM pg_tables WHERE schemaname = 'public'`)).toBe('0')
})

it('a typo in a file of settings, and its line', () => {
  const file = join(folder, 'server.env')
  writeFileSync(file, `RMIRROR_DATABASE_URL=${empty.url}\nRMIRROR_SIGNUP open\n`)
  expect(refusal({}, '--settings', file)).toBe(`${file}, line 2: a setting looks like RMIRROR_NAME=value.`)
})

it('a port that another program uses', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  using migrated = makeDatabase()
  const listen = `127.0.0.1:${(other.address() as AddressInfo).port}`
  const sentence = refusal({ RMIRROR_DATABASE_URL: migrated.url, RMIRROR_LISTEN: listen })
  expect(sentence).toContain(`${listen} is used by another program. Stop it, or choose another port`)
  other.close()
})

it('a database whose user lacks rights', () => {
  const url = `${empty.url}&options=-c%20role%3D${weak}`
  const name = askDatabase(empty.url, 'SELECT current_database()')
  expect(refusal({ RMIRROR_DATABASE_URL: url }, '--migrate')).toBe(
    `The user ${weak} can't create tables in the database ${name}. Let a superuser run: ALTER DATABASE ${name} OWNER TO ${weak}`,
  )
  askDatabase(empty.url, `GRANT CREATE ON SCHEMA public TO ${weak}; GRANT CREATE ON DATABASE ${name} TO ${weak}`)
  expect(refusal({ RMIRROR_DATABASE_URL: url }, '--migrate')).toBe(
    `The user ${weak} can't create the roles rmirror_tenant, rmirror_system, rmirror_link, rmirror_admin and rmirror_member. Let a superuser run: ALTER ROLE ${weak} CREATEROLE`,
  )
  expect(askDatabase(empty.url, `SELECT count(*) FROM pg_tables WHERE schemaname = 'public'`)).toBe('0')
})
