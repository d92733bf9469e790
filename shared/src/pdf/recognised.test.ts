// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { recognisedLines } from './recognised.ts'

const ink = { x: -300, y: 100, width: 600, height: 900 }
const picture = { x: -310, y: 90, width: 620, height: 920 }
const lines = [{ text: 'Friday', top: 90, bottom: 550 }]

test('a line is as high as it was read, and as wide as the ink', () => {
  expect(recognisedLines({ lines, pictures: [picture] }, { ink, turned: false })).toEqual([
    { text: 'Friday', box: [-300, 90, 300, 550] },
  ])
})

test('on a page that lies, the picture’s top is the left of the frame', () => {
  expect(recognisedLines({ lines, pictures: [picture] }, { ink, turned: true })).toEqual([
    { text: 'Friday', box: [-310, 100, 0, 1000] },
  ])
})

test('without a place there is no line', () => {
  expect(recognisedLines({ lines, pictures: [picture, picture] }, { ink, turned: true })).toEqual([])
  expect(recognisedLines({ lines, pictures: [] }, { ink, turned: true })).toEqual([])
  expect(recognisedLines({ lines, pictures: [picture] }, { ink: null, turned: false })).toEqual([])
})
