// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { isUuid, notebookUuidFromPath, pageUuidFromNumber, uuidV5 } from './identity.ts'

test('a name-based uuid is the one of RFC 9562', () => {
  // RFC 9562, appendix A.4: version 5 in the DNS namespace.
  const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8'
  expect(uuidV5(dns, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2')
})

test('a page without a name keeps its uuid for ever', () => {
  const notebook = '701cdc43-04aa-410c-bc6f-3c773105a74d'
  expect(pageUuidFromNumber(notebook, 1)).toBe(pageUuidFromNumber(notebook.toUpperCase(), 1))
  expect(pageUuidFromNumber(notebook, 1)).not.toBe(pageUuidFromNumber(notebook, 2))
})

test('the same path written in either Unicode form is the same notebook', () => {
  expect(notebookUuidFromPath('Cafe\u0301.rm')).toBe(notebookUuidFromPath('Café.rm'))
  expect(isUuid(notebookUuidFromPath(''))).toBe(true)
})

test('what is not a uuid names no space', () => {
  expect(() => uuidV5('trash', 'x')).toThrow(TypeError)
})

test('a uuid of an undefined version is accepted as a namespace', () => {
  expect(uuidV5('701cdc43-04aa-010c-0c6f-3c773105a74d', '1')).toBe('e1182651-2094-58fd-a918-a1207360e643')
})
