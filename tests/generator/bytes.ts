// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes little-endian numbers one after another.

const utf8 = new TextEncoder()

export class ByteWriter {
  #bytes = new Uint8Array(256)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  get length(): number {
    return this.#length
  }

  u8(value: number): this {
    const at = this.#grow(1)
    this.#view.setUint8(at, value)
    return this
  }

  u16(value: number): this {
    const at = this.#grow(2)
    this.#view.setUint16(at, value, true)
    return this
  }

  u32(value: number): this {
    const at = this.#grow(4)
    this.#view.setUint32(at, value, true)
    return this
  }

  f32(value: number): this {
    const at = this.#grow(4)
    this.#view.setFloat32(at, value, true)
    return this
  }

  f64(value: number): this {
    const at = this.#grow(8)
    this.#view.setFloat64(at, value, true)
    return this
  }

  /** LEB128: seven bits a byte, the lowest first. */
  varuint(value: number): this {
    let rest = value
    while (rest >= 128) {
      this.u8((rest % 128) + 128)
      rest = Math.floor(rest / 128)
    }
    return this.u8(rest)
  }

  raw(bytes: ArrayLike<number>): this {
    const at = this.#grow(bytes.length)
    this.#bytes.set(bytes, at)
    return this
  }

  text(value: string): this {
    return this.raw(utf8.encode(value))
  }

  /** What `fill` writes, with its length before it. */
  sized(fill: () => void): this {
    const at = this.#grow(4)
    fill()
    this.#view.setUint32(at, this.#length - at - 4, true)
    return this
  }

  /** The bytes so far, a copy. */
  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  /** Where `count` more bytes go. It may replace the view, so it is called before the view is read. */
  #grow(count: number): number {
    const at = this.#length
    this.#length += count
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2))
      larger.set(this.#bytes)
      this.#bytes = larger
      this.#view = new DataView(larger.buffer)
    }
    return at
  }
}

export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const writer = new ByteWriter()
  for (const part of parts) writer.raw(part)
  return writer.bytes()
}

export function utf8Bytes(text: string): Uint8Array {
  return utf8.encode(text)
}

/** The header of a `.rm` file: 43 bytes, padded with spaces. */
export function pageHeader(version: number): Uint8Array {
  return utf8.encode(`reMarkable .lines file, version=${version}`.padEnd(43, ' '))
}
