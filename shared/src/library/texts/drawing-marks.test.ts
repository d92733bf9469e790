// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { withDrawings } from './drawing-marks.ts'

// The same as in tests/server/ocr/text/drawing_marks_test.cpp.
test.each([
  ['a\n![](drawing:1)\nb', ['X'], 'a\nX\nb'],
  ['![a boat](drawing:2)\n![](drawing:1)', ['X', 'Y'], 'Y\nX'],
  ['a ![](drawing:1) b', ['X'], 'a X b'],
  ['a', ['X', '', 'Y'], 'a\n\nX\n\nY'],
  ['', ['X'], 'X'],
  ['![](drawing:1)', ['X'], 'X'],
  ['a\n![](drawing:1)\nb\n![](drawing:1)\nc', ['X'], 'a\nX\nb\nc'],
  ['a\n![](drawing:1)\n![](drawing:0)\n![](drawing:99999999999)\n![](drawing:7)\nb', [''], 'a\nb'],
  ['a\n\n![](drawing:x)\n![](drawing:-1)', [], 'a\n\n![](drawing:x)\n![](drawing:-1)'],
  ['![a](attachment:1)\n[](drawing:1)', [], '![a](attachment:1)\n[](drawing:1)'],
])('%j with %j', (markdown, written, expected) => {
  expect(withDrawings(markdown, written)).toBe(expected)
})
