// SPDX-License-Identifier: AGPL-3.0-or-later
// The twin of tests/core/typeset: the wasm sets typed text as the native core does.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { CoreError, fontFiles, fontStyles } from '@rmirror/shared/core'
import { expect, test } from 'vitest'
import { builtCore } from './core.ts'

const tests = join(import.meta.dirname, '..')
const { resolve } = createRequire(import.meta.url)
const goldens = readFileSync(join(tests, 'golden/typed.jsonl'), 'utf8').trimEnd().split('\n')
const core = await builtCore()
for (const style of fontStyles) core.setFont(style, readFileSync(resolve(fontFiles[style])))

test.each(goldens.map((line) => [JSON.parse(line).file as string, line]))('%s is set as natively', (file, line) => {
  using page = core.openPage(readFileSync(join(tests, 'fixtures', file)))
  const drawn = (width: number) => core.fileHash(page.renderPng({ width }))
  expect(JSON.stringify({ file, small: drawn(280), whole: drawn(1404) })).toBe(line)
})

test('what is no font is refused, and the fonts that were set stay', () => {
  using page = core.openPage(readFileSync(join(tests, 'fixtures/text-styles.rm')))
  const before = page.renderPng({ width: 280 })
  expect(() => core.setFont('regular', new Uint8Array(100))).toThrow(CoreError)
  expect(page.renderPng({ width: 280 })).toEqual(before)
})

test('typed text shows where there are fonts, and is left out where there are none', async () => {
  const file = readFileSync(join(tests, 'fixtures/text-styles.rm'))
  const bare = await builtCore()
  using without = bare.openPage(file)
  using set = core.openPage(file)
  expect(without.renderPng({ width: 280 })).toEqual(bare.blankPage().renderPng({ width: 280 }))
  expect(set.renderPng({ width: 280 })).not.toEqual(without.renderPng({ width: 280 }))
})
