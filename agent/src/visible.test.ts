// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { visible, visibleLine } from './visible.ts'

test.each([
  ['\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
  ['a\rb\u0007', 'a\\u000db\\u0007'],
  ['csi \u009b2J', 'csi \\u009b2J'],
  ['invoice\u202efdp.exe', 'invoice\\u202efdp.exe'],
  ['line\u2028end', 'line\\u2028end'],
  ['naïve – 日本語 🌱', 'naïve – 日本語 🌱'],
])('%j is shown, not obeyed', (text, shown) => {
  expect([visibleLine(text), visible(text)]).toEqual([shown, shown])
})

test('a line has no line breaks; a table keeps its own', () => {
  expect(visibleLine('a\nb\tc')).toBe('a\\u000ab\\u0009c')
  expect(visible('a\nb\tc')).toBe('a\nb\tc')
})

test('JSON says the same when it was made visible', () => {
  const said = { name: 'a\u001b[2J\u009b\u202eb\n', path: ['\t', 'ü'] }
  expect(JSON.parse(visible(JSON.stringify(said)))).toEqual(said)
})
