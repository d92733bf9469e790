// SPDX-License-Identifier: AGPL-3.0-or-later
// Is a page that is drawn small what its full picture would be, made smaller?
import { type Core, CoreError, type RenderRequest } from '@rmirror/shared/core'
import { compare, type Darkness, darknessOf, type Likeness } from '../bench/fidelity-measure.ts'

const smallWidth = 280

/** The ink of a page, drawn small, beside its full picture made smaller; undefined where there is none. */
export function smallLikeness(core: Core, file: Uint8Array): Likeness | undefined {
  try {
    using page = core.openPage(file)
    if (page.facts().strokes.visible === 0) return undefined
    const drawn = (request: RenderRequest) => {
      const { width, height, pixels } = page.renderPixels({ ...request, background: false })
      return darknessOf(width, height, pixels)
    }
    const small = drawn({ width: smallWidth })
    return compare(small, madeSmaller(drawn({}), small.width, small.height))
  } catch (error) {
    if (error instanceof CoreError) return undefined
    throw error
  }
}

/**
 * Each pixel is the mean of what it covers; pixels that it covers in part count in part. The width decides how much
 * smaller it is: the height is rounded.
 */
export function madeSmaller(from: Darkness, width: number, height: number): Darkness {
  const columns = coverings(from.width, width, from.width / width)
  const rows = coverings(from.height, height, from.width / width)
  const across = new Float64Array(width * from.height)
  for (let y = 0; y < from.height; y++)
    columns.forEach((covered, x) => {
      for (const { at, share } of covered)
        across[y * width + x] = (across[y * width + x] ?? 0) + share * (from.values[y * from.width + at] ?? 0)
    })
  const values = new Float64Array(width * height)
  rows.forEach((covered, y) => {
    for (const { at, share } of covered)
      for (let x = 0; x < width; x++)
        values[y * width + x] = (values[y * width + x] ?? 0) + share * (across[at * width + x] ?? 0)
  })
  return { width, height, values }
}

function coverings(from: number, to: number, size: number): { at: number; share: number }[][] {
  return Array.from({ length: to }, (_, index) => {
    const [start, end] = [index * size, (index + 1) * size]
    const covered: { at: number; share: number }[] = []
    for (let at = Math.floor(start); at < Math.min(from, end); at++)
      covered.push({ at, share: (Math.min(end, at + 1) - Math.max(start, at)) / size })
    return covered
  })
}
