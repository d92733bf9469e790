// SPDX-License-Identifier: AGPL-3.0-or-later
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const root = new URL('../..', import.meta.url)

it('the types in TypeScript are those of the contract; scripts/api-types.mjs makes them', () => {
  const maker = ['scripts/api-types.mjs', 'shared/openapi.yaml']
  const made = execFileSync(process.execPath, maker, { cwd: root, encoding: 'utf8' })
  expect(readFileSync(new URL('shared/src/api/schema.gen.ts', root), 'utf8')).toBe(made)
})
