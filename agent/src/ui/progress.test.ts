// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { terminalProgress } from './progress.ts'

test('the line counts, is not redrawn too often, and shows the end', () => {
  const written: string[] = []
  let now = 0
  const progress = terminalProgress(
    'Reading',
    (text) => written.push(text),
    () => now,
  )
  progress.expect(100)
  for (let page = 0; page < 100; page++) {
    now += 8
    progress.advance()
  }
  expect(written.length).toBeLessThan(15)
  expect(written.at(-1)).toContain('100/100')
  progress.clear()
  expect(written.at(-1)).toBe('\r\u001b[K')
})
