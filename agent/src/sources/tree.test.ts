// SPDX-License-Identifier: AGPL-3.0-or-later
import { mkdirSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { at, write } from '../testing/program.ts'
import { openTree } from './tree.ts'

let ending: AbortController
beforeEach(() => {
  ending = new AbortController()
  mkdirSync(at('desk'))
})
afterEach(() => ending.abort())

test('hints at what changes in it, at any depth, until it is no longer wanted', async () => {
  let hints = 0
  let onHint = () => {}
  const hint = () => {
    hints++
    onHint()
  }
  const hinted = () =>
    new Promise<void>((resolve) => {
      onHint = resolve
    })
  const watching = openTree(at('desk')).watch?.(hint, ending.signal)
  // The watch stands once it hints; how long that takes nobody says.
  const first = hinted()
  const writing = setInterval(() => write('desk/a.metadata', `${Math.random()}`), 50)
  await first
  clearInterval(writing)
  mkdirSync(at('desk/a'))
  const deeper = hinted()
  const below = setInterval(() => write('desk/a/b.rm', `${Math.random()}`), 50)
  await deeper
  clearInterval(below)
  ending.abort()
  await watching
  const before = hints
  write('desk/late.metadata', '{}')
  await new Promise((resolve) => setImmediate(resolve))
  expect(hints).toBe(before)
})

test('a folder that is not there is not watched, and nothing fails', async () => {
  const watching = openTree(at('nowhere')).watch?.(() => {}, ending.signal)
  ending.abort()
  await watching
})
