// SPDX-License-Identifier: AGPL-3.0-or-later
// `npx tsx tests/generator/fixtures.ts` writes all of tests/fixtures again, and the pages in tests/golden.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { allFixtures, expectedPath, expectedText, goldenFiles } from './all-fixtures.ts'
import { templateSeeds } from './template-files.ts'

const tests = join(import.meta.dirname, '..')
const folder = join(tests, 'fixtures')

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

for (const name of readdirSync(join(tests, 'golden'), { recursive: true, encoding: 'utf8' }))
  if (/\.(rm|template)$/.test(name)) rmSync(join(tests, 'golden', name))
for (const { file, bytes } of goldenFiles()) {
  mkdirSync(dirname(join(tests, 'golden', file)), { recursive: true })
  writeFileSync(join(tests, 'golden', file), bytes)
  total += bytes.length
}

const seeds = join(tests, 'fuzz/seeds/template')
rmSync(seeds, { recursive: true, force: true })
mkdirSync(seeds, { recursive: true })
for (const { file, bytes } of templateSeeds()) writeFileSync(join(seeds, file), bytes)

console.log(`${fixtures.length} fixtures, ${Math.round(total / 1024)} kB`)
