// SPDX-License-Identifier: AGPL-3.0-or-later
// `npx tsx tests/generator/fixtures.ts` writes all of tests/fixtures again.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { allFixtures, expectedPath, expectedText } from './all-fixtures.ts'

const folder = join(import.meta.dirname, '..', 'fixtures')

for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
  if (/\.(rm|lines|expected\.json)$/.test(name)) rmSync(join(folder, name))
mkdirSync(join(folder, 'broken'), { recursive: true })

let total = 0
const fixtures = allFixtures()
for (const fixture of fixtures) {
  writeFileSync(join(folder, fixture.file), fixture.bytes)
  writeFileSync(join(folder, expectedPath(fixture.file)), expectedText(fixture))
  total += fixture.bytes.length
}
console.log(`${fixtures.length} fixtures, ${Math.round(total / 1024)} kB`)
