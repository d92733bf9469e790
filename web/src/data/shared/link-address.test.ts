// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { linkHref, readLinkAddress } from './link-address.ts'

it.each([
  ['', '', null],
  ['#', '', null],
  ['#abc-_9', 'abc-_9', null],
  ['#abc/12', 'abc', 12],
  ['#abc/0', 'abc', null],
  ['#abc/-1', 'abc', null],
  ['#abc/12345678', 'abc', null],
  ['#abc/3/4', 'abc', 3],
])('%s names a token and a page, or none', (hash, token, page) => {
  expect(readLinkAddress(hash)).toEqual({ token, page })
})

it('an address is read as it was written', () => {
  for (const page of [null, 1, 250]) {
    const [, hash] = linkHref({ token: 'pVn9-_', page }).split('#')
    expect(readLinkAddress(`#${hash}`)).toEqual({ token: 'pVn9-_', page })
  }
})
