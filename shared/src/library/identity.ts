// SPDX-License-Identifier: AGPL-3.0-or-later
// Who a notebook or page is: the tablet's own uuid, or one derived from where it lies (RFC 9562 version 5).
import { v5 } from 'uuid'

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

// Under this namespace a path becomes a notebook's uuid. Never change it: the same file must stay the same notebook.
const pathNamespace = 'f2c5e0a1-7d0b-4e7e-9f1c-64b8b2d6a3f9'

export function isUuid(text: string): boolean {
  return uuidShape.test(text)
}

/** The uuid of a notebook that its file names do not identify. */
export function notebookUuidFromPath(path: string): string {
  return uuidV5(pathNamespace, path.normalize('NFC'))
}

/** The uuid of a page that its notebook only numbers (1-based). */
export function pageUuidFromNumber(notebookUuid: string, number: number): string {
  return uuidV5(notebookUuid, String(number))
}

/** The uuid of a page whose name in the notebook is not a uuid, or is another page's already. */
export function pageUuidFromName(notebookUuid: string, name: string): string {
  return uuidV5(notebookUuid, `name:${name}`)
}

/** Also where the page's origin is not secure, and the browser therefore hashes nothing. */
export function uuidV5(namespace: string, name: string): string {
  if (!isUuid(namespace)) throw new TypeError(`"${namespace}" is not a UUID`)
  // As bytes: the library refuses uuids of a version that it does not know, which a file may well have.
  return v5(new TextEncoder().encode(name), hexToBytes(namespace.replaceAll('-', '')))
}

function hexToBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
