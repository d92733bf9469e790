// SPDX-License-Identifier: AGPL-3.0-or-later
// Vectors of 8-bit numbers, in the format of the server (server/src/meaning/vector8.hpp): the length of the 8-bit vector
// as a little-endian float, then its numbers, one signed byte each.

const headBytes = 4

/** null: a number isn't finite, or all are 0. */
export function vector8Of(numbers: readonly number[]): Uint8Array | null {
  const max = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0)
  if (max === 0 || !numbers.every(Number.isFinite)) return null
  const bytes = new Uint8Array(headBytes + numbers.length)
  const scaled = new Int8Array(bytes.buffer, headBytes)
  for (const [at, number] of numbers.entries()) scaled[at] = Math.round((number / max) * 127)
  new DataView(bytes.buffer).setFloat32(0, Math.sqrt(productOf(scaled, scaled)), true)
  return bytes
}

/** The cosine of the angle between two vectors of the same length: 1 if both point the same way. */
export function similarityOf(one: Uint8Array, other: Uint8Array): number {
  return productOf(numbersIn(one), numbersIn(other)) / (lengthIn(one) * lengthIn(other))
}

const numbersIn = (bytes: Uint8Array) =>
  new Int8Array(bytes.buffer, bytes.byteOffset + headBytes, bytes.length - headBytes)

const lengthIn = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, headBytes).getFloat32(0, true)

function productOf(one: Int8Array, other: Int8Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}
