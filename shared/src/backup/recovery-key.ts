// SPDX-License-Identifier: AGPL-3.0-or-later
// A recovery key as it is printed and typed: 32 random bytes and 3 of a checksum, in Crockford's Base32, which has no
// letters that look alike.
import { BackupError } from './backup-error.ts'
import type { Sodium } from './sodium.ts'

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const keyBytes = 32
const checkBytes = 3
const textLength = ((keyBytes + checkBytes) * 8) / 5
const groupLength = 7

/** Eight groups of seven. */
export function writeRecoveryKey(sodium: Sodium, key: Uint8Array): string {
  const bytes = new Uint8Array([...key, ...checksumOf(sodium, key)])
  let [text, bits, held] = ['', 0, 0]
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    for (bits += 8; bits >= 5; bits -= 5) text += letters[(held >> (bits - 5)) & 31]
  }
  return text.match(new RegExp(`.{${groupLength}}`, 'g'))?.join('-') ?? text
}

/** Undefined if it is something else, such as a passphrase. Throws a BackupError if it has a typing error. */
export function readRecoveryKey(sodium: Sodium, text: string): Uint8Array | undefined {
  const typed = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  if (typed.length !== textLength || !/^[\dA-Z]+$/.test(typed) || !/\d/.test(typed)) return undefined
  const bytes = new Uint8Array(keyBytes + checkBytes)
  let [at, bits, held] = [0, 0, 0]
  for (const letter of typed) {
    const value = letters.indexOf(letter)
    if (value < 0) throw new BackupError('mistyped-recovery-key')
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (held >> bits) & 0xff
    }
  }
  const key = bytes.slice(0, keyBytes)
  const check = checksumOf(sodium, key)
  if (!check.every((byte, index) => byte === bytes[keyBytes + index])) throw new BackupError('mistyped-recovery-key')
  return key
}

function checksumOf(sodium: Sodium, key: Uint8Array): Uint8Array {
  return sodium.crypto_generichash(16, key, 'rmirror recovery key').subarray(0, checkBytes)
}
