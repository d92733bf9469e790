// SPDX-License-Identifier: AGPL-3.0-or-later
// What the migrations make is written down, to be read and reviewed as one piece.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { databaseNamed, templateName } from '../world/database.ts'

const root = new URL('../..', import.meta.url)

it('server/schema.sql is the schema that the server migrates to; make schema writes it', () => {
  const made = execFileSync('scripts/schema', [databaseNamed(templateName)], { cwd: root, encoding: 'utf8' })
  expect(made).toContain('CREATE TABLE sync_queue (')
  expect(readFileSync(new URL('server/schema.sql', root), 'utf8')).toBe(made)
})
