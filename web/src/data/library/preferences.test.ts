// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { afterEach, expect, it } from 'vitest'
import { chosenLanguage } from '../../i18n/index.ts'
import type { User } from '../account/account.ts'
import { followAccount, prefer, read } from './preferences.ts'

afterEach(() => localStorage.clear())

it('what was chosen is read again', () => {
  prefer({ theme: 'dark', sort: 'name' })
  expect(read()).toMatchObject({ theme: 'dark', sort: 'name', language: 'system' })
  expect(document.documentElement.dataset.theme).toBe('dark')
  prefer({ theme: 'system' })
  expect(document.documentElement.dataset.theme).toBe('light')
})

it('the account’s language is used if none was chosen, and only while a user is signed in', () => {
  const user = signal<User | null>(null)
  const stop = followAccount({ user })
  const signIn = (language: string | null) => {
    user.value = { language } as User
  }
  signIn('de')
  expect(chosenLanguage.value).toBe('de')
  prefer({ language: 'en' })
  expect(chosenLanguage.value).toBe('en')
  prefer({ language: 'system' })
  user.value = null
  expect(chosenLanguage.value).toBe('system')
  // A language of a newer server.
  signIn('xx')
  expect(chosenLanguage.value).toBe('system')
  signIn(null)
  expect(chosenLanguage.value).toBe('system')
  stop()
})

const first = {
  theme: 'system',
  language: 'system',
  sort: 'modified',
  isReversed: false,
  view: 'grid',
  isStatusOpen: false,
  todosBy: 'notebook',
  searchByMeaning: false,
  panel: true,
  background: true,
  askWith: 'automatic',
  askModel: '',
  telemetry: false,
}

it.each([
  ['not json', first],
  ['null', first],
  ['7', first],
  ['["dark"]', first],
  ['{"theme":"pink","sort":"name","evil":1}', { ...first, sort: 'name' }],
  ['{"askModel":"some-model","askWith":"pigeon"}', { ...first, askModel: 'some-model' }],
  ['{"askModel":7}', first],
  ['{"language":"xx","panel":"no","background":false}', { ...first, background: false }],
])('%s in the storage breaks nothing', (kept, expected) => {
  localStorage.setItem('rmirror.preferences', kept)
  expect(read()).toEqual(expected)
})
