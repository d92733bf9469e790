// SPDX-License-Identifier: AGPL-3.0-or-later
// How alike two pictures of the same page are: structure, places and amount of ink.

/** One darkness per pixel, 0 white to 1 black, rows from the top. */
export interface Darkness {
  width: number
  height: number
  values: Float64Array
}

export interface Likeness {
  /** Structural similarity where either picture has ink, 1 at best. */
  ssim: number
  /** Harmonic mean of the shares of either picture's ink that the other has within a pixel. */
  f1: number
  /** Our ink by the tablet's. */
  inkRatio: number
}

/** Darker than the dots of a template in a thumbnail (up to 0.22): ink. */
const inkThreshold = 0.25

/** RGBA, opaque, as the eye weighs the colours. */
export function darknessOf(width: number, height: number, pixels: Uint8Array | Uint8ClampedArray): Darkness {
  const values = new Float64Array(width * height)
  for (let i = 0; i < values.length; i++) {
    const [red = 0, green = 0, blue = 0] = [pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2]]
    values[i] = 1 - (0.299 * red + 0.587 * green + 0.114 * blue) / 255
  }
  return { width, height, values }
}

/** Each pixel of the smaller picture is the mean of the pixels whose centres fall into it. */
export function shrink(from: Darkness, width: number, height: number): Darkness {
  if (from.width === width && from.height === height) return from
  const columns = shares(from.width, width)
  const rows = shares(from.height, height)
  const values = new Float64Array(width * height)
  rows.forEach(([top, bottom], y) => {
    columns.forEach(([left, right], x) => {
      let sum = 0
      for (let row = top; row < bottom; row++)
        for (let column = left; column < right; column++) sum += from.values[row * from.width + column] ?? 0
      values[y * width + x] = sum / ((bottom - top) * (right - left))
    })
  })
  return { width, height, values }
}

function shares(from: number, to: number): [number, number][] {
  const edge = (index: number) => Math.round((index * from) / to)
  return Array.from({ length: to }, (_, index) => [edge(index), Math.max(edge(index) + 1, edge(index + 1))])
}

/** `counts` limits the comparison to some pixels; by default all count. */
export function compare(ours: Darkness, theirs: Darkness, counts: (index: number) => boolean = () => true): Likeness {
  const [ourInk, theirInk] = [inkOf(ours, counts), inkOf(theirs, counts)]
  const [ourSum, theirSum] = [total(ourInk), total(theirInk)]
  const ssim = structuralSimilarity(ours, theirs, counts)
  if (ourSum === 0 && theirSum === 0) return { ssim, f1: 1, inkRatio: 1 }
  const precision = shareWithin(ourInk, inkOf(theirs), ours.width)
  const recall = shareWithin(theirInk, inkOf(ours), ours.width)
  const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall)
  return { ssim, f1, inkRatio: ourSum / Math.max(1e-9, theirSum) }
}

/** The darkness of what is ink, 0 elsewhere. */
function inkOf(picture: Darkness, counts: (index: number) => boolean = () => true): Float64Array {
  return picture.values.map((value, index) => (value > inkThreshold && counts(index) ? value : 0))
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function shareWithin(ink: Float64Array, other: Float64Array, width: number): number {
  let [found, all] = [0, 0]
  ink.forEach((value, index) => {
    if (value === 0) return
    all++
    if (hasNeighbour(other, index, width)) found++
  })
  return found / Math.max(1, all)
}

function hasNeighbour(ink: Float64Array, index: number, width: number): boolean {
  const column = index % width
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++)
      if (column + dx >= 0 && column + dx < width && (ink[index + dy * width + dx] ?? 0) > 0) return true
  return false
}

/** Mean over the windows of 7x7 pixels that hold any ink: an empty page proves nothing. */
export function structuralSimilarity(
  a: Darkness,
  b: Darkness,
  counts: (index: number) => boolean = () => true,
): number {
  const product = (x: Float64Array, y: Float64Array) => x.map((value, index) => value * (y[index] ?? 0))
  const blurred = (values: Float64Array) => windowMeans(values, a.width, a.height)
  const [meanA, meanB] = [blurred(a.values), blurred(b.values)]
  const squareA = blurred(product(a.values, a.values))
  const squareB = blurred(product(b.values, b.values))
  const both = blurred(product(a.values, b.values))
  const darker = blurred(a.values.map((value, index) => Math.max(value, b.values[index] ?? 0)))
  let [sum, windows] = [0, 0]
  darker.forEach((ink, i) => {
    if (ink <= 0.01 || !counts(i)) return
    const [ma = 0, mb = 0] = [meanA[i], meanB[i]]
    const variances = (squareA[i] ?? 0) - ma * ma + (squareB[i] ?? 0) - mb * mb
    const covariance = (both[i] ?? 0) - ma * mb
    sum += ((2 * ma * mb + 1e-4) * (2 * covariance + 9e-4)) / ((ma * ma + mb * mb + 1e-4) * (variances + 9e-4))
    windows++
  })
  return windows === 0 ? 1 : sum / windows
}

const reach = 3

/** Means over 7x7 pixels; beyond the edge its last pixel repeats. */
function windowMeans(values: Float64Array, width: number, height: number): Float64Array {
  const means = new Float64Array(values.length)
  const rowAt = (y: number) => Math.min(height - 1, Math.max(0, y)) * width
  const columnAt = (x: number) => Math.min(width - 1, Math.max(0, x))
  const columns = new Float64Array(width)
  const add = (row: number, sign: 1 | -1) => {
    for (let x = 0; x < width; x++) columns[x] = (columns[x] ?? 0) + sign * (values[row + x] ?? 0)
  }
  // What enters a window is added, what leaves it is taken off, row by row and then along the row.
  for (let y = -reach - 1; y < reach; y++) add(rowAt(y), 1)
  for (let y = 0; y < height; y++) {
    add(rowAt(y + reach), 1)
    add(rowAt(y - reach - 1), -1)
    let sum = 0
    for (let x = -reach - 1; x < reach; x++) sum += columns[columnAt(x)] ?? 0
    for (let x = 0; x < width; x++) {
      sum += (columns[columnAt(x + reach)] ?? 0) - (columns[columnAt(x - reach - 1)] ?? 0)
      means[y * width + x] = sum / (2 * reach + 1) ** 2
    }
  }
  return means
}
