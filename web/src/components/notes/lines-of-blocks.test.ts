// SPDX-License-Identifier: AGPL-3.0-or-later
import { readBlocks } from '@rmirror/shared/library'
import { expect, it } from 'vitest'
import { linesOfBlocks } from './lines-of-blocks.ts'

it.each([
  ['# Friday\n\n\n- [ ] Buy ink\nCall Ann', [0, 1, 3, 4]],
  ['\n\nLate', [2]],
  ['| a | b |\n|---|---|\n| c | d |\nAfter', [0, 3]],
  ['', []],
])('the blocks of %j begin at lines %j', (markdown, lines) => {
  expect(linesOfBlocks(markdown)).toEqual(lines)
  expect(readBlocks(markdown).length).toBe(lines.length)
})
