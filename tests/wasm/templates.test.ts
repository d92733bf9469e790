// SPDX-License-Identifier: AGPL-3.0-or-later
// The twin of tests/core/background: the wasm draws every template as the native core does.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtCore } from './core.ts'

const core = await builtCore()
const utf8 = new TextEncoder()
const goldens = readFileSync(join(import.meta.dirname, '../golden/templates.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')

test.each(goldens.map((line) => [JSON.parse(line).template as string, line]))(
  '%s is drawn as natively',
  (template, line) => {
    using page = core.blankPage()
    const request = { width: 280, template }
    expect(core.knowsTemplate(template)).toBe(true)
    expect(
      JSON.stringify({
        template,
        png: core.fileHash(page.renderPng(request)),
        landscape: core.fileHash(page.renderPng({ ...request, orientation: 'landscape' })),
        svg: core.fileHash(utf8.encode(page.renderSvg(request))),
      }),
    ).toBe(line)
  },
)

test('a template that is a file is drawn where a request names it, and told of when it cannot be read', () => {
  const file = (sheet: unknown) => utf8.encode(JSON.stringify(sheet))
  using page = core.blankPage()
  const request = { width: 280, template: 'mine' }
  const blank = page.renderPng(request)
  expect(() => page.setTemplate('mine', file({}))).toThrow('it has no list of items')
  expect(page.renderPng(request)).toEqual(blank)
  const line = { type: 'path', data: ['M', 0, 90, 'L', 'templateWidth', 90], strokeWidth: 9 }
  expect(page.setTemplate('mine', file({ items: [line] }))).toEqual({ printsWords: false })
  expect(page.renderPng(request)).not.toEqual(blank)
  expect(page.renderPng({ ...request, template: 'P Nowhere' })).toEqual(blank)
  expect(page.renderPng({ ...request, background: false })).toEqual(blank)
  using another = core.blankPage()
  expect(another.renderPng(request)).toEqual(blank)
})

test('an unknown template, and a background that is switched off, leave blank paper', () => {
  using page = core.blankPage()
  const blank = page.renderPng({ width: 280 })
  for (const template of ['../P Grid small', 'P Grid small.png', 'constructor', ''])
    expect(page.renderPng({ width: 280, template })).toEqual(blank)
  expect(page.renderPng({ width: 280, template: 'P Grid small', background: false })).toEqual(blank)
  expect(page.renderPng({ width: 280, template: 'P Grid small' })).not.toEqual(blank)
  expect(core.knowsTemplate('../P Grid small')).toBe(false)
})
