// SPDX-License-Identifier: AGPL-3.0-or-later
// The tagged fields of version 6: a tag is `index << 4 | kind`, and lengths come before contents.
import { ByteWriter, utf8Bytes } from './bytes.ts'
import type { Id } from './crdt.ts'

const kinds = { byte: 0x1, four: 0x4, eight: 0x8, sub: 0xc, id: 0xf } as const

export class FieldWriter {
  readonly #out = new ByteWriter()

  id(index: number, id: Id): this {
    this.#tag(index, kinds.id)
    return this.rawId(id)
  }

  rawId(id: Id): this {
    this.#out.u8(id.author).varuint(id.counter)
    return this
  }

  byte(index: number, value: number): this {
    this.#tag(index, kinds.byte).u8(value)
    return this
  }

  bool(index: number, value: boolean): this {
    return this.byte(index, value ? 1 : 0)
  }

  u32(index: number, value: number): this {
    this.#tag(index, kinds.four).u32(value)
    return this
  }

  f32(index: number, value: number): this {
    this.#tag(index, kinds.four).f32(value)
    return this
  }

  f64(index: number, value: number): this {
    this.#tag(index, kinds.eight).f64(value)
    return this
  }

  sub(index: number, fill: (inside: FieldWriter) => void): this {
    this.#tag(index, kinds.sub).sized(() => fill(this))
    return this
  }

  /** A string is a sub-block: length, a byte that is always 1, UTF-8. */
  string(index: number, text: string, more?: (inside: FieldWriter) => void): this {
    const bytes = utf8Bytes(text)
    return this.sub(index, (inside) => {
      inside.untagged((out) => out.varuint(bytes.length).u8(1).raw(bytes))
      more?.(inside)
    })
  }

  /** A value with the id that says when it was last written; the larger id wins on merge. */
  lastWritten(index: number, timestamp: Id, value: (inside: FieldWriter) => void): this {
    return this.sub(index, (inside) => {
      inside.id(1, timestamp)
      value(inside)
    })
  }

  /** What has no tag: counts, points, coordinates. */
  untagged(write: (out: ByteWriter) => void): this {
    write(this.#out)
    return this
  }

  bytes(): Uint8Array {
    return this.#out.bytes()
  }

  #tag(index: number, kind: number): ByteWriter {
    return this.#out.varuint(index * 16 + kind)
  }
}
