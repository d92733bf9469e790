// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { compareVersions, isVersion } from './versions.ts'

test('versions are ordered as Semantic Versioning has it', () => {
  const ordered = [
    ...['0.9.10', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11'],
    ...['1.0.0-rc.1', '1.0.0', '1.0.1', '1.2.0', '1.10.0', '2.0.0-1', '2.0.0'],
  ]
  for (const [index, one] of ordered.entries())
    for (const [other, two] of ordered.entries())
      expect(Math.sign(compareVersions(one, two)), `${one} and ${two}`).toBe(Math.sign(index - other))
})

test.each([
  '1.2',
  '1.2.3+build',
  '01.2.3',
  '1.2.3-',
  '../1.2.3',
  '1.2.3-a/b',
  '1.2.3-a..b',
  `1.2.3-${'a'.repeat(60)}`,
  '',
])('"%s" is no version', (text) => {
  expect(isVersion(text)).toBe(false)
})
