// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { commonLanguage, isRightToLeft, languageAttributes } from './direction.ts'

test('the script decides on the direction', () => {
  const known = ['he', 'ar-EG', 'fa', 'ur', 'yi', 'dv', 'ckb', 'pa-Arab', 'az-Arab', 'uz-Arab-AF']
  expect(known.filter((tag) => !isRightToLeft(tag))).toEqual([])
  expect(['en', 'ja', 'zh-Hant', 'pa', 'he-Latn', 'und', '', 'not a tag', null].filter(isRightToLeft)).toEqual([])
})

test('an element says its language, and its direction only where it differs', () => {
  expect(languageAttributes('ar')).toEqual({ lang: 'ar', dir: 'rtl' })
  expect(languageAttributes('ja')).toEqual({ lang: 'ja' })
  expect(languageAttributes(null)).toEqual({})
})

test('a document has a language if all its pages that say one agree', () => {
  expect(commonLanguage(['he', null, 'he', ''])).toBe('he')
  expect(commonLanguage(['he', 'en'])).toBeNull()
  expect(commonLanguage([null])).toBeNull()
})
