// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, expect, it } from 'vitest'
import { prefer, preferences, read } from './preferences.ts'

afterEach(() => localStorage.clear())

it('what was chosen is read again', () => {
  prefer({ theme: 'dark', sort: 'name' })
  expect(read()).toMatchObject({ theme: 'dark', sort: 'name', language: 'system' })
  expect(document.documentElement.dataset.theme).toBe('dark')
  prefer({ theme: 'system' })
  expect(document.documentElement.dataset.theme).toBe('light')
})

it.each(['not json', 'null', '7', '{"theme":"pink","sort":"name","evil":1}'])(
  '%s in the storage breaks nothing',
  (kept) => {
    localStorage.setItem('rmirror.preferences', kept)
    expect(read()).toMatchObject({ theme: 'system' })
    expect(Object.keys(read())).toEqual(Object.keys(preferences.value))
  },
)
