// SPDX-License-Identifier: AGPL-3.0-or-later
// A migration leaves the version before working, so that servers can be updated one by one: it only adds. What removes or
// changes something says which migration programs must have (server/src/db/migrate.hpp).
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const folder = 'server/migrations'
const baseline = '0001_baseline'

const removing = [
  /\bDROP\s+(TABLE|COLUMN|VIEW|TYPE|ROLE|SCHEMA|SEQUENCE)\b/i,
  /\bDROP\s+FUNCTION\b/i,
  /\bDROP\s+(?!(CONSTRAINT|INDEX|TRIGGER|POLICY|NOT|DEFAULT|EXPRESSION|IDENTITY|IF)\b)\w+\s*[,;]/i,
  /\bRENAME\b/i,
  /\bALTER\s+(COLUMN\s+)?\w+\s+(SET\s+DATA\s+)?TYPE\b/i,
  /\bSET\s+NOT\s+NULL\b/i,
  /\bADD\s+(COLUMN\s+)?(?!CONSTRAINT\b)\w+\s+[^,;]*\bNOT\s+NULL\b(?![^,;]*\bDEFAULT\b)(?<!\bDEFAULT\b[^,;]*)/i,
  /\bREVOKE\b/i,
]

/** What of it the version before could miss. */
function removals(sql: string): string[] {
  const code = sql.replace(/--.*$/gm, '').replace(/'(?:[^']|'')*'/g, "''")
  return removing.flatMap((pattern) => code.match(pattern)?.[0] ?? [])
}

const required = (sql: string) => sql.match(/^-- requires (\S+)$/m)?.[1]

const sqlOf = (path: string): string =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .toSorted()
        .map((name) => readFileSync(join(path, name), 'utf8'))
        .join('\n')
    : readFileSync(path, 'utf8')

const names = readdirSync(folder).toSorted()

it('has the baseline first', () => {
  expect(names[0]).toBe(baseline)
})

it.each(names.filter((name) => name !== baseline))('%s only adds, or says what programs need', (name) => {
  const sql = sqlOf(join(folder, name))
  const earlier = names.slice(0, names.indexOf(name)).map((each) => each.replace('.sql', ''))
  if (removals(sql).length > 0) expect(earlier).toContain(required(sql))
  else expect(required(sql)).toBeUndefined()
})

describe('the rule', () => {
  it.each([
    'ALTER TABLE pages DROP COLUMN title;',
    'ALTER TABLE pages DROP title;',
    'DROP TABLE pens',
    'DROP FUNCTION quota_left(record)',
    'ALTER TABLE pages RENAME title TO name',
    'ALTER TABLE pages ALTER COLUMN title TYPE bytea',
    'ALTER TABLE pages ALTER title SET NOT NULL',
    'ALTER TABLE pages ADD COLUMN tint int NOT NULL;',
    'REVOKE SELECT ON pages FROM rmirror_tenant',
  ])('finds %s', (sql) => {
    expect(removals(sql)).toHaveLength(1)
  })

  it.each([
    'CREATE TABLE pens (id int NOT NULL)',
    'ALTER TABLE pages ADD COLUMN tint int;',
    'ALTER TABLE pages ADD COLUMN tint int NOT NULL DEFAULT 0;',
    'ALTER TABLE pages ADD COLUMN tint int DEFAULT 0 NOT NULL;',
    'ALTER TABLE pages ALTER title DROP NOT NULL',
    'DROP INDEX pages_by_title',
    'ALTER TABLE pages DROP CONSTRAINT pages_title_check;',
    "-- DROP TABLE pens\nSELECT 'DROP TABLE pens'",
    'CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
  ])('allows %s', (sql) => {
    expect(removals(sql)).toEqual([])
  })
})
