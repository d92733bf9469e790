// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { backdropWidth, clampZoom, cssPixelsPerUnit, fitZoom, pictureSize, stepZoom } from './zoom.ts'

const paper = { width: 1404, height: 1872 }

describe('fit', () => {
  it('shows the whole page, whichever side is short of room', () => {
    const zoom = fitZoom(paper, { width: 2000, height: 800 })
    expect(paper.height * cssPixelsPerUnit * zoom).toBeCloseTo(800)
    expect(paper.width * cssPixelsPerUnit * fitZoom(paper, { width: 300, height: 2000 })).toBeCloseTo(300)
  })
  it('never blows a small page up beyond the largest zoom', () => {
    expect(fitZoom({ width: 50, height: 50 }, { width: 2000, height: 2000 })).toBe(4)
  })
})

describe('a step', () => {
  it('goes to the next round zoom from between two', () => {
    expect(stepZoom(0.83, 1)).toBe(1)
    expect(stepZoom(0.83, -1)).toBe(0.8)
  })
  it('ends at both ends', () => {
    expect(stepZoom(4, 1)).toBe(4)
    expect(stepZoom(0.25, -1)).toBe(0.25)
  })
  it('does not jump up when "fit" is below the smallest step', () => {
    expect(stepZoom(0.1, -1)).toBe(0.1)
  })
  it('of the wheel stays in bounds', () => {
    expect([clampZoom(9), clampZoom(0.01), clampZoom(1.3)]).toEqual([4, 0.25, 1.3])
  })
})

describe('a picture', () => {
  it('has a pixel for each on the screen', () => {
    for (const [zoom, pixelRatio] of [
      [0.3, 1],
      [4, 2],
    ] as const)
      expect(pictureSize(paper, zoom, pixelRatio)).toEqual({
        width: Math.round(1404 * cssPixelsPerUnit * zoom * pixelRatio),
        height: Math.ceil((1872 * Math.round(1404 * cssPixelsPerUnit * zoom * pixelRatio)) / 1404),
      })
  })
})

describe('the picture below the tiles', () => {
  it('never has more pixels than a phone can hold, however long the page', () => {
    for (const height of [1872, 20_000, 400_000]) {
      const width = backdropWidth({ width: 1404, height }, 9_999)
      expect(width * (width / 1404) * height).toBeLessThanOrEqual(4_000_000)
    }
  })
  it('is the same for zooms close to each other', () => {
    expect([300, 702, 703, 5_000].map((wanted) => backdropWidth(paper, wanted))).toEqual([702, 702, 1404, 1404])
  })
})
