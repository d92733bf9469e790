// SPDX-License-Identifier: AGPL-3.0-or-later
// The data key of an account's backups, wrapped under a passphrase and, if one was made, under a recovery key. The
// server stores the record and can't open it. Another passphrase wraps the same key once more (docs/decisions/0100).
import { v4 } from 'uuid'
import { BackupError } from './backup-error.ts'
import { isStrongEnough, normalized } from './passphrase.ts'
import { readRecoveryKey, writeRecoveryKey } from './recovery-key.ts'
import type { Sodium } from './sodium.ts'

/** Of Argon2id: passes, and bytes of memory. */
export interface PassphraseCost {
  passes: number
  memory: number
}

/** libsodium's MODERATE: about a second. */
export const passphraseCost: PassphraseCost = { passes: 3, memory: 256 * 1024 * 1024 }

/** What a record may demand of a device that opens it. */
const largestCost: PassphraseCost = { passes: 20, memory: 1024 * 1024 * 1024 }

interface Wrapped {
  /** Base64, as the key. */
  nonce: string
  key: string
}

export interface KeyRecord {
  format: 'rmirror-backup-key'
  version: 1
  /** UUID of the data key. */
  id: string
  /** The server's id of the account. */
  account: string
  passphrase: Wrapped & PassphraseCost & { salt: string }
  recovery: Wrapped | null
}

/** The data key, opened. */
export interface DataKey {
  id: string
  account: string
  bytes: Uint8Array
}

const dataKeyBytes = 32

/** Throws a BackupError for a passphrase that is easy to guess. */
export function createKey(
  sodium: Sodium,
  account: string,
  passphrase: string,
  cost = passphraseCost,
): { record: KeyRecord; key: DataKey } {
  const key: DataKey = { id: v4(), account, bytes: sodium.randombytes_buf(dataKeyBytes) }
  return { record: recordOf(sodium, key, passphrase, null, cost), key }
}

/** The record with another passphrase. What was backed up stays as it is. */
export function withPassphrase(
  sodium: Sodium,
  record: KeyRecord,
  key: DataKey,
  passphrase: string,
  cost = passphraseCost,
): KeyRecord {
  return recordOf(sodium, key, passphrase, record.recovery, cost)
}

/** The record with a new recovery key, and that key as it is printed. An earlier one opens nothing any more. */
export function withRecoveryKey(
  sodium: Sodium,
  record: KeyRecord,
  key: DataKey,
): { record: KeyRecord; recoveryKey: string } {
  const secret = sodium.randombytes_buf(dataKeyBytes)
  const recovery = wrap(sodium, key, recoveryWrappingKey(sodium, secret), recoveryLabel(key))
  return { record: { ...record, recovery }, recoveryKey: writeRecoveryKey(sodium, secret) }
}

function recordOf(
  sodium: Sodium,
  key: DataKey,
  passphrase: string,
  recovery: Wrapped | null,
  cost: PassphraseCost,
): KeyRecord {
  if (!isStrongEnough(passphrase)) throw new BackupError('weak-passphrase')
  const salt = sodium.randombytes_buf(sodium.crypto_pwhash_SALTBYTES)
  const wrappingKey = stretched(sodium, passphrase, salt, cost)
  const wrapped = wrap(sodium, key, wrappingKey, passphraseLabel(key, cost))
  return {
    ...{ format: 'rmirror-backup-key', version: 1, id: key.id, account: key.account, recovery },
    passphrase: { ...wrapped, ...cost, salt: base64(sodium, salt) },
  }
}

/** Opens the record with its passphrase or its recovery key. Throws a BackupError. */
export function openKey(sodium: Sodium, record: KeyRecord, account: string, secret: string): DataKey {
  if (record.account !== account) throw new BackupError('other-account')
  const recoveryKey = readRecoveryKey(sodium, secret)
  if (recoveryKey) {
    if (!record.recovery) throw new BackupError('wrong-secret')
    return unwrap(sodium, record, record.recovery, recoveryWrappingKey(sodium, recoveryKey), recoveryLabel(record))
  }
  const { passphrase } = record
  const wrappingKey = stretched(sodium, secret, fromBase64(sodium, passphrase.salt), passphrase)
  return unwrap(sodium, record, passphrase, wrappingKey, passphraseLabel(record, passphrase))
}

/** Throws a BackupError for something that this version can't use. */
export function parseKeyRecord(text: string): KeyRecord {
  let record: KeyRecord
  try {
    record = JSON.parse(text) as KeyRecord
  } catch (cause) {
    throw new BackupError('altered', { cause })
  }
  if (record?.format !== 'rmirror-backup-key') throw new BackupError('altered')
  if (record.version !== 1) throw new BackupError('newer-format')
  const { id, account, passphrase, recovery } = record
  const { passes, memory, salt } = passphrase ?? {}
  const isCost = (value: unknown, most: number) =>
    Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most
  const isGood =
    [id, account, salt].every((value) => typeof value === 'string') &&
    isCost(passes, largestCost.passes) &&
    isCost(memory, largestCost.memory) &&
    isWrapped(passphrase) &&
    (recovery === null || isWrapped(recovery))
  if (!isGood) throw new BackupError('altered')
  return record
}

function isWrapped(value: Wrapped | null | undefined): boolean {
  return typeof value?.nonce === 'string' && typeof value.key === 'string'
}

function stretched(sodium: Sodium, passphrase: string, salt: Uint8Array, { passes, memory }: PassphraseCost) {
  if (salt.length !== sodium.crypto_pwhash_SALTBYTES) throw new BackupError('altered')
  try {
    const algorithm = sodium.crypto_pwhash_ALG_ARGON2ID13
    return sodium.crypto_pwhash(dataKeyBytes, normalized(passphrase), salt, passes, memory, algorithm)
  } catch (cause) {
    throw new BackupError('no-memory', { cause })
  }
}

function recoveryWrappingKey(sodium: Sodium, recoveryKey: Uint8Array): Uint8Array {
  return sodium.crypto_generichash(dataKeyBytes, 'rmirror-backup-key 1 recovery', recoveryKey)
}

/** What a wrapping is for: it can't be exchanged for one of another key, another account or a lower cost. */
function passphraseLabel({ id, account }: { id: string; account: string }, { passes, memory }: PassphraseCost): string {
  return `rmirror-backup-key 1 ${id} ${account} passphrase ${passes} ${memory}`
}

function recoveryLabel({ id, account }: { id: string; account: string }): string {
  return `rmirror-backup-key 1 ${id} ${account} recovery`
}

function wrap(sodium: Sodium, key: DataKey, wrappingKey: Uint8Array, label: string): Wrapped {
  const nonce = sodium.randombytes_buf(sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
  const wrapped = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(key.bytes, label, null, nonce, wrappingKey)
  sodium.memzero(wrappingKey)
  return { nonce: base64(sodium, nonce), key: base64(sodium, wrapped) }
}

function unwrap(sodium: Sodium, record: KeyRecord, wrapped: Wrapped, wrappingKey: Uint8Array, label: string): DataKey {
  try {
    const [nonce, sealed] = [fromBase64(sodium, wrapped.nonce), fromBase64(sodium, wrapped.key)]
    const bytes = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, label, nonce, wrappingKey)
    return { id: record.id, account: record.account, bytes }
  } catch (cause) {
    throw new BackupError(cause instanceof BackupError ? cause.fault : 'wrong-secret', { cause })
  } finally {
    sodium.memzero(wrappingKey)
  }
}

export function base64(sodium: Sodium, bytes: Uint8Array): string {
  return sodium.to_base64(bytes, sodium.base64_variants.ORIGINAL)
}

/** Throws a BackupError for anything else. */
export function fromBase64(sodium: Sodium, text: string): Uint8Array {
  try {
    return sodium.from_base64(text, sodium.base64_variants.ORIGINAL)
  } catch (cause) {
    throw new BackupError('altered', { cause })
  }
}
