// SPDX-License-Identifier: AGPL-3.0-or-later
// SHA-256 of a file. On insecure origins, as in a home network without certificates, browsers offer none: then it is
// computed here (FIPS 180-4, 6.2).

/** 64 hex digits. */
export async function fileHash(bytes: Uint8Array<ArrayBuffer>, subtle = globalThis.crypto?.subtle): Promise<string> {
  const hash = subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : sha256(bytes)
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const blockBytes = 64

/** The first 32 bits of the fractions of the roots of the first primes. */
function fractions(root: number, count: number): number[] {
  const found: number[] = []
  for (let number = 2; found.length < count; number++) {
    let isPrime = true
    for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) isPrime = false
    if (isPrime) found.push((number ** (1 / root) % 1) * 2 ** 32)
  }
  return found
}

const constants = Int32Array.from(fractions(3, 64), (value) => value | 0)
const initial = Int32Array.from(fractions(2, 8), (value) => value | 0)

function sha256(bytes: Uint8Array): Uint8Array {
  const state = Int32Array.from(initial)
  const whole = bytes.length - (bytes.length % blockBytes)
  for (let at = 0; at < whole; at += blockBytes) addBlock(state, new DataView(bytes.buffer, bytes.byteOffset + at))
  // A one bit, zeros, and the length in bits.
  const rest = bytes.subarray(whole)
  const last = new Uint8Array(rest.length + 9 > blockBytes ? 2 * blockBytes : blockBytes)
  last.set(rest)
  last[rest.length] = 0x80
  new DataView(last.buffer).setBigUint64(last.length - 8, BigInt(bytes.length) * 8n)
  for (let at = 0; at < last.length; at += blockBytes) addBlock(state, new DataView(last.buffer, at))
  const hash = new DataView(new ArrayBuffer(32))
  state.forEach((word, at) => {
    hash.setInt32(at * 4, word)
  })
  return new Uint8Array(hash.buffer)
}

const words = new Int32Array(64)

function addBlock(state: Int32Array, block: DataView): void {
  const turned = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits))
  const word = (at: number) => words[at] as number
  for (let at = 0; at < 16; at++) words[at] = block.getInt32(at * 4)
  for (let at = 16; at < 64; at++) {
    const [a, b] = [word(at - 15), word(at - 2)]
    const s0 = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3)
    const s1 = turned(b, 17) ^ turned(b, 19) ^ (b >>> 10)
    words[at] = word(at - 16) + s0 + word(at - 7) + s1
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let at = 0; at < 64; at++) {
    const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
    const next = (h + s1 + ((e & f) ^ (~e & g)) + (constants[at] as number) + word(at)) | 0
    const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + next) | 0, c, b, a, (next + s0 + majority) | 0]
  }
  ;[a, b, c, d, e, f, g, h].forEach((value, at) => {
    state[at] = (state[at] as number) + value
  })
}
