// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { fitOnCard, placeOnSheet } from './sheet-places.ts'

const picture = (x: number, y: number, width: number, height: number, turned = false) => ({
  rect: { x, y, width, height },
  width: turned ? height : width,
  height: turned ? width : height,
})

describe('a picture lies on its sheet where the ink was written', () => {
  it.each([
    ['on a newer page, from its middle', picture(-702, 0, 702, 936), false, { x: 0, y: 0, width: 0.5, height: 0.5 }],
    [
      'on an older page, from its edge',
      picture(702, 936, 702, 936),
      false,
      { x: 0.5, y: 0.5, width: 0.5, height: 0.5 },
    ],
    ['on a newer page that lies', picture(-936, 0, 1872, 702), true, { x: 0, y: 0, width: 1, height: 0.5 }],
    ['on an older page that lies', picture(0, 936, 1404, 936, true), true, { x: 0, y: 0, width: 0.5, height: 1 }],
  ])('%s', (_, given, landscape, place) => {
    const { places, ratio } = placeOnSheet([given], landscape)
    expect(places).toEqual([place])
    expect(ratio).toBeCloseTo(landscape ? 4 / 3 : 3 / 4)
  })

  it('and a sheet with ink beyond its edge is larger', () => {
    const { places, ratio } = placeOnSheet([picture(0, 0, 1404, 1872), picture(0, 1872, 1404, 1872)], false)
    expect(ratio).toBeCloseTo(3 / 8)
    expect(places.map(({ y, height }) => [y, height])).toEqual([
      [0, 0.5],
      [0.5, 0.5],
    ])
  })

  it('and in a card it is as large as it goes there', () => {
    const long = placeOnSheet([picture(0, 0, 1404, 3744)], false)
    expect(fitOnCard(long, false)).toEqual([{ x: 0.25, y: 0, width: 0.5, height: 1 }])
    const wide = placeOnSheet([picture(0, 0, 2808, 1872)], false)
    expect(fitOnCard(wide, false)).toEqual([{ x: 0, y: 0, width: 1, height: 0.5 }])
  })

  it('and a page without pictures is a blank sheet', () => {
    expect(placeOnSheet([], false)).toEqual({ ratio: 3 / 4, places: [] })
  })
})
