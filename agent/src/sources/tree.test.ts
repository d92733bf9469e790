// SPDX-License-Identifier: AGPL-3.0-or-later
import { mkdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { at, write } from '../testing/program.ts'
import { RecordedReports } from '../testing/recorded-reports.ts'
import { openTree } from './tree.ts'

let ending: AbortController
beforeEach(() => {
  ending = new AbortController()
  mkdirSync(at('desk'))
})
afterEach(() => ending.abort())

test('hints at what changes in it, at any depth, until it is no longer wanted', async () => {
  const heard = new RecordedReports()
  const watching = openTree(at('desk')).watch?.(heard, ending.signal)
  await heard.next('ready')
  write('desk/a.metadata', '{}')
  await heard.next('hint')
  // Too quick for the system, which starts a watch for each folder that it sees being created.
  mkdirSync(at('desk/a/b/c/d'), { recursive: true })
  await heard.next('hint')
  // The whole tree is watched again.
  await heard.next('hint')
  heard.forget()
  writeFileSync(at('desk/a/b/c/d/e.rm'), 'ink')
  await heard.next('hint')
  ending.abort()
  await watching
  const before = heard.all.length
  write('desk/late.metadata', '{}')
  await new Promise((resolve) => setImmediate(resolve))
  expect(heard.all.slice(before)).toEqual([])
})

test('a folder that is not there is not watched, and nothing fails', async () => {
  const heard = new RecordedReports()
  const watching = openTree(at('nowhere')).watch?.(heard, ending.signal)
  await heard.next('ready')
  ending.abort()
  await watching
  expect(heard.all).toEqual(['ready'])
})
