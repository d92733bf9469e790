// SPDX-License-Identifier: AGPL-3.0-or-later
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allFixtures, expectedPath, expectedText, goldenFiles } from './all-fixtures.ts'
import { templateSeeds } from './template-files.ts'

const folder = join(import.meta.dirname, '..', 'fixtures')
const fixtures = allFixtures()

describe('the committed fixtures', () => {
  it('are exactly those the generator names', () => {
    const committed = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(rm|lines|expected\.json)$/.test(name),
    )
    const generated = fixtures.flatMap(({ file }) => [file, expectedPath(file)])
    expect(committed.sort()).toEqual(generated.sort())
  })

  it.each(fixtures)('$file holds what the generator writes now', (fixture) => {
    expect(readFileSync(join(folder, fixture.file)).equals(fixture.bytes)).toBe(true)
    expect(readFileSync(join(folder, expectedPath(fixture.file)), 'utf8')).toBe(expectedText(fixture))
  })

  it('stay small', () => {
    const sizes = fixtures.map(({ bytes }) => bytes.length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(30 * 1024)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(600 * 1024)
  })
})

describe('the seeds of the fuzzer of templates', () => {
  const folder = join(import.meta.dirname, '../fuzz/seeds/template')

  it('are those the generator writes', () => {
    const seeds = templateSeeds()
    expect(readdirSync(folder).sort()).toEqual(seeds.map(({ file }) => file).sort())
    for (const { file, bytes } of seeds) expect(readFileSync(join(folder, file)).equals(bytes)).toBe(true)
  })
})

describe('the pages behind the golden pictures', () => {
  const golden = join(import.meta.dirname, '..', 'golden')
  const files = goldenFiles()

  it('are exactly those the generator names', () => {
    const isGenerated = (name: string) => /\.(rm|template)$/.test(name)
    const committed = readdirSync(golden, { recursive: true, encoding: 'utf8' }).filter(isGenerated)
    const generated = files.flatMap(({ file }) => (isGenerated(file) ? [file] : []))
    expect(committed.sort()).toEqual(generated.sort())
  })

  it.each(files)('$file holds what the generator writes now', ({ file, bytes }) => {
    expect(readFileSync(join(golden, file)).equals(bytes)).toBe(true)
  })
})
