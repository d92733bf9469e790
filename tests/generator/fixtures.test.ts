// SPDX-License-Identifier: AGPL-3.0-or-later
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allFixtures, expectedPath, expectedText } from './all-fixtures.ts'

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
