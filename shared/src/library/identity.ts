// SPDX-License-Identifier: AGPL-3.0-or-later
// Who a notebook or page is: the tablet's own uuid, or one derived from where it lies (RFC 9562 version 5).

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

// Under this namespace a path becomes a notebook's uuid. Never change it: the same file must stay the same notebook.
const pathNamespace = 'f2c5e0a1-7d0b-4e7e-9f1c-64b8b2d6a3f9'

export function isUuid(text: string): boolean {
  return uuidShape.test(text)
}

/** The uuid of a notebook that its file names do not identify. */
export function notebookUuidFromPath(path: string): Promise<string> {
  return uuidV5(pathNamespace, path.normalize('NFC'))
}

/** The uuid of a page that its notebook only numbers (1-based). */
export function pageUuidFromNumber(notebookUuid: string, number: number): Promise<string> {
  return uuidV5(notebookUuid, String(number))
}

/** The uuid of a page whose name in the notebook is not a uuid, or is another page's already. */
export function pageUuidFromName(notebookUuid: string, name: string): Promise<string> {
  return uuidV5(notebookUuid, `name:${name}`)
}

export async function uuidV5(namespace: string, name: string): Promise<string> {
  if (!isUuid(namespace)) throw new TypeError(`"${namespace}" is not a UUID`)
  const space = hexToBytes(namespace.replaceAll('-', ''))
  const text = new TextEncoder().encode(name)
  const input = new Uint8Array(space.length + text.length)
  input.set(space)
  input.set(text, space.length)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-1', input)).subarray(0, 16)
  digest[6] = (byteAt(digest, 6) & 0x0f) | 0x50
  digest[8] = (byteAt(digest, 8) & 0x3f) | 0x80
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function hexToBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0
}
