// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { isSafeFolder } from './safe-folder.ts'

it.each(['Invoices', 'Money/Invoices 2026', 'Café/日本語', 'Cafe\u0301', 'a.b/c'])('notes can be put in %s', (path) => {
  expect(isSafeFolder(path)).toBe(true)
})

it.each([
  ...[
    '',
    '/',
    '/Money',
    'Money/',
    'Money//Invoices',
    '.',
    '..',
    '../Money',
    'Money/../..',
    './Money',
    '.obsidian',
    '.GIT',
  ],
  ...['C:/Money', 'Money\\Invoices', 'a|b', 'a*', 'what?', '"Money"', '<Money>', 'Money ', ' Money', 'Money.', 'a  b'],
  ...['NUL', 'com1', 'Money/aux.txt', 'LPT\u00b9', 'Work #1', '[Work]', 'a^b'],
  ...['a\u0000b', 'a\nb', 'a\u202eb', '\ud800', 'rmirror-files', 'RMirror-Files/a'],
  ...['x'.repeat(151), 'x/'.repeat(10) + 'x', '😀'.repeat(60)],
])('no notes are put in %j', (path) => {
  expect(isSafeFolder(path)).toBe(false)
})
