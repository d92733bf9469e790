// SPDX-License-Identifier: AGPL-3.0-or-later
// Seals chunks and summaries of backups, and opens them. Each is bound to what it is for: a chunk to its name, a summary
// to its backup, key and account, so that exchanged and reordered ones don't open.
import { BackupError } from './backup-error.ts'
import { base64, type DataKey, fromBase64 } from './key-record.ts'
import type { Sodium } from './sodium.ts'

/** Plaintext of one message of a chunk's stream; the last one is marked, so that a cut is noticed. */
const messageBytes = 64 * 1024

const subkeys = { names: 1, cuts: 2, chunks: 3, summaries: 4 } as const
const subkeyContext = 'rmbackup'

export interface SealedChunk {
  /** A keyed hash of the plaintext: the same content has one name, which tells nothing without the key. */
  name: string
  bytes: Uint8Array
}

export class Sealer {
  readonly sodium: Sodium
  readonly key: DataKey
  readonly #keys: Record<keyof typeof subkeys, Uint8Array>

  constructor(sodium: Sodium, key: DataKey) {
    this.sodium = sodium
    this.key = key
    const subkey = (id: number) => sodium.crypto_kdf_derive_from_key(32, id, subkeyContext, key.bytes)
    this.#keys = {
      names: subkey(subkeys.names),
      cuts: subkey(subkeys.cuts),
      chunks: subkey(subkeys.chunks),
      summaries: subkey(subkeys.summaries),
    }
  }

  /** 256 numbers that decide where files are cut; keyed, because sizes of chunks would otherwise identify known files. */
  cutTable(): Uint32Array {
    const bytes = new Uint8Array(1024)
    for (let block = 0; block < 16; block++)
      bytes.set(this.sodium.crypto_generichash(64, `cuts ${block}`, this.#keys.cuts), block * 64)
    const view = new DataView(bytes.buffer)
    return Uint32Array.from({ length: 256 }, (_, index) => view.getUint32(index * 4, true))
  }

  nameOf(plain: Uint8Array): string {
    return this.sodium.to_hex(this.sodium.crypto_generichash(32, plain, this.#keys.names))
  }

  sealChunk(name: string, plain: Uint8Array): SealedChunk {
    const { sodium } = this
    const { state, header } = sodium.crypto_secretstream_xchacha20poly1305_init_push(this.#keys.chunks)
    const messages = [header]
    for (let at = 0; at === 0 || at < plain.length; at += messageBytes) {
      const isLast = at + messageBytes >= plain.length
      const tag = isLast
        ? sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
        : sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
      const message = plain.subarray(at, at + messageBytes)
      messages.push(sodium.crypto_secretstream_xchacha20poly1305_push(state, message, chunkLabel(name), tag))
    }
    return { name, bytes: joined(messages) }
  }

  /** `size`: bytes of the plaintext. Throws a BackupError. */
  openChunk({ name, bytes }: SealedChunk, size: number): Uint8Array {
    const { sodium } = this
    const headerBytes = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
    const addedBytes = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
    const expected = headerBytes + size + Math.max(1, Math.ceil(size / messageBytes)) * addedBytes
    if (bytes.length !== expected) throw new BackupError(bytes.length < expected ? 'cut' : 'altered')
    const header = bytes.subarray(0, headerBytes)
    const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, this.#keys.chunks)
    const messages: Uint8Array[] = []
    let tag = -1
    for (let at = headerBytes; at < bytes.length; at += messageBytes + addedBytes) {
      const message = bytes.subarray(at, at + messageBytes + addedBytes)
      const pulled = sodium.crypto_secretstream_xchacha20poly1305_pull(state, message, chunkLabel(name))
      if (!pulled) throw new BackupError('altered')
      messages.push(pulled.message)
      tag = pulled.tag
    }
    if (tag !== sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL) throw new BackupError('altered')
    const plain = joined(messages)
    if (this.nameOf(plain) !== name) throw new BackupError('altered')
    return plain
  }

  sealSummary(backup: string, text: string): string {
    const { sodium } = this
    const nonce = sodium.randombytes_buf(sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    const label = this.#summaryLabel(backup)
    const sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(text, label, null, nonce, this.#keys.summaries)
    return base64(sodium, joined([nonce, sealed]))
  }

  /** Throws a BackupError. */
  openSummary(backup: string, text: string): string {
    const { sodium } = this
    const bytes = fromBase64(sodium, text)
    const nonceBytes = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
    const [nonce, sealed] = [bytes.subarray(0, nonceBytes), bytes.subarray(nonceBytes)]
    try {
      const label = this.#summaryLabel(backup)
      const plain = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, label, nonce, this.#keys.summaries)
      return new TextDecoder('utf-8', { fatal: true }).decode(plain)
    } catch (cause) {
      throw new BackupError('altered', { cause })
    }
  }

  #summaryLabel(backup: string): string {
    return `rmirror-backup 1 ${this.key.id} ${this.key.account} ${backup}`
  }
}

function chunkLabel(name: string): string {
  return `rmirror-backup-chunk 1 ${name}`
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
