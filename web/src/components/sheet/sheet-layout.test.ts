// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { fitOnCard, frameOfPictures, frameOfRenderedPage, placeLines, placeOnSheet } from './sheet-layout.ts'

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
    const { places, size } = placeOnSheet([given], landscape)
    expect(places).toEqual([place])
    expect(size.width / size.height).toBeCloseTo(landscape ? 4 / 3 : 3 / 4)
  })

  it('and a sheet with ink beyond its edge is larger', () => {
    const { places, size } = placeOnSheet([picture(0, 0, 1404, 1872), picture(0, 1872, 1404, 1872)], false)
    expect(size.width / size.height).toBeCloseTo(3 / 8)
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
    expect(placeOnSheet([], false)).toEqual({ size: { width: 1404, height: 1872 }, places: [] })
  })
})

describe('a transcribed line lies over its handwriting', () => {
  const line = { text: 'To Ada', top: 100, bottom: 150 }
  const upright = { sheet: { x: 0, y: 0, width: 1404, height: 1872 }, turned: false }

  it('as wide as what was written, on an upright page', () => {
    const pictures = [picture(-500, 80, 900, 400), picture(-400, 480, 900, 400)]
    expect(placeLines([line], pictures, frameOfPictures(pictures, false))).toEqual([
      { line: 0, text: 'To Ada', place: { x: 202, y: 100, width: 1000, height: 50 } },
    ])
  })

  it('on a page that was drawn a quarter turn from its frame', () => {
    const pictures = [picture(0, 0, 512, 1024, true)]
    const [{ place } = { place: null }] = placeLines([line], pictures, frameOfPictures(pictures, true))
    expect(place).toEqual({ x: 848, y: 50, width: 1024, height: 25 })
  })

  it('as wide as the handwriting, also where the whole page is shown, and in the same place', () => {
    const handwriting = [picture(0, 200, 512, 1000, true)]
    const whole = [{ ...picture(0, 0, 1404, 1872, true), isWhole: true }]
    const area = { x: 0, y: 0, width: 1404, height: 1872 }
    const shown = placeLines([{ ...line, top: 300, bottom: 400 }], handwriting, frameOfPictures(whole, true))
    expect(shown.map(({ place }) => place)).toEqual([{ x: 672, y: 51.2, width: 1000, height: 51.2 }])
    const drawn = frameOfRenderedPage(area, { width: 1872, height: 1404 })
    expect(placeLines([{ ...line, top: 300, bottom: 400 }], handwriting, drawn)).toEqual(shown)
  })

  it('from the corner of what is drawn, where a page has grown', () => {
    const drawn = frameOfRenderedPage({ x: -800, y: -50, width: 1600, height: 1922 }, { width: 1600, height: 1922 })
    const [{ place } = { place: null }] = placeLines([line], [picture(-500, 80, 900, 400)], drawn)
    expect(place).toEqual({ x: 300, y: 150, width: 900, height: 50 })
  })

  it('but nowhere if it is not said which picture it was on, nor without words or height', () => {
    const turned = picture(0, 936, 1404, 936, true)
    expect(placeLines([line], [turned, turned], frameOfPictures([turned, turned], true))).toEqual([])
    expect(
      placeLines(
        [
          { ...line, text: ' ' },
          { ...line, bottom: 100 },
        ],
        [picture(0, 0, 900, 900)],
        upright,
      ),
    ).toEqual([])
    expect(placeLines([line], [], upright)).toEqual([])
  })
})
