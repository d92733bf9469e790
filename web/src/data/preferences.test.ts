// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, expect, it } from 'vitest'
import { prefer, read } from './preferences.ts'

afterEach(() => localStorage.clear())

it('what was chosen is read again', () => {
  prefer({ theme: 'dark', sort: 'name' })
  expect(read()).toMatchObject({ theme: 'dark', sort: 'name', language: 'system' })
  expect(document.documentElement.dataset.theme).toBe('dark')
  prefer({ theme: 'system' })
  expect(document.documentElement.dataset.theme).toBe('light')
})

const first = { theme: 'system', language: 'system', sort: 'modified', panel: true, background: true }

it.each([
  ['not json', first],
  ['null', first],
  ['7', first],
  ['["dark"]', first],
  ['{"theme":"pink","sort":"name","evil":1}', { ...first, sort: 'name' }],
  ['{"language":"xx","panel":"no","background":false}', { ...first, background: false }],
])('%s in the storage breaks nothing', (kept, expected) => {
  localStorage.setItem('rmirror.preferences', kept)
  expect(read()).toEqual(expected)
})
