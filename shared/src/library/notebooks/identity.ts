// SPDX-License-Identifier: AGPL-3.0-or-later
// Identifies notebooks and pages: by the tablet's uuid, or by one derived from the path (RFC 9562, version 5).
import { v5 } from 'uuid'

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

// Namespace of notebook uuids derived from paths. Never change it: the same file must stay the same notebook.
const pathNamespace = 'f2c5e0a1-7d0b-4e7e-9f1c-64b8b2d6a3f9'

export function isUuid(text: string): boolean {
  return uuidShape.test(text)
}

/** UUID of a notebook whose file names contain none. */
export function notebookUuidFromPath(path: string): string {
  return uuidV5(pathNamespace, path.normalize('NFC'))
}

/** UUID of a page that its notebook only numbers (1-based). */
export function pageUuidFromNumber(notebookUuid: string, number: number): string {
  return uuidV5(notebookUuid, String(number))
}

/** UUID of a page whose name in the notebook isn't a uuid or is already another page's uuid. */
export function pageUuidFromName(notebookUuid: string, name: string): string {
  return uuidV5(notebookUuid, `name:${name}`)
}

/** Works in insecure browser contexts too, which lack crypto.subtle. Throws a TypeError if `namespace` isn't a uuid. */
export function uuidV5(namespace: string, name: string): string {
  if (!isUuid(namespace)) throw new TypeError(`"${namespace}" is not a UUID`)
  // Passed as bytes, because the library rejects uuids of unknown versions, which files may contain.
  return v5(new TextEncoder().encode(name), hexToBytes(namespace.replaceAll('-', '')))
}

function hexToBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
